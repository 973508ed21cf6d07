// ---
// title: Countries without a U.S. state or local agency, though one is near
// theme: Gaps and need
// description: >
//   Countries with programs in force on a day on a focus area in which no source names a U.S. state or local agency, although
//   the country has a State Partnership, or such an agency works on the focus area in another country of the same UN subregion.
//   Subregion stands for "next door": no source of land borders is loaded, so a neighbor in another subregion is not seen and
//   a far island in the same one is. An agency that no source names may be at work there all the same.
// view: map
// scans: {FocusArea: "a few dozen focus areas"}
// map: {country: country, count: focus_area, unit: focus areas}
// related: [us-agencies-by-country, us-states-at-work, state-partnership-and-other-programs]
// row: a country and a focus area without a named U.S. state or local agency
// empty: >
//   No country with these choices has programs on the focus area, no named U.S. state or local agency in them, and a State
//   Partnership or such an agency in its subregion. Sources may not name every agency.
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
//   - guards: State Partnership with
//   - guards_id
//   - agencies: At work in the same subregion
//   - agencies_id
//   - nearby: In which countries
//   - nearby_id
//   - programs: Programs there
//   - programs_id
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
WHERE iso2 <> 'US'
CALL (p, iso2) {
  // An agency for which a source names a country takes part in that country alone.
  MATCH (agency:StateAgency|LocalAgency)-[r:IMPLEMENTS|EXTENDS|ACCOUNTABLE_FOR|FUNDS|PARTNERS_WITH]-(p)
  WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= coalesce($since, $as_of))
    AND (r.country IS NULL OR r.country = iso2
      OR NOT EXISTS { (p)-[:OPERATES_IN|BENEFITS|TRAINS]->(:Country {iso2: r.country}) })
  RETURN collect(DISTINCT agency) AS there
}
WITH area, iso2, collect(p) AS programs, collect(there) AS lists
WITH area, iso2, programs, COLLECT { UNWIND lists AS list UNWIND list AS agency RETURN DISTINCT agency } AS there
WITH area, collect({iso2: iso2, programs: programs, there: there}) AS cells
CALL (area) {
  // Training outside any program, by agencies that work on the focus area.
  MATCH (agency:StateAgency|LocalAgency)-[a:ADDRESSES]->(:FocusArea)-[:PART_OF*0..1]->(area)
  WHERE (a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= coalesce($since, $as_of))
  MATCH (agency)-[t:TRAINS]->(place:Country|Organization)
  WHERE (t.valid_from IS NULL OR t.valid_from <= $as_of) AND (t.valid_to IS NULL OR t.valid_to >= coalesce($since, $as_of))
  WITH agency, CASE WHEN place:Country THEN place.iso2 ELSE coalesce(t.country, place.country) END AS iso2
  WHERE iso2 IS NOT NULL
  RETURN collect(DISTINCT {iso2: iso2, agency: agency}) AS training
}
WITH area, cells, [cell IN cells | {iso2: cell.iso2, there: cell.there + [t IN training WHERE t.iso2 = cell.iso2 | t.agency]}]
  + [t IN training WHERE NOT t.iso2 IN [cell IN cells | cell.iso2] | {iso2: t.iso2, there: [t.agency]}] AS taken
WITH area, cells, [place IN taken WHERE place.there <> []] AS taken
UNWIND [cell IN cells WHERE NOT cell.iso2 IN [place IN taken | place.iso2]] AS cell
WITH area, cell, taken
WHERE $country IS NULL OR cell.iso2 = $country
MATCH (c:Country {id: 'country:' + cell.iso2})
CALL (c) {
  MATCH (guard:StateAgency)-[pair:PARTNERS_WITH]-(c)
  WHERE pair.role = 'State Partnership Program'
    AND (pair.valid_from IS NULL OR pair.valid_from <= $as_of) AND (pair.valid_to IS NULL OR pair.valid_to >= coalesce($since, $as_of))
  WITH guard, pair ORDER BY toLower(guard.name), guard.id
  RETURN collect(DISTINCT guard) AS guards, collect(DISTINCT pair.source) AS pair_sources,
    collect(DISTINCT pair.source + '/' + pair.record) AS pair_records
}
CALL (c, taken) {
  UNWIND taken AS place
  MATCH (other:Country {id: 'country:' + place.iso2})
  WHERE other.subregion = c.subregion AND other.iso2 <> 'US'
  UNWIND place.there AS agency
  WITH other, agency ORDER BY other.name, toLower(agency.name), agency.id
  RETURN collect(DISTINCT other) AS nearby, collect(DISTINCT agency) AS agencies
}
WITH area, c, cell, guards, pair_sources, pair_records, nearby, agencies
WHERE guards <> [] OR agencies <> []
WITH area, c, guards, pair_sources, pair_records, nearby, agencies,
  COLLECT { UNWIND cell.programs AS p WITH p ORDER BY toLower(p.name), p.id RETURN p } AS programs
RETURN c.name AS country, c.id AS country_id, area.name AS focus_area, area.id AS focus_area_id,
  [g IN guards | g.name] AS guards, [g IN guards | g.id] AS guards_id,
  [a IN agencies | a.name] AS agencies, [a IN agencies | a.id] AS agencies_id,
  [n IN nearby | n.name] AS nearby, [n IN nearby | n.id] AS nearby_id,
  [p IN programs | p.name] AS programs, [p IN programs | p.id] AS programs_id,
  COLLECT {
    UNWIND pair_sources + COLLECT { UNWIND programs AS p UNWIND coalesce(p.sources, []) AS source RETURN DISTINCT source } AS source
    WITH DISTINCT source ORDER BY source RETURN source
  } AS sources,
  COLLECT {
    UNWIND pair_records + COLLECT { UNWIND programs AS p UNWIND coalesce(p.records, []) AS record RETURN DISTINCT record } AS record
    WITH DISTINCT record ORDER BY record RETURN record
  } AS records
ORDER BY focus_area_id, country
