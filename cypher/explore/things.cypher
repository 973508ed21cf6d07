// ---
// title: Things on the map
// description: Names, kinds and countries of a set of things, and how many links each has in all.
// view: graph
// row: a thing
// parameters:
//   - {name: ids, type: texts, label: Their ids, default: ["org:demo:inl", "org:demo:state-dept"]}
// columns: [id, name, kind, countries, degree, sources]
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
WITH DISTINCT n
RETURN n.id AS id, n.name AS name, n.kind AS kind,
  CASE
    WHEN n:Organization OR n:AdminArea THEN [n.country]
    WHEN n:Country THEN [substring(n.id, 8)]
    ELSE COLLECT { MATCH (n)-[:OPERATES_IN|BENEFITS|PARTY_TO|COVERS]-(c:Country) RETURN DISTINCT substring(c.id, 8) }
  END AS countries,
  COUNT { (n)--() } AS degree, n.sources AS sources
ORDER BY id
