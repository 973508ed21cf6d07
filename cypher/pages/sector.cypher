// ---
// title: A purpose code
// description: >
//   Name, code and meaning of one purpose code, the broader code above it, and who states it.
// view: table
// row: the purpose code
// parameters:
//   - {name: id, type: sector, label: Purpose code, default: "1:15130"}
// columns: [id, name, code, vocabulary, category, description, withdrawn, parent_id, parent, records, sources, pages]
// ---
MATCH (s:Sector {id: $id})
OPTIONAL MATCH (s)-[:PART_OF]->(up:Sector)
WITH s, up ORDER BY up.id LIMIT 1
RETURN s.id AS id, s.name AS name, s.code AS code, s.vocabulary AS vocabulary, s.category AS category,
  s.description AS description, s.withdrawn AS withdrawn, up.id AS parent_id, up.name AS parent,
  s.records AS records, s.sources AS sources, s.pages AS pages
