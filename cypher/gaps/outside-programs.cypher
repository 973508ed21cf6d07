// ---
// title: Programs that stand in no cell of the coverage matrix
// description: Programs in force on a day of which no source names a place, a focus area, or either.
// view: table
// row: a program
// empty: Every program that is in force on this day stands in a cell.
// parameters:
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: to the day}
//   - {name: offset, type: integer, label: Leave out the first, default: 0}
//   - {name: size, type: integer, label: At most, default: 50}
// columns: [program_id, program, lacks, status, starts, starts_text, ends, ends_text, sources, pages]
// ---
MATCH (p:Program)
WHERE (p.valid_from IS NULL OR p.valid_from <= $as_of)
  AND (p.valid_to >= coalesce($since, $as_of)
    OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))
WITH p, EXISTS {
    MATCH (p)-[w:OPERATES_IN|BENEFITS|TRAINS]->(place)
    WHERE (w.valid_from IS NULL OR w.valid_from <= $as_of) AND (w.valid_to IS NULL OR w.valid_to >= coalesce($since, $as_of))
      AND (place:Country OR (place:AdminArea AND place.country IS NOT NULL)
        OR (place:Organization AND w.country IS NOT NULL) OR (place:ForeignCounterpart AND place.country IS NOT NULL))
  } AS somewhere,
  EXISTS {
    MATCH (p)-[a:ADDRESSES]->(:FocusArea)
    WHERE (a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= coalesce($since, $as_of))
  } OR EXISTS { MATCH (p)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(:FocusArea) } AS on_something
WHERE NOT somewhere OR NOT on_something
RETURN p.id AS program_id, p.name AS program,
  CASE WHEN on_something THEN 'place' WHEN somewhere THEN 'focus area' ELSE 'place and focus area' END AS lacks,
  p.status AS status, p.valid_from AS starts, p.valid_from_text AS starts_text, p.valid_to AS ends,
  p.valid_to_text AS ends_text, p.sources AS sources, p.pages AS pages
ORDER BY lacks, program, program_id
SKIP $offset LIMIT $size
