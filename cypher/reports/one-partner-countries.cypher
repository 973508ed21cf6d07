// ---
// title: Countries with one partner in a focus area
// theme: Gaps and need
// description: >
//   Countries where our sources name exactly one organization that delivers a program on a focus area, trains the bodies that
//   such a program helps, or itself works on the focus area and trains there, on a day. It does not list countries where no
//   source names any: those may be gaps or not covered, which the gaps page tells apart. Nor does one partner that we know
//   of prove that there are no others.
// view: map
// scans: {FocusArea: "a few dozen focus areas"}
// map: {country: country, count: focus_area, unit: focus areas}
// related: [more-than-a-third, everything-ending, need-beside-programs]
// row: a country and a focus area with one partner
// empty: >
//   No country has exactly one partner that we know of with these choices. Try another focus area or day.
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
//   - partner: Only partner
//   - partner_id
//   - partner_kind: Kind of partner
//   - programs: Programs there
//   - programs_id
//   - until: Latest stated end
//   - unnamed_programs: Further programs whose partner no source names
//   - sources
//   - records
// ---
MATCH (area:FocusArea)
WHERE area.id = $focus_area OR ($focus_area IS NULL AND area.level = 'line')
CALL (area) {
  CALL (area) {
    MATCH (p:Program)-[a:ADDRESSES]->(:FocusArea)-[:PART_OF*0..1]->(area)
    WHERE (a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= coalesce($since, $as_of))
    RETURN p
    UNION
    MATCH (p:Program)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(:FocusArea)-[:PART_OF*0..1]->(area)
    RETURN p
  }
  WITH p
  WHERE (p.valid_from IS NULL OR p.valid_from <= $as_of)
    AND (p.valid_to >= coalesce($since, $as_of) OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))
  CALL (p) {
    // Where the program is, the bodies there that it helps, and the day until which it is there.
    MATCH (p)-[w:OPERATES_IN|BENEFITS|TRAINS]->(place:Country|AdminArea|Organization)
    WHERE (w.valid_from IS NULL OR w.valid_from <= $as_of) AND (w.valid_to IS NULL OR w.valid_to >= coalesce($since, $as_of))
    WITH w, CASE WHEN place:Organization THEN place END AS body, CASE
      WHEN place:Country THEN place.iso2
      WHEN place:AdminArea THEN place.country
      WHEN w.country IS NOT NULL THEN w.country
      WHEN place:ForeignCounterpart THEN place.country
    END AS iso2
    WHERE iso2 IS NOT NULL
    RETURN iso2, collect(body) AS bodies, CASE WHEN count(w.valid_to) = count(*) THEN max(w.valid_to) END AS there_until
  }
  WITH p, iso2, bodies, CASE WHEN there_until < p.valid_to OR p.valid_to IS NULL THEN there_until ELSE p.valid_to END AS until
  WHERE $country IS NULL OR iso2 = $country
  CALL (p, iso2, bodies) {
    MATCH (o:Organization)-[r:IMPLEMENTS]->(p)
    WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= coalesce($since, $as_of))
      AND (r.country IS NULL OR r.country = iso2
        OR NOT EXISTS { (p)-[:OPERATES_IN|BENEFITS|TRAINS]->(:Country {iso2: r.country}) })
    RETURN o
    UNION
    UNWIND bodies AS body
    MATCH (o:Organization)-[r:TRAINS]->(body)
    WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= coalesce($since, $as_of))
      AND (r.country IS NULL OR r.country = iso2)
    RETURN o
    UNION
    RETURN null AS o
  }
  WITH iso2, p, until, collect(CASE WHEN o.valid_to IS NULL OR o.valid_to >= coalesce($since, $as_of) THEN o END) AS partners
  RETURN iso2, p AS program, until, partners, p.sources AS work_sources, p.records AS work_records
  UNION ALL
  // Training by a body that itself works on the focus area, outside any program.
  MATCH (o:Organization)-[a:ADDRESSES]->(:FocusArea)-[:PART_OF*0..1]->(area)
  WHERE (a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= coalesce($since, $as_of))
    AND (o.valid_to IS NULL OR o.valid_to >= coalesce($since, $as_of))
  MATCH (o)-[r:TRAINS]->(place:Country|Organization)
  WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= coalesce($since, $as_of))
  WITH o, r, CASE WHEN place:Country THEN place.iso2 ELSE coalesce(r.country, place.country) END AS iso2
  WHERE iso2 IS NOT NULL AND ($country IS NULL OR iso2 = $country)
  RETURN iso2, null AS program, r.valid_to AS until, [o] AS partners, [r.source] AS work_sources, [r.source + '/' + r.record] AS work_records
}
WITH area, iso2, collect(partners) AS lists,
  collect(CASE WHEN size(partners) > 0 THEN {program: program, until: until, sources: work_sources, records: work_records} END) AS served,
  sum(CASE WHEN size(partners) = 0 THEN 1 ELSE 0 END) AS unnamed_programs
CALL (lists) {
  UNWIND lists AS list
  UNWIND list AS o
  RETURN collect(DISTINCT o) AS partners
}
WITH area, iso2, served, unnamed_programs, partners
WHERE size(partners) = 1
MATCH (c:Country {id: 'country:' + iso2})
CALL (served) {
  UNWIND served AS work
  WITH work.program AS p WHERE p IS NOT NULL
  WITH p ORDER BY toLower(p.name), p.id
  RETURN collect(DISTINCT p) AS programs
}
CALL (served) {
  UNWIND served AS work
  UNWIND work.sources AS source
  WITH source ORDER BY source
  RETURN collect(DISTINCT source) AS sources
}
CALL (served) {
  UNWIND served AS work
  UNWIND work.records AS record
  WITH record ORDER BY record
  RETURN collect(DISTINCT record) AS records
}
WITH c, area, partners[0] AS only, programs, served, unnamed_programs, sources, records
RETURN c.name AS country, c.id AS country_id, area.name AS focus_area, area.id AS focus_area_id,
  only.name AS partner, only.id AS partner_id, only.kind AS partner_kind,
  [p IN programs | p.name] AS programs, [p IN programs | p.id] AS programs_id,
  COLLECT { UNWIND served AS work WITH work.until AS until ORDER BY until DESC LIMIT 1 RETURN until }[0] AS until,
  unnamed_programs, sources, records
ORDER BY focus_area_id, country
