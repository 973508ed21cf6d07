// ---
// title: Countries where no local counterpart is named in a focus area
// theme: Gaps and need
// description: >
//   Countries with programs in force on a day on a focus area in which no source names a body of that country: not as one that
//   is helped or trained, nor as a partner, and no body that works on the focus area trains one there. Such a body may take
//   part all the same: most sources do not name them, so this is a gap in what we know before it is a gap on the ground. How
//   many bodies of the country sources name at all stands beside.
// view: map
// scans: {FocusArea: "a few dozen focus areas"}
// map: {country: country, count: focus_area, unit: focus areas}
// related: [counterparts-by-partners, who-trains-whom, paid-for-nobody-named]
// row: a country and a focus area without a named local counterpart
// empty: >
//   In every country with programs on this focus area some source names a body of that country, or no program is known
//   there. That does not mean that those bodies take part in each program.
// parameters:
//   - {name: focus_area, type: focus_area, label: Focus area, default: null, help: "A line of effort or a topic; empty: each line of effort."}
//   - {name: country, type: country, label: Country, default: null}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: "to the day of As of; left out: on that day"}
// columns:
//   - country
//   - country_id
//   - focus_area: Focus area
//   - focus_area_id
//   - programs: Programs there
//   - programs_id
//   - known_bodies: Bodies of the country that sources name anywhere
//   - sources
//   - records
// ---
MATCH (area:FocusArea)
WHERE area.id = $focus_area OR ($focus_area IS NULL AND area.level = 'line')
CALL (area) {
  MATCH (p:Program)-[a:ADDRESSES]->(:FocusArea)-[:PART_OF*0..1]->(area)
  WHERE (a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= coalesce($since, $as_of))
  RETURN p
  UNION
  MATCH (p:Program)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(:FocusArea)-[:PART_OF*0..1]->(area)
  RETURN p
}
WITH area, p
WHERE (p.valid_from IS NULL OR p.valid_from <= $as_of)
  AND (p.valid_to >= coalesce($since, $as_of) OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))
CALL (p) {
  MATCH (p)-[w:OPERATES_IN|BENEFITS|TRAINS]->(place:Country|AdminArea|Organization)
  WHERE (w.valid_from IS NULL OR w.valid_from <= $as_of) AND (w.valid_to IS NULL OR w.valid_to >= coalesce($since, $as_of))
  WITH CASE
    WHEN place:Country THEN place.iso2
    WHEN place:AdminArea THEN place.country
    WHEN w.country IS NOT NULL THEN w.country
    WHEN place:ForeignCounterpart THEN place.country
  END AS iso2
  WHERE iso2 IS NOT NULL
  RETURN DISTINCT iso2
}
WITH area, p, iso2
WHERE iso2 <> 'US' AND ($country IS NULL OR iso2 = $country)
WITH area, iso2, collect(p) AS programs, max(CASE WHEN EXISTS {
    MATCH (p)-[t:BENEFITS|TRAINS|PARTNERS_WITH|IMPLEMENTS|EXTENDS|ACCOUNTABLE_FOR|FUNDS]-(body:ForeignCounterpart)
    WHERE body.country = iso2 AND (t.valid_from IS NULL OR t.valid_from <= $as_of) AND (t.valid_to IS NULL OR t.valid_to >= coalesce($since, $as_of))
  } THEN 1 ELSE 0 END) AS named
WHERE named = 0
WITH area, collect({iso2: iso2, programs: programs}) AS cells
CALL (area) {
  // Where bodies that work on the focus area train a body of the country, outside any program.
  MATCH (o:Organization)-[a:ADDRESSES]->(:FocusArea)-[:PART_OF*0..1]->(area)
  WHERE (a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= coalesce($since, $as_of))
    AND (o.valid_to IS NULL OR o.valid_to >= coalesce($since, $as_of))
  MATCH (o)-[t:TRAINS]->(body:ForeignCounterpart)
  WHERE (t.valid_from IS NULL OR t.valid_from <= $as_of) AND (t.valid_to IS NULL OR t.valid_to >= coalesce($since, $as_of))
  RETURN collect(DISTINCT body.country) AS trained
}
CALL () {
  MATCH (body:Organization {kind: 'foreign_counterpart'})
  WHERE body.country IS NOT NULL
  WITH body.country AS iso2, count(*) AS bodies
  RETURN collect({iso2: iso2, bodies: bodies}) AS known
}
UNWIND cells AS cell
WITH known, area, cell, trained
WHERE NOT cell.iso2 IN trained
MATCH (c:Country {id: 'country:' + cell.iso2})
WITH known, area, c, COLLECT { UNWIND cell.programs AS p WITH p ORDER BY toLower(p.name), p.id RETURN p } AS programs
RETURN c.name AS country, c.id AS country_id, area.name AS focus_area, area.id AS focus_area_id,
  [p IN programs | p.name] AS programs, [p IN programs | p.id] AS programs_id,
  coalesce([one IN known WHERE one.iso2 = c.iso2 | one.bodies][0], 0) AS known_bodies,
  COLLECT { UNWIND programs AS p UNWIND coalesce(p.sources, []) AS source WITH DISTINCT source ORDER BY source RETURN source } AS sources,
  COLLECT { UNWIND programs AS p UNWIND coalesce(p.records, []) AS record WITH DISTINCT record ORDER BY record RETURN record } AS records
ORDER BY focus_area_id, country
