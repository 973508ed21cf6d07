// ---
// title: State Partnership pairs against other programs in the same country
// theme: "U.S. state and local agencies"
// description: >
//   Each pair of a National Guard and a country of the State Partnership Program, beside every other program that a source
//   places in that country, with who pays and who delivers. A pair without a program beside it is listed with an empty
//   program: that is what our sources state, not proof that there is none. The report does not say whether they overlap.
// view: network
// scans: {StateAgency: "one for each state"}
// network: [[guard, country], [program, country]]
// related: [us-states-at-work, us-agencies-by-country]
// row: a State Partnership pair and another program in its country
// empty: >
//   No State Partnership pair with these choices is in force on this day. Try another country or day, or include what has
//   ended.
// parameters:
//   - {name: country, type: country, label: Country, default: null}
//   - {name: us_state, type: us_state, label: U.S. state, default: null}
//   - {name: focus_area, type: focus_area, label: Only programs on this focus area, default: null}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: "to the day of As of; left out: on that day"}
//   - {name: all_times, type: truth, label: Also what has ended or not begun, default: false}
// columns:
//   - country
//   - country_id
//   - guard: National Guard
//   - guard_id
//   - us_state: U.S. state
//   - pair_since: Partners since
//   - program: Other program
//   - program_id
//   - focus_areas: Focus areas of the program
//   - funders: Paid by
//   - funders_id
//   - implementers: Delivered by
//   - implementers_id
//   - program_since: Program since
//   - program_until: Program until
//   - sources
//   - records
// ---
MATCH (guard:StateAgency)-[pair:PARTNERS_WITH]-(c:Country)
WHERE pair.role = 'State Partnership Program'
  AND ($country IS NULL OR c.iso2 = $country) AND ($us_state IS NULL OR guard.us_state = $us_state)
  AND ($all_times OR ((pair.valid_from IS NULL OR pair.valid_from <= $as_of) AND (pair.valid_to IS NULL OR pair.valid_to >= coalesce($since, $as_of))))
WITH c, guard, pair ORDER BY pair.valid_from
WITH c, guard, collect(pair) AS pairs
CALL (c) {
  MATCH (p:Program)-[:OPERATES_IN|BENEFITS|TRAINS|PARTNERS_WITH]->(c)
  RETURN p
  UNION
  MATCH (p:Program)-[:OPERATES_IN]->(:AdminArea {country: c.iso2})
  RETURN p
  UNION
  MATCH (p:Program)-[w:BENEFITS|TRAINS]->(body:Organization {country: c.iso2})
  WHERE body:ForeignCounterpart AND (w.country IS NULL OR w.country = c.iso2)
  RETURN p
  UNION
  RETURN null AS p
}
WITH c, guard, pairs, p,
  // The State Partnership Program itself, as a program of the sources, is not another program.
  p IS NOT NULL AND NOT EXISTS {
    MATCH (p)<-[:IMPLEMENTS]-(:StateAgency)-[own:PARTNERS_WITH]-(:Country)
    WHERE own.role = 'State Partnership Program'
  } AND ($all_times OR (
    (p.valid_from IS NULL OR p.valid_from <= $as_of)
    AND (p.valid_to >= coalesce($since, $as_of) OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))
  )) AND ($focus_area IS NULL
    OR EXISTS { (p)-[:ADDRESSES]->(:FocusArea)-[:PART_OF*0..1]->(:FocusArea {id: $focus_area}) }
    OR EXISTS { (p)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(:FocusArea)-[:PART_OF*0..1]->(:FocusArea {id: $focus_area}) }) AS counts
WITH c, guard, pairs, collect(CASE WHEN counts THEN p END) AS programs
UNWIND CASE WHEN size(programs) = 0 THEN [null] ELSE programs END AS p
WITH c, guard, pairs, p, c.name AS country_key, guard.name AS guard_key, guard.id AS id_key, toLower(p.name) AS program_key, p.id AS last_key
ORDER BY country_key, guard_key, id_key, program_key, last_key
CALL (p) {
  CALL (p) {
    MATCH (p)-[:ADDRESSES]->(f:FocusArea)
    RETURN f
    UNION
    MATCH (p)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(f:FocusArea)
    RETURN f
    UNION
    RETURN null AS f
  }
  WITH f ORDER BY f.id
  RETURN collect(f.name) AS focus_areas
}
CALL (p) {
  OPTIONAL MATCH (o:Organization)-[:FUNDS]->(p)
  WITH DISTINCT o ORDER BY toLower(o.name), o.id
  RETURN collect(o.name) AS funders, collect(o.id) AS funders_id
}
CALL (p) {
  OPTIONAL MATCH (o:Organization)-[:IMPLEMENTS]->(p)
  WITH DISTINCT o ORDER BY toLower(o.name), o.id
  RETURN collect(o.name) AS implementers, collect(o.id) AS implementers_id
}
RETURN c.name AS country, c.id AS country_id, guard.name AS guard, guard.id AS guard_id, guard.us_state AS us_state,
  coalesce(pairs[0].valid_from_text, pairs[0].valid_from) AS pair_since,
  p.name AS program, p.id AS program_id, focus_areas, funders, funders_id, implementers, implementers_id,
  coalesce(p.valid_from_text, p.valid_from) AS program_since, coalesce(p.valid_to_text, p.valid_to) AS program_until,
  COLLECT { UNWIND [r IN pairs | r.source] + coalesce(p.sources, []) AS source WITH DISTINCT source ORDER BY source RETURN source } AS sources,
  COLLECT {
    UNWIND [r IN pairs | r.source + '/' + r.record] + coalesce(p.records, []) AS record WITH DISTINCT record ORDER BY record RETURN record
  } AS records
ORDER BY country_key, guard_key, id_key, program_key, last_key
