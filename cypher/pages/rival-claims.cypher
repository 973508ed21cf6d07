// ---
// title: Links that several sources state
// description: >
//   For pairs of things the links between them of a type that more than one source states, each with its own dates. Pairs of
//   which one source alone tells are not here.
// view: table
// row: a link as one source states it
// parameters:
//   - {name: pairs, type: rows, label: "Pairs as maps of one and other", default: [{one: "org:demo:inl", other: "org:demo:state-dept"}]}
// columns: [one, other, type, source, record, page, valid_from, valid_to, valid_from_text, valid_to_text]
// ---
UNWIND $pairs AS pair
CALL (pair) {
  MATCH (a:Organization {id: pair.one})
  RETURN a
  UNION
  MATCH (a:Program {id: pair.one})
  RETURN a
  UNION
  MATCH (a:Country {id: pair.one})
  RETURN a
  UNION
  MATCH (a:AdminArea {id: pair.one})
  RETURN a
  UNION
  MATCH (a:Agreement {id: pair.one})
  RETURN a
  UNION
  MATCH (a:FocusArea {id: pair.one})
  RETURN a
  UNION
  MATCH (a:Sector {id: pair.one})
  RETURN a
}
CALL (pair) {
  MATCH (b:Organization {id: pair.other})
  RETURN b
  UNION
  MATCH (b:Program {id: pair.other})
  RETURN b
  UNION
  MATCH (b:Country {id: pair.other})
  RETURN b
  UNION
  MATCH (b:AdminArea {id: pair.other})
  RETURN b
  UNION
  MATCH (b:Agreement {id: pair.other})
  RETURN b
  UNION
  MATCH (b:FocusArea {id: pair.other})
  RETURN b
  UNION
  MATCH (b:Sector {id: pair.other})
  RETURN b
}
MATCH (a)-[r]-(b)
WITH a, b, type(r) AS type, collect(r) AS found, count(DISTINCT r.source) AS sources
WHERE sources > 1
UNWIND found AS r
RETURN a.id AS one, b.id AS other, type, r.source AS source, r.record AS record, r.page AS page, r.valid_from AS valid_from,
  r.valid_to AS valid_to, r.valid_from_text AS valid_from_text, r.valid_to_text AS valid_to_text
ORDER BY one, other, type, source, record
