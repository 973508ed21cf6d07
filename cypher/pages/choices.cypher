// ---
// title: Countries and focus areas to choose from
// description: Countries that something is linked to, and focus areas in their order.
// view: table
// row: a country or focus area
// columns: [id, name, line, level]
// ---
CALL () {
  MATCH (c:Country)
  WHERE EXISTS { (c)--() }
  RETURN c.id AS id, c.name AS name, null AS line, null AS level, 0 AS part
  UNION ALL
  MATCH (f:FocusArea)
  RETURN f.id AS id, f.name AS name, f.line AS line, f.level AS level, 1 + coalesce(f.sequence, 0) AS part
}
WITH id, name, line, level, part
ORDER BY CASE part WHEN 0 THEN 0 ELSE 1 END, line, level, part, name
RETURN id, name, line, level
