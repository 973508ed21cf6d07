// ---
// title: Organizations and what they are part of
// description: One row a stated part; a body is no overlap with what it is part of.
// view: table
// row: a part
// empty: No source states that one organization is part of another.
// parameters: []
// columns: [part, whole]
// ---
MATCH (part:Organization)-[:PART_OF]->(whole:Organization)
RETURN DISTINCT part.id AS part, whole.id AS whole
ORDER BY part, whole
