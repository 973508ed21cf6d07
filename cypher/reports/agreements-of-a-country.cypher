// ---
// title: Agreements of a country
// theme: Programs and agreements
// description: >
//   Every agreement that a country, or a body of it, is a party to, and those that cover it, with the parties, the day of signature and
//   the stated end. What an agreement binds the parties to is not here: follow its page to the source. An agreement that no
//   source names may exist all the same.
// view: network
// network: [[parties, agreement]]
// row: an agreement
// empty: >
//   No source names an agreement of this country with these choices that is in force on this day. Try another day, or include what has
//   ended.
// related: [expired-agreements, ending-soon, agreements-by-country-and-kind]
// parameters:
//   - {name: country, type: country, label: Country, default: GT}
//   - {name: kind, type: text, label: "Kind of agreement, as the source writes it", default: null, help: "MOU, LOA, treaty, grant, IAA"}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: "to the day of As of; left out: on that day"}
//   - {name: all_times, type: truth, label: Also what has ended or not begun, default: false}
// columns:
//   - agreement
//   - agreement_id
//   - kind: Kind
//   - topic: About
//   - parties: Parties
//   - parties_id
//   - since: Signed
//   - until: Until
//   - sources
//   - records
// ---
CALL () {
  MATCH (:Country {id: 'country:' + $country})-[:COVERS|PARTY_TO]-(a:Agreement)
  RETURN a
  UNION
  MATCH (body:Organization {country: $country})-[:PARTY_TO]->(a:Agreement)
  WHERE body:ForeignCounterpart
  RETURN a
}
WITH a
WHERE ($kind IS NULL OR coalesce(a.kind, 'kind not stated') = $kind)
  AND ($all_times OR ((a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= coalesce($since, $as_of))))
CALL (a) {
  OPTIONAL MATCH (x:Organization|Country)-[:PARTY_TO]->(a)
  WITH DISTINCT x ORDER BY toLower(x.name), x.id
  RETURN collect(x) AS parties
}
RETURN a.name AS agreement, a.id AS agreement_id, a.kind AS kind, a.topic AS topic, [x IN parties | x.name] AS parties,
  [x IN parties | x.id] AS parties_id, coalesce(a.valid_from_text, a.valid_from) AS since,
  coalesce(a.valid_to_text, a.valid_to) AS until, a.sources AS sources, a.records AS records
ORDER BY coalesce(a.valid_from, '') DESC, toLower(agreement), agreement_id
