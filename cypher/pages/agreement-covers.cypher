// ---
// title: What an agreement covers
// description: >
//   Countries, focus areas and programs that a source says it is about.
// view: table
// row: a country, focus area or program as one source states it
// empty: No source says what it covers.
// parameters:
//   - {name: id, type: agreement, label: Agreement, default: "agreement:demo:agr-europol-al-2013"}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: current, type: truth, label: Only what is in force on the day, default: false}
//   - {name: skip, type: integer, label: Rows before the first, default: 0}
//   - {name: size, type: integer, label: Rows at most, default: 50}
// columns: [other_id, other, kind, acronym, type, outgoing, role, via_id, via, via_kind, place_id, place, percentage, valid_from,
//   valid_to, valid_from_text, valid_to_text, program_dates, in_force, source, record, records, page]
// ---
MATCH (a:Agreement {id: $id})-[r:COVERS]->(x:Country|FocusArea|Program)
WITH r, x, true AS outgoing, null AS via, a
WITH r, x, outgoing, via, a,
  coalesce((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
    AND (a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= $as_of), false) AS in_force
WHERE in_force OR NOT $current
ORDER BY in_force DESC, toLower(x.name), x.id, type(r), via.id, r.key
SKIP $skip LIMIT $size
RETURN x.id AS other_id, x.name AS other, null AS kind, null AS acronym, type(r) AS type, outgoing, r.role AS role,
  via.id AS via_id, via.name AS via, via.kind AS via_kind, null AS place_id, null AS place, null AS percentage,
  CASE WHEN r.valid_from IS NULL AND r.valid_to IS NULL THEN a.valid_from ELSE r.valid_from END AS valid_from,
  CASE WHEN r.valid_from IS NULL AND r.valid_to IS NULL THEN a.valid_to ELSE r.valid_to END AS valid_to,
  CASE WHEN r.valid_from IS NULL AND r.valid_to IS NULL THEN a.valid_from_text ELSE r.valid_from_text END AS valid_from_text,
  CASE WHEN r.valid_from IS NULL AND r.valid_to IS NULL THEN a.valid_to_text ELSE r.valid_to_text END AS valid_to_text,
  false AS program_dates,
  in_force, r.source AS source, r.record AS record, r.records AS records, r.page AS page
ORDER BY in_force DESC, toLower(other), other_id, type, via_id, r.key
