// ---
// title: Who tells us about a country
// theme: What we know
// description: >
//   Every source that says something about a country: of how many programs, public bodies, agreements and sums, the latest start or
//   value that it states, and how many things it alone tells. What a source covers and when it was loaded is on its page. A source
//   that is silent about the country does not show that nothing is there.
// view: chart
// chart: {form: stacked, along: source, values: [programs, bodies, agreements, sums, measures], unit: things told}
// row: a source
// empty: No loaded source says anything about this country. Load one that does.
// related: [disagreeing-sources, incomplete-programs, money-by-year]
// parameters:
//   - {name: country, type: country, label: Country, default: GT}
// columns:
//   - source: Source
//   - source_id
//   - programs: Programs
//   - bodies: Public bodies
//   - agreements: Agreements
//   - sums: Sums for the country
//   - measures: Values of indicators
//   - alone: Told by it alone
//   - latest_start: Latest start that it states
//   - latest_year: Latest year of a value or sum
//   - sources
// ---
MATCH (c:Country {id: 'country:' + $country})
CALL (c) {
  CALL (c) {
    MATCH (p:Program)-[:OPERATES_IN|BENEFITS|TRAINS]->(c)
    RETURN p
    UNION
    MATCH (p:Program)-[:OPERATES_IN]->(:AdminArea {country: $country})
    RETURN p
  }
  UNWIND p.sources AS key
  RETURN 'program' AS what, key, p.valid_from AS start, null AS year, size(p.sources) = 1 AS alone
  UNION ALL
  MATCH (body:Organization {country: $country})
  WHERE body:ForeignCounterpart
  UNWIND body.sources AS key
  RETURN 'body' AS what, key, null AS start, null AS year, size(body.sources) = 1 AS alone
  UNION ALL
  MATCH (c)-[:COVERS|PARTY_TO]-(a:Agreement)
  WITH DISTINCT a
  UNWIND a.sources AS key
  RETURN 'agreement' AS what, key, a.valid_from AS start, null AS year, size(a.sources) = 1 AS alone
  UNION ALL
  MATCH (c)<-[r:FOR]-(f:Figure)
  RETURN 'sum' AS what, r.source AS key, null AS start, f.year AS year, false AS alone
  UNION ALL
  MATCH (c)-[m:MEASURED]->(:Indicator)
  RETURN 'measure' AS what, m.source AS key, null AS start, m.year AS year, false AS alone
}
WITH key, count(CASE what WHEN 'program' THEN 1 END) AS programs, count(CASE what WHEN 'body' THEN 1 END) AS bodies,
  count(CASE what WHEN 'agreement' THEN 1 END) AS agreements, count(CASE what WHEN 'sum' THEN 1 END) AS sums,
  count(CASE what WHEN 'measure' THEN 1 END) AS measures, count(CASE WHEN alone THEN 1 END) AS alone, max(start) AS latest_start, max(year) AS latest_year
OPTIONAL MATCH (s:Source {id: 'source:' + key})
RETURN coalesce(s.name, key) AS source, 'source:' + key AS source_id, programs, bodies, agreements, sums, measures, alone, latest_start,
  toString(latest_year) AS latest_year, [key] AS sources
ORDER BY programs + bodies + agreements + sums + measures DESC, source
