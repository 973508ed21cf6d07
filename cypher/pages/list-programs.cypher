// ---
// title: List of programs
// description: Programs by country, focus area and year, by name, a page at a time; those in force on the day first.
// view: table
// row: a program
// parameters:
//   - {name: country, type: country, label: Works in, default: null}
//   - {name: focus, type: focus_area, label: Focus area, default: null}
//   - {name: year, type: year, label: Running in this year, default: null}
//   - {name: dated, type: truth, label: With dates (no for those without), default: null}
//   - {name: in_force, type: truth, label: In force on the day, default: null}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: skip, type: integer, label: Rows before the first, default: 0}
//   - {name: size, type: integer, label: Rows at most, default: 50}
// columns: [total, id, name, acronym, status, valid_from, valid_to, valid_from_text, valid_to_text, in_force, places]
// ---
MATCH (p:Program)
WHERE ($focus IS NULL OR EXISTS { (p)-[:ADDRESSES]->(:FocusArea)-[:PART_OF*0..1]->(:FocusArea {id: $focus}) }
    OR EXISTS { (p)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(:FocusArea)-[:PART_OF*0..1]->(:FocusArea {id: $focus}) })
  AND ($country IS NULL OR EXISTS { (p)-[:OPERATES_IN|BENEFITS|TRAINS]->(:Country {id: 'country:' + $country}) }
    OR EXISTS { (p)-[:PARTNERS_WITH]-(:Country {id: 'country:' + $country}) }
    OR EXISTS { (p)-[:OPERATES_IN]->(:AdminArea {country: $country}) }
    OR EXISTS {
      MATCH (p)-[h:BENEFITS|TRAINS]->(:ForeignCounterpart {country: $country})
      WHERE coalesce(h.country, $country) = $country
    })
  AND ($year IS NULL OR (p.valid_from <= toString($year) + '-12-31'
    AND (p.valid_to >= toString($year) + '-01-01' OR p.valid_to IS NULL)))
  AND ($dated IS NULL OR (p.valid_from IS NOT NULL) = $dated)
WITH p, (p.valid_from IS NULL OR p.valid_from <= $as_of)
  AND (p.valid_to >= $as_of OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled'])) AS in_force
WHERE $in_force IS NULL OR coalesce(in_force, false) = $in_force
WITH collect({p: p, in_force: coalesce(in_force, false)}) AS found
WITH found, size(found) AS total
UNWIND found AS row
WITH total, row.p AS p, row.in_force AS in_force
ORDER BY toLower(p.name), p.id
SKIP $skip LIMIT $size
CALL (p) {
  MATCH (p)-[:OPERATES_IN]->(c:Country)
  WITH DISTINCT c ORDER BY c.name
  RETURN collect({id: c.id, name: c.name}) AS places
}
RETURN total, p.id AS id, p.name AS name, p.acronym AS acronym, p.status AS status, p.valid_from AS valid_from,
  p.valid_to AS valid_to, p.valid_from_text AS valid_from_text, p.valid_to_text AS valid_to_text, in_force, places
ORDER BY toLower(name), id
