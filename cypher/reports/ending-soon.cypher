// ---
// title: Partnerships with a stated end in the next months
// theme: Time
// description: >
//   Programs, agreements and partnerships in force on a day for which a source states an end within some months of it, with
//   who is in them. Where no source states an end, nothing is listed: that does not mean that it goes on.
// view: table
// scans: {Agreement: "no index on their end; few beside programs", Organization: "ends of links have no index", Program: "ends of links have no index"}
// related: [everything-ending, starts-and-ends-by-year, expired-agreements, gone-but-named]
// row: a program, an agreement or a partnership that is about to end
// empty: >
//   No source states an end in these months for what is in force on this day. Most sources state no end at all: no end
//   stated is not the same as going on.
// parameters:
//   - {name: months, type: integer, label: Within months, default: 12}
//   - {name: country, type: country, label: Country, default: null}
//   - {name: organization, type: organization, label: Only with this organization, default: null}
//   - {name: as_of, type: date, label: As of, default: today}
// columns:
//   - ends: Ends
//   - what: What ends
//   - name: Name
//   - name_id
//   - organizations: Who is in it
//   - organizations_id
//   - countries: Where
//   - countries_id
//   - since: Since
//   - sources
//   - records
// ---
WITH toString(date($as_of) + duration({months: CASE WHEN abs($months) > 12000 THEN 12000 * sign($months) ELSE $months END})) AS until
CALL (until) {
  MATCH (p:Program)
  WHERE p.valid_to >= $as_of AND p.valid_to <= until AND (p.valid_from IS NULL OR p.valid_from <= $as_of)
  CALL (p) {
    MATCH (o:Organization)-[:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH]-(p)
    RETURN collect(DISTINCT o) AS parties
  }
  CALL (p) {
    MATCH (p)-[:OPERATES_IN|BENEFITS|TRAINS|PARTNERS_WITH]->(c:Country)
    RETURN collect(DISTINCT c) AS places
  }
  RETURN p.valid_to AS day, coalesce(p.valid_to_text, p.valid_to) AS ends, 'program' AS what, p.name AS name, p.id AS name_id,
    parties, places, coalesce(p.valid_from_text, p.valid_from) AS since, p.sources AS sources, p.records AS records
  UNION ALL
  MATCH (a:Agreement)
  WHERE a.valid_to >= $as_of AND a.valid_to <= until AND (a.valid_from IS NULL OR a.valid_from <= $as_of)
  CALL (a) {
    MATCH (o:Organization)-[:PARTY_TO]->(a)
    RETURN collect(DISTINCT o) AS parties
  }
  CALL (a) {
    MATCH (a)-[:COVERS|PARTY_TO]-(c:Country)
    RETURN collect(DISTINCT c) AS places
  }
  RETURN a.valid_to AS day, coalesce(a.valid_to_text, a.valid_to) AS ends, 'agreement' AS what, a.name AS name, a.id AS name_id,
    parties, places, coalesce(a.valid_from_text, a.valid_from) AS since, a.sources AS sources, a.records AS records
  UNION ALL
  // A link that ends with its program, or later, is told by the program's own row.
  MATCH (x:Organization|Program)-[r:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|TRAINS|BENEFITS|PARTNERS_WITH|OPERATES_IN]-(y:Organization|Program|Country)
  WHERE x = startNode(r) AND r.valid_to >= $as_of AND r.valid_to <= until AND (r.valid_from IS NULL OR r.valid_from <= $as_of)
  WITH r, x, y, CASE WHEN x:Program THEN x ELSE y END AS thing
  WHERE NOT (thing:Program AND thing.valid_to IS NOT NULL AND thing.valid_to <= r.valid_to)
  OPTIONAL MATCH (named:Country {id: 'country:' + r.country})
  WITH r, x, y, thing, CASE WHEN y:Country THEN y ELSE named END AS place,
    {FUNDS: 'pays for', ACCOUNTABLE_FOR: 'is accountable for', EXTENDS: 'manages', IMPLEMENTS: 'delivers', TRAINS: 'trains',
     BENEFITS: 'helps', PARTNERS_WITH: 'partner of', OPERATES_IN: 'works in'} AS words
  RETURN r.valid_to AS day, coalesce(r.valid_to_text, r.valid_to) AS ends,
    words[type(r)] + CASE WHEN r.role IS NULL THEN '' ELSE ': ' + r.role END AS what, thing.name AS name, thing.id AS name_id,
    [o IN [x, y] WHERE o:Organization] AS parties, CASE WHEN place IS NULL THEN [] ELSE [place] END AS places,
    coalesce(r.valid_from_text, r.valid_from) AS since, [r.source] AS sources, [r.source + '/' + r.record] AS records
}
WITH day, ends, what, name, name_id, parties, places, since, sources, records
WHERE ($organization IS NULL OR any(o IN parties WHERE o.id = $organization))
  AND ($country IS NULL OR any(c IN places WHERE c.iso2 = $country) OR any(o IN parties WHERE o:ForeignCounterpart AND o.country = $country))
WITH day, ends, what, name, name_id, since, sources, records, places,
  COLLECT { UNWIND parties AS o WITH o ORDER BY toLower(o.name), o.id RETURN o } AS parties
RETURN ends, what, name, name_id, [o IN parties | o.name] AS organizations, [o IN parties | o.id] AS organizations_id,
  [c IN places | c.name] AS countries, [c IN places | c.id] AS countries_id, since, sources, records
ORDER BY day, toLower(name), name_id, what
