// ---
// title: Programs of one cell on other days
// description: >
//   Programs on a focus area in some countries that are not in force on a day: over, not yet begun, or over without a
//   stated end, so that no source says whether they still ran on that day.
// view: table
// row: a program
// empty: No loaded source names a program here on other days.
// parameters:
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: to the day}
//   - {name: focus, type: focus_area, label: Line of effort or topic, default: null}
//   - {name: sector, type: sector, label: Sector, default: null}
//   - {name: countries, type: texts, label: Countries, default: null}
//   - {name: partner_kind, type: kind, label: With a partner of this kind, default: null}
//   - {name: state, type: text, label: With a partner from this U.S. state, default: null}
// columns: [program_id, program, status, starts, starts_text, ends, ends_text, when, sources, pages]
// ---
MATCH (p:Program)
WITH p, CASE
  WHEN p.valid_from > $as_of THEN 'not begun'
  WHEN p.valid_to < coalesce($since, $as_of) THEN 'over'
  WHEN p.valid_to IS NULL AND p.status IN ['completed', 'closed', 'cancelled'] THEN 'over, no end stated'
END AS when
WHERE when IS NOT NULL
  AND ($focus IS NULL
    OR EXISTS { MATCH (p)-[:ADDRESSES]->(:FocusArea)-[:PART_OF*0..1]->(:FocusArea {id: $focus}) }
    OR EXISTS { MATCH (p)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(:FocusArea)-[:PART_OF*0..1]->(:FocusArea {id: $focus}) })
  AND ($sector IS NULL OR EXISTS { MATCH (p)-[:CLASSIFIED_AS]->(:Sector)-[:PART_OF*0..2]->(:Sector {id: $sector}) })
  AND (($partner_kind IS NULL AND $state IS NULL) OR EXISTS {
    MATCH (o:Organization)-[:IMPLEMENTS]->(p)
    WHERE ($partner_kind IS NULL OR o.kind = $partner_kind) AND ($state IS NULL OR o.us_state = $state)
  })
CALL (p) {
  MATCH (p)-[w:OPERATES_IN|BENEFITS|TRAINS]->(place)
  WITH CASE
    WHEN place:Country THEN place.iso2
    WHEN place:AdminArea THEN place.country
    WHEN w.country IS NOT NULL THEN w.country
    WHEN place:ForeignCounterpart THEN place.country
  END AS country
  WHERE country IS NOT NULL AND ($countries IS NULL OR country IN $countries)
  RETURN count(country) AS here
}
WITH p, when, here
WHERE here > 0
RETURN p.id AS program_id, p.name AS program, p.status AS status, p.valid_from AS starts, p.valid_from_text AS starts_text,
  p.valid_to AS ends, p.valid_to_text AS ends_text, when, p.sources AS sources, p.pages AS pages
ORDER BY coalesce(ends, starts, '') DESC, program, program_id
