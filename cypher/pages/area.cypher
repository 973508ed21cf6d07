// ---
// title: A state or province
// description: >
//   Name, code and country of one place, and who states them.
// view: table
// row: the place
// parameters:
//   - {name: id, type: area, label: State or province, default: "US-TX"}
// columns: [id, name, kind, code, point, parent_id, parent, records, sources, pages]
// ---
MATCH (a:AdminArea {id: $id})
OPTIONAL MATCH (a)-[:PART_OF]->(named:Country)
WITH a, named ORDER BY named.id LIMIT 1
OPTIONAL MATCH (coded:Country {id: 'country:' + a.country})
WITH a, coalesce(named, coded) AS up
RETURN a.id AS id, a.name AS name, a.kind AS kind, a.code AS code, a.point AS point, up.id AS parent_id, up.name AS parent,
  a.records AS records, a.sources AS sources, a.pages AS pages
