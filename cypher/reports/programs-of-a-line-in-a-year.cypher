// ---
// title: Programs of a line of effort in a year
// theme: Time
// description: >
//   The programs that the report on activity by line of effort and year counts, by the same rules: in force at any time of
//   the year; without a stated end up to the day, or in the first year only if completed, closed or cancelled. It does not
//   show programs whose line of effort no source states.
// view: table
// related: [activity-by-line-and-year, funders-by-year, {report: how-long-programs-run, with: {line: line}}]
// row: a program
// empty: No program of this line of effort is known for this year with these choices.
// parameters:
//   - {name: line, type: focus_area, label: Line of effort or topic, default: III}
//   - {name: year, type: year, label: Year, default: null, help: "Empty: programs for which no source states a start."}
//   - {name: country, type: country, label: Country, default: null}
//   - {name: as_of, type: date, label: Up to the year of, default: today}
// columns:
//   - program
//   - program_id
//   - focus_areas: Focus areas
//   - funders: Paid by
//   - funders_id
//   - implementers: Delivered by
//   - implementers_id
//   - status
//   - since: Since
//   - until: Until
//   - sources
//   - records
// ---
MATCH (line:FocusArea {id: $line})
CALL (line) {
  MATCH (p:Program)-[:ADDRESSES]->(:FocusArea)-[:PART_OF*0..1]->(line)
  RETURN p
  UNION
  MATCH (p:Program)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(:FocusArea)-[:PART_OF*0..1]->(line)
  RETURN p
}
WITH p, toInteger(left(p.valid_from, 4)) AS first, toInteger(left($as_of, 4)) AS latest
WHERE $country IS NULL
  OR EXISTS { (p)-[:OPERATES_IN|BENEFITS|TRAINS]->(:Country {iso2: $country}) }
  OR EXISTS { (p)-[:OPERATES_IN]->(:AdminArea {country: $country}) }
  OR EXISTS { (p)-[:BENEFITS|TRAINS]->(:ForeignCounterpart {country: $country}) }
WITH p, first, latest,
  CASE
    WHEN p.valid_to IS NOT NULL THEN toInteger(left(p.valid_to, 4))
    WHEN coalesce(p.status, '') IN ['completed', 'closed', 'cancelled'] THEN first
    ELSE latest
  END AS last
WHERE CASE WHEN first IS NULL THEN $year IS NULL
  ELSE first <= $year AND $year <= CASE WHEN last > latest THEN latest ELSE last END END
CALL (p) {
  MATCH (p)-[:ADDRESSES]->(f:FocusArea)
  RETURN f
  UNION
  MATCH (p)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(f:FocusArea)
  RETURN f
}
WITH p, f ORDER BY f.id
WITH p, collect(f.name) AS focus_areas
CALL (p) {
  MATCH (o:Organization)-[:FUNDS]->(p)
  WITH DISTINCT o ORDER BY toLower(o.name), o.id
  RETURN collect(o) AS funders
}
CALL (p) {
  MATCH (o:Organization)-[:IMPLEMENTS]->(p)
  WITH DISTINCT o ORDER BY toLower(o.name), o.id
  RETURN collect(o) AS implementers
}
RETURN p.name AS program, p.id AS program_id, focus_areas,
  [o IN funders | o.name] AS funders, [o IN funders | o.id] AS funders_id,
  [o IN implementers | o.name] AS implementers, [o IN implementers | o.id] AS implementers_id,
  p.status AS status, coalesce(p.valid_from_text, p.valid_from) AS since, coalesce(p.valid_to_text, p.valid_to) AS until,
  p.sources AS sources, p.records AS records
ORDER BY toLower(program), program_id
