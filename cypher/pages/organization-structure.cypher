// ---
// title: Structure and memberships of an organization
// description: >
//   What it is a part or member of, what are its parts and members, what it replaced and what replaced it.
// view: table
// row: a link as one source states it
// empty: No source states a parent, part, member or successor.
// parameters:
//   - {name: id, type: organization, label: Organization, default: "org:demo:inl"}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: current, type: truth, label: Only what is in force on the day, default: false}
//   - {name: skip, type: integer, label: Rows before the first, default: 0}
//   - {name: size, type: integer, label: Rows at most, default: 50}
// columns: [other_id, other, kind, acronym, type, outgoing, role, via_id, via, place_id, place, percentage, valid_from, valid_to,
//   valid_from_text, valid_to_text, program_dates, in_force, source, record, records, page]
// ---
MATCH (o:Organization {id: $id})-[r:PART_OF|MEMBER_OF|SUCCEEDED_BY]-(x:Organization|Country)
WITH r, x, startNode(r) = o AS outgoing, null AS via
WITH r, x, outgoing, via,
  coalesce((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of), false) AS in_force
WHERE in_force OR NOT $current
ORDER BY in_force DESC, toLower(x.name), x.id, type(r), via.id, r.key
SKIP $skip LIMIT $size
OPTIONAL MATCH (c:Country {id: 'country:' + r.country})
RETURN x.id AS other_id, x.name AS other, x.kind AS kind, x.acronym AS acronym, type(r) AS type, outgoing, r.role AS role,
  via.id AS via_id, via.name AS via, c.id AS place_id, c.name AS place, null AS percentage,
  r.valid_from AS valid_from, r.valid_to AS valid_to, r.valid_from_text AS valid_from_text, r.valid_to_text AS valid_to_text,
  false AS program_dates,
  in_force, r.source AS source, r.record AS record, r.records AS records, r.page AS page
ORDER BY in_force DESC, toLower(other), other_id, type, via_id, r.key
