// ---
// title: Countries where everything in a focus area is about to end
// theme: Time
// description: >
//   Countries where every program in force on a day on a focus area, and all training there by bodies that work on it, has a
//   stated end within some months. A country where one program states no end is not here: no end stated is not the same as
//   going on, so a country that is missing here may still be about to lose everything. Nor does it show what may follow.
// view: map
// scans: {FocusArea: "a few dozen focus areas"}
// map: {country: country, count: focus_area, unit: focus areas}
// related: [ending-soon, one-partner-countries, no-local-counterpart]
// row: a country and a focus area in which everything ends
// empty: >
//   In no country does everything that is in force on this day have a stated end within these months. Most sources state no
//   end at all; where one program states none, its country is not here.
// parameters:
//   - {name: months, type: integer, label: Within months, default: 12}
//   - {name: focus_area, type: focus_area, label: Focus area, default: null, help: "A line of effort or a topic; empty: each line of effort."}
//   - {name: country, type: country, label: Country, default: null}
//   - {name: as_of, type: date, label: As of, default: today}
// columns:
//   - country
//   - country_id
//   - focus_area: Focus area
//   - focus_area_id
//   - until: Latest stated end
//   - first_end: Earliest stated end
//   - programs: Programs that end
//   - programs_id
//   - trainers: Training that ends, by
//   - trainers_id
//   - sources
//   - records
// ---
WITH toString(date($as_of) + duration({months: CASE WHEN abs($months) > 12000 THEN 12000 * sign($months) ELSE $months END})) AS horizon
MATCH (area:FocusArea)
WHERE area.id = $focus_area OR ($focus_area IS NULL AND area.level = 'line')
CALL (area) {
  CALL (area) {
    MATCH (p:Program)-[a:ADDRESSES]->(:FocusArea)-[:PART_OF*0..1]->(area)
    WHERE (a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= $as_of)
    RETURN p
    UNION
    MATCH (p:Program)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(:FocusArea)-[:PART_OF*0..1]->(area)
    RETURN p
  }
  WITH p
  WHERE (p.valid_from IS NULL OR p.valid_from <= $as_of)
    AND (p.valid_to >= $as_of OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))
  CALL (p) {
    // Where the program is, and the day until which it is there.
    MATCH (p)-[w:OPERATES_IN|BENEFITS|TRAINS]->(place:Country|AdminArea|Organization)
    WHERE (w.valid_from IS NULL OR w.valid_from <= $as_of) AND (w.valid_to IS NULL OR w.valid_to >= $as_of)
    WITH w, CASE
      WHEN place:Country THEN place.iso2
      WHEN place:AdminArea THEN place.country
      WHEN w.country IS NOT NULL THEN w.country
      WHEN place:ForeignCounterpart THEN place.country
    END AS iso2
    WHERE iso2 IS NOT NULL
    RETURN iso2, CASE WHEN count(w.valid_to) = count(*) THEN max(w.valid_to) END AS there_until
  }
  WITH p, iso2, CASE WHEN there_until < p.valid_to OR p.valid_to IS NULL THEN there_until ELSE p.valid_to END AS until
  WHERE $country IS NULL OR iso2 = $country
  RETURN iso2, p AS program, null AS trainer, until, p.sources AS work_sources, p.records AS work_records
  UNION ALL
  // Training by a body that itself works on the focus area, outside any program.
  MATCH (o:Organization)-[a:ADDRESSES]->(:FocusArea)-[:PART_OF*0..1]->(area)
  WHERE (a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= $as_of)
    AND (o.valid_to IS NULL OR o.valid_to >= $as_of)
  MATCH (o)-[r:TRAINS]->(place:Country|Organization)
  WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
  WITH o, r, CASE WHEN place:Country THEN place.iso2 ELSE coalesce(r.country, place.country) END AS iso2
  WHERE iso2 IS NOT NULL AND ($country IS NULL OR iso2 = $country)
  RETURN iso2, null AS program, o AS trainer, r.valid_to AS until, [r.source] AS work_sources, [r.source + '/' + r.record] AS work_records
}
WITH horizon, area, iso2, count(*) AS works, count(until) AS stated, min(until) AS first_end, max(until) AS until,
  collect(DISTINCT program) AS programs, collect(DISTINCT trainer) AS trainers,
  collect(work_sources) AS every_source, collect(work_records) AS every_record
WHERE works = stated AND until <= horizon
MATCH (c:Country {id: 'country:' + iso2})
WITH c, area, first_end, until, every_source, every_record,
  COLLECT { UNWIND programs AS p WITH p ORDER BY toLower(p.name), p.id RETURN p } AS programs,
  COLLECT { UNWIND trainers AS o WITH o ORDER BY toLower(o.name), o.id RETURN o } AS trainers
RETURN c.name AS country, c.id AS country_id, area.name AS focus_area, area.id AS focus_area_id, until, first_end,
  [p IN programs | p.name] AS programs, [p IN programs | p.id] AS programs_id,
  [o IN trainers | o.name] AS trainers, [o IN trainers | o.id] AS trainers_id,
  COLLECT { UNWIND every_source AS some UNWIND some AS source WITH DISTINCT source ORDER BY source RETURN source } AS sources,
  COLLECT { UNWIND every_record AS some UNWIND some AS record WITH DISTINCT record ORDER BY record RETURN record } AS records
ORDER BY until, focus_area_id, country
