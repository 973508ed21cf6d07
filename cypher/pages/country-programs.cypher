// ---
// title: Programs in a country
// description: >
//   Programs that work in the country or one of its areas, or that help or train it or one of its bodies.
// view: table
// row: a link as one source states it
// empty: No source names a program there.
// parameters:
//   - {name: id, type: country, label: Country, default: "GT"}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: current, type: truth, label: Only what is in force on the day, default: false}
//   - {name: skip, type: integer, label: Rows before the first, default: 0}
//   - {name: size, type: integer, label: Rows at most, default: 50}
// columns: [other_id, other, kind, acronym, type, outgoing, role, via_id, via, via_kind, place_id, place, percentage, valid_from,
//   valid_to, valid_from_text, valid_to_text, program_dates, in_force, source, record, records, page]
// ---
MATCH (home:Country {id: 'country:' + $id})
CALL (home) {
  MATCH (p:Program)-[r:OPERATES_IN|BENEFITS|TRAINS|PARTNERS_WITH]-(home)
  RETURN r, p, null AS via
  UNION
  MATCH (p:Program)-[r:OPERATES_IN]->(via:AdminArea)-[:PART_OF]->(home)
  RETURN r, p, via
  UNION
  MATCH (p:Program)-[r:BENEFITS|TRAINS]->(via:Organization)
  WHERE via.country = $id AND via:ForeignCounterpart AND coalesce(r.country, $id) = $id
  RETURN r, p, via
}
WITH r, p AS x, startNode(r) <> p AS outgoing, via, p
WITH r, x, outgoing, via, p,
  coalesce((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
    AND (p.valid_from IS NULL OR p.valid_from <= $as_of)
    AND (p.valid_to >= $as_of OR (p.valid_to IS NULL
      AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled'])), false) AS in_force
WHERE in_force OR NOT $current
ORDER BY in_force DESC, toLower(x.name), x.id, type(r), via.id, r.key
SKIP $skip LIMIT $size
OPTIONAL MATCH (c:Country {id: 'country:' + r.country})
RETURN x.id AS other_id, x.name AS other, x.kind AS kind, x.acronym AS acronym, type(r) AS type, outgoing, r.role AS role,
  via.id AS via_id, via.name AS via, via.kind AS via_kind, c.id AS place_id, c.name AS place, r.percentage AS percentage,
  CASE WHEN r.valid_from IS NULL AND r.valid_to IS NULL THEN p.valid_from ELSE r.valid_from END AS valid_from,
  CASE WHEN r.valid_from IS NULL AND r.valid_to IS NULL THEN p.valid_to ELSE r.valid_to END AS valid_to,
  CASE WHEN r.valid_from IS NULL AND r.valid_to IS NULL THEN p.valid_from_text ELSE r.valid_from_text END AS valid_from_text,
  CASE WHEN r.valid_from IS NULL AND r.valid_to IS NULL THEN p.valid_to_text ELSE r.valid_to_text END AS valid_to_text,
  r.valid_from IS NULL AND r.valid_to IS NULL AND (p.valid_from IS NOT NULL OR p.valid_to IS NOT NULL) AS program_dates,
  in_force, r.source AS source, r.record AS record, r.records AS records, r.page AS page
ORDER BY in_force DESC, toLower(other), other_id, type, via_id, r.key
