// ---
// title: Things of a map with everything that is known of them
// description: Labels and all properties of a set of things, as a file for another program takes them along.
// view: graph
// row: a thing
// parameters:
//   - {name: ids, type: texts, label: Their ids, default: ["org:demo:inl", "org:demo:state-dept"]}
// columns: [id, labels, facts]
// ---
UNWIND $ids AS id
CALL (id) {
  MATCH (n:Organization {id: id})
  RETURN n
  UNION
  MATCH (n:Program {id: id})
  RETURN n
  UNION
  MATCH (n:Country {id: id})
  RETURN n
  UNION
  MATCH (n:AdminArea {id: id})
  RETURN n
  UNION
  MATCH (n:Agreement {id: id})
  RETURN n
  UNION
  MATCH (n:FocusArea {id: id})
  RETURN n
}
RETURN DISTINCT n.id AS id, labels(n) AS labels, properties(n) AS facts
ORDER BY id
