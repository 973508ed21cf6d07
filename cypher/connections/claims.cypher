// ---
// title: What joins two things of a way
// description: Every link between two organizations, programs or agreements, as each source states it.
// view: table
// row: a link as one source states it
// parameters:
//   - {name: pairs, type: rows, label: "Pairs as maps of one and other", default: [{one: "org:demo:inl", other: "org:demo:state-dept"}]}
//   - {name: types, type: texts, label: Types of link, default: [FUNDS, IMPLEMENTS, PARTNERS_WITH, PART_OF]}
//   - {name: current, type: truth, label: Only links in force on the day, default: false}
//   - {name: as_of, type: date, label: As of, default: today}
// columns: [one, other, type, outgoing, role, source, record, page, valid_from, valid_to]
// ---
UNWIND $pairs AS pair
CALL (pair) {
  MATCH (a:Organization {id: pair.one})
  RETURN a
  UNION
  MATCH (a:Program {id: pair.one})
  RETURN a
  UNION
  MATCH (a:Agreement {id: pair.one})
  RETURN a
}
CALL (pair) {
  MATCH (b:Organization {id: pair.other})
  RETURN b
  UNION
  MATCH (b:Program {id: pair.other})
  RETURN b
  UNION
  MATCH (b:Agreement {id: pair.other})
  RETURN b
}
MATCH (a)-[r]-(b)
WHERE type(r) IN $types
  AND (NOT $current OR ((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)))
RETURN a.id AS one, b.id AS other, type(r) AS type, startNode(r) = a AS outgoing, r.role AS role, r.source AS source,
  r.record AS record, r.page AS page, r.valid_from AS valid_from, r.valid_to AS valid_to
ORDER BY one, other, type, valid_from, source, record
