// ---
// title: Bodies of a state or province
// description: >
//   Organizations that belong to it or have their seat there.
// view: table
// row: a body as one source states it
// empty: No source places an organization there.
// parameters:
//   - {name: id, type: area, label: State or province, default: "US-TX"}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: current, type: truth, label: Only what is in force on the day, default: false}
//   - {name: skip, type: integer, label: Rows before the first, default: 0}
//   - {name: size, type: integer, label: Rows at most, default: 50}
// columns: [other_id, other, kind, acronym, type, outgoing, role, via_id, via, via_kind, place_id, place, percentage, valid_from,
//   valid_to, valid_from_text, valid_to_text, program_dates, in_force, source, record, records, page]
// ---
MATCH (x:Organization)-[r:BASED_IN]->(:AdminArea {id: $id})
WITH r, x, false AS outgoing, null AS via
WITH r, x, outgoing, via,
  coalesce((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of), false) AS in_force
WHERE in_force OR NOT $current
ORDER BY in_force DESC, toLower(x.name), x.id, type(r), via.id, r.key
SKIP $skip LIMIT $size
RETURN x.id AS other_id, x.name AS other, x.kind AS kind, x.acronym AS acronym, type(r) AS type, outgoing, null AS role,
  via.id AS via_id, via.name AS via, via.kind AS via_kind, null AS place_id, null AS place, null AS percentage,
  r.valid_from AS valid_from,
  r.valid_to AS valid_to,
  r.valid_from_text AS valid_from_text,
  r.valid_to_text AS valid_to_text,
  false AS program_dates,
  in_force, r.source AS source, r.record AS record, r.records AS records, r.page AS page
ORDER BY in_force DESC, toLower(other), other_id, type, via_id, r.key
