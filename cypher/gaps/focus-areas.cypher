// ---
// title: Lines of effort and the topics under them
// description: The lines of effort are the bureau's; the topics are this platform's own.
// view: table
// row: a line of effort or a topic
// empty: No table of focus areas is loaded.
// parameters: []
// columns: [focus_area_id, focus_area, level, line_id, line, origin]
// ---
MATCH (f:FocusArea)
OPTIONAL MATCH (f)-[:PART_OF]->(above:FocusArea)
WITH f, head(collect(above)) AS above
RETURN f.id AS focus_area_id, f.name AS focus_area, f.level AS level,
  coalesce(above.id, f.id) AS line_id, coalesce(above.name, f.name) AS line, f.origin AS origin
ORDER BY coalesce(above.sequence, f.sequence, 1000), line_id, f.level, coalesce(f.sequence, 1000), focus_area_id
