// ---
// title: Agreements as they are compared for overlaps
// description: >
//   One row an agreement with its topic, its parties and what it covers; what no source states is empty.
// view: table
// row: an agreement
// empty: No agreement is loaded.
// parameters: []
// columns: [id, title, topic, kind, starts, ends, records, sources, parties, covers]
// ---
MATCH (a:Agreement)
CALL (a) {
  MATCH (a)<-[:PARTY_TO]-(x:Organization|Country)
  WITH DISTINCT x ORDER BY x.id
  RETURN collect([x.id, x.name]) AS parties
}
CALL (a) {
  MATCH (a)-[:COVERS]->(x:Country|FocusArea|Program)
  WITH DISTINCT x ORDER BY x.id
  RETURN collect([x.id, x.name]) AS covers
}
RETURN a.id AS id, a.name AS title, a.topic AS topic, a.kind AS kind, a.valid_from AS starts, a.valid_to AS ends,
  a.records AS records, a.sources AS sources, parties, covers
ORDER BY id
