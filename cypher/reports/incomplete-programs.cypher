// ---
// title: Programs without an implementer, a country, or dates
// theme: What we know
// description: >
//   Programs for which no source names who delivers them, or where, or when, so that whoever keeps the sources can fill them
//   in. The program may well have all three: it is the sources that do not say.
// view: table
// scans: {Program: "any program may lack something"}
// related: [paid-for-nobody-named, disagreeing-sources, how-long-programs-run]
// row: a program
// empty: Our sources state this for every program with these choices, or there is no program with them.
// parameters:
//   - {name: missing, type: text, label: What is missing, default: any, options: [any, implementer, country, start, end]}
//   - {name: source, type: source, label: Only programs of this source, default: null}
//   - {name: focus_area, type: focus_area, label: Only programs on this focus area, default: null}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: "to the day of As of; left out: on that day"}
//   - {name: all_times, type: truth, label: Also what has ended or not begun, default: false}
// columns:
//   - program
//   - program_id
//   - missing: No source states
//   - status
//   - funders: Paid by
//   - funders_id
//   - implementers: Delivered by
//   - implementers_id
//   - countries: Where
//   - countries_id
//   - since: Since
//   - until: Until
//   - sources
//   - records
// ---
MATCH (p:Program)
WHERE ($source IS NULL OR $source IN p.sources)
  AND ($all_times OR (
    (p.valid_from IS NULL OR p.valid_from <= $as_of)
    AND (p.valid_to >= coalesce($since, $as_of) OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))))
  AND ($focus_area IS NULL
    OR EXISTS { (p)-[:ADDRESSES]->(:FocusArea)-[:PART_OF*0..1]->(:FocusArea {id: $focus_area}) }
    OR EXISTS { (p)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(:FocusArea)-[:PART_OF*0..1]->(:FocusArea {id: $focus_area}) })
WITH p,
  CASE WHEN EXISTS { (p)<-[:IMPLEMENTS]-(:Organization) } THEN [] ELSE ['implementer'] END
  + CASE WHEN EXISTS { (p)-[:OPERATES_IN|BENEFITS|TRAINS|PARTNERS_WITH]->(:Country) }
      OR EXISTS { (p)-[:OPERATES_IN]->(:AdminArea) }
      OR EXISTS { MATCH (p)-[w:BENEFITS|TRAINS]->(body:Organization) WHERE body:ForeignCounterpart OR w.country IS NOT NULL }
    THEN [] ELSE ['country'] END
  + CASE WHEN p.valid_from IS NULL THEN ['start'] ELSE [] END
  + CASE WHEN p.valid_to IS NULL THEN ['end'] ELSE [] END AS missing
WHERE size(missing) > 0 AND ($missing = 'any' OR $missing IN missing)
WITH p, missing, size(missing) AS count_key, toLower(p.name) AS name_key, p.id AS id_key
ORDER BY count_key DESC, name_key, id_key
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
CALL (p) {
  MATCH (p)-[:OPERATES_IN|BENEFITS|TRAINS|PARTNERS_WITH]->(c:Country)
  WITH DISTINCT c ORDER BY c.name
  RETURN collect(c) AS countries
}
RETURN p.name AS program, p.id AS program_id, missing, p.status AS status,
  [o IN funders | o.name] AS funders, [o IN funders | o.id] AS funders_id,
  [o IN implementers | o.name] AS implementers, [o IN implementers | o.id] AS implementers_id,
  [c IN countries | c.name] AS countries, [c IN countries | c.id] AS countries_id,
  coalesce(p.valid_from_text, p.valid_from) AS since, coalesce(p.valid_to_text, p.valid_to) AS until,
  p.sources AS sources, p.records AS records
ORDER BY count_key DESC, name_key, id_key
