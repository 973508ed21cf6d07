// ---
// title: A focus area
// description: >
//   Name, line and origin of one focus area, what it is a topic of, and who states it.
// view: table
// row: the focus area
// parameters:
//   - {name: id, type: focus_area, label: Focus area, default: III}
// columns: [id, name, level, line, origin, parent_id, parent, records, sources, pages]
// ---
MATCH (f:FocusArea {id: $id})
OPTIONAL MATCH (f)-[:PART_OF]->(up:FocusArea)
WITH f, up ORDER BY up.id LIMIT 1
RETURN f.id AS id, f.name AS name, f.level AS level, f.line AS line, f.origin AS origin, up.id AS parent_id, up.name AS parent,
  f.records AS records, f.sources AS sources, f.pages AS pages
