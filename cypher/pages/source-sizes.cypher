// ---
// title: How much each source states
// description: Number of things that each source describes or names, and of links that it states.
// view: table
// columns: [source, nodes, links]
// ---
CALL () {
  MATCH (n) UNWIND n.sources AS source RETURN source, count(*) AS nodes, 0 AS links
  UNION ALL
  MATCH ()-[r]->() WHERE r.source IS NOT NULL RETURN r.source AS source, 0 AS nodes, count(*) AS links
}
RETURN source, sum(nodes) AS nodes, sum(links) AS links
ORDER BY source
