// ---
// title: Agreements that have expired while the parties go on
// theme: Programs and agreements
// description: >
//   Agreements with a stated expiry before a day whose parties still work together on that day: on a program that the
//   agreement covers, on one that two parties share, or directly. An agreement whose expiry no source states is not here,
//   and a later agreement may have taken its place without a source that says so.
// view: network
// scans: {Agreement: "every agreement may have expired"}
// network: [[parties, agreement]]
// related: [agreements-of-a-country, ending-soon]
// row: an expired agreement
// empty: >
//   No agreement with a stated expiry before this day has parties that our sources show at work together after it. Few
//   sources state when an agreement expires.
// parameters:
//   - {name: country, type: country, label: Country, default: null}
//   - {name: organization, type: organization, label: Only with this party, default: null}
//   - {name: as_of, type: date, label: As of, default: today}
// columns:
//   - agreement
//   - agreement_id
//   - expired: Expired
//   - parties
//   - parties_id
//   - activity: What goes on
//   - activity_id
//   - newer: Later agreements of the same parties
//   - newer_id
//   - sources
//   - records
// ---
MATCH (a:Agreement)
WHERE a.valid_to < $as_of
CALL (a) {
  MATCH (x:Organization|Country)-[:PARTY_TO]->(a)
  WITH DISTINCT x ORDER BY toLower(x.name), x.id
  RETURN collect(x) AS parties
}
WITH a, parties
WHERE ($organization IS NULL OR any(x IN parties WHERE x.id = $organization))
  AND ($country IS NULL OR EXISTS { (a)-[:COVERS]->(:Country {iso2: $country}) }
    OR any(x IN parties WHERE x.id = 'country:' + $country OR (x:ForeignCounterpart AND x.country = $country)))
CALL (a, parties) {
  MATCH (a)-[:COVERS]->(p:Program)
  RETURN p AS work, null AS link
  UNION
  // From the party with fewer links to the other: a ministry may have a hundred thousand.
  UNWIND parties AS x
  UNWIND parties AS y
  WITH x, y WHERE x <> y AND COUNT { (x)--() } <= COUNT { (y)--() }
  MATCH (x)-[:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH|BENEFITS|TRAINS|OPERATES_IN]-(p:Program)
  WITH DISTINCT y, p
  WHERE EXISTS { (p)-[:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH|BENEFITS|TRAINS|OPERATES_IN]-(y) }
  RETURN p AS work, null AS link
  UNION
  UNWIND parties AS x
  UNWIND parties AS y
  WITH x, y WHERE x <> y
  MATCH (x)-[r:FUNDS|TRAINS|BENEFITS|PARTNERS_WITH|OPERATES_IN]-(y)
  WHERE startNode(r) = x
  RETURN y AS work, r AS link
}
WITH a, parties, work, link
WHERE CASE WHEN link IS NULL
  THEN (work.valid_from IS NULL OR work.valid_from <= $as_of)
    AND (work.valid_to >= $as_of OR (work.valid_to IS NULL AND NOT coalesce(work.status, '') IN ['completed', 'closed', 'cancelled']))
  ELSE (link.valid_from IS NULL OR link.valid_from <= $as_of) AND (link.valid_to IS NULL OR link.valid_to >= $as_of) END
WITH a, parties, work, link,
  {FUNDS: 'pays for', TRAINS: 'trains', BENEFITS: 'helps', PARTNERS_WITH: 'is a partner of', OPERATES_IN: 'works in'} AS words
WITH a, parties, work.id AS activity_id, link,
  CASE WHEN link IS NULL THEN work.name ELSE startNode(link).name + ' ' + words[type(link)] + ' ' + work.name END AS activity,
  CASE WHEN link IS NULL THEN work.sources ELSE [link.source] END AS sources,
  CASE WHEN link IS NULL THEN work.records ELSE [link.source + '/' + link.record] END AS records
ORDER BY toLower(activity), activity_id
WITH a, parties, collect({name: activity, id: activity_id}) AS told, collect(sources) AS sources, collect(records) AS records
CALL (a, parties) {
  UNWIND parties AS x
  MATCH (x)-[:PARTY_TO]->(later:Agreement)
  WHERE later.valid_from > a.valid_from AND later <> a
  WITH later, count(DISTINCT x) AS common
  WHERE common > 1
  WITH later ORDER BY later.valid_from, later.id
  RETURN collect(later) AS newer
}
CALL (told) {
  UNWIND told AS one
  RETURN collect(DISTINCT one) AS activities
}
CALL (a, sources) {
  UNWIND sources + [a.sources] AS some
  UNWIND some AS source
  WITH source ORDER BY source
  RETURN collect(DISTINCT source) AS every_source
}
CALL (a, records) {
  UNWIND records + [a.records] AS some
  UNWIND some AS record
  WITH record ORDER BY record
  RETURN collect(DISTINCT record) AS every_record
}
RETURN a.name AS agreement, a.id AS agreement_id, coalesce(a.valid_to_text, a.valid_to) AS expired,
  [x IN parties | x.name] AS parties, [x IN parties | x.id] AS parties_id,
  [one IN activities | one.name] AS activity, [one IN activities | one.id] AS activity_id,
  [n IN newer | n.name] AS newer, [n IN newer | n.id] AS newer_id,
  every_source AS sources, every_record AS records
ORDER BY expired, agreement, agreement_id
