// ---
// title: What a focus area or purpose code stands in
// description: >
//   Lines, topics and purpose codes above, below and beside it.
// view: table
// row: a link as one source states it
// empty: No source links it to another focus area or purpose code.
// parameters:
//   - {name: id, type: text, label: Id of a focus area or purpose code, default: "focus:III"}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: current, type: truth, label: Only what is in force on the day, default: false}
//   - {name: skip, type: integer, label: Rows before the first, default: 0}
//   - {name: size, type: integer, label: Rows at most, default: 50}
// columns: [other_id, other, kind, acronym, type, outgoing, role, via_id, via, via_kind, place_id, place, percentage, valid_from,
//   valid_to, valid_from_text, valid_to_text, program_dates, in_force, source, record, records, page]
// ---
CALL () {
  MATCH (n:FocusArea {id: $id})-[r:PART_OF|MAPS_TO]-(x:FocusArea|Sector)
  RETURN r, x, startNode(r) = n AS outgoing
  UNION
  MATCH (n:Sector {id: $id})-[r:PART_OF|MAPS_TO]-(x:FocusArea|Sector)
  RETURN r, x, startNode(r) = n AS outgoing
}
WITH r, x, outgoing, null AS via
WITH r, x, outgoing, via,
  coalesce((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of), false) AS in_force
WHERE in_force OR NOT $current
ORDER BY in_force DESC, toLower(x.name), x.id, type(r), via.id, r.key
SKIP $skip LIMIT $size
RETURN x.id AS other_id, x.name AS other, null AS kind, null AS acronym, type(r) AS type, outgoing, null AS role,
  via.id AS via_id, via.name AS via, via.kind AS via_kind, null AS place_id, null AS place, null AS percentage,
  r.valid_from AS valid_from,
  r.valid_to AS valid_to,
  r.valid_from_text AS valid_from_text,
  r.valid_to_text AS valid_to_text,
  false AS program_dates,
  in_force, r.source AS source, r.record AS record, r.records AS records, r.page AS page
ORDER BY in_force DESC, toLower(other), other_id, type, via_id, r.key
