// ---
// title: Organizations as they are compared with each other
// description: One row an organization with its names, country and identifiers, and what depends on it.
// view: table
// row: an organization
// empty: No organization is loaded.
// parameters: []
// columns: [id, name, acronym, aliases, country, us_state, kind, identifiers, records, sources, links, money, part_of]
// ---
MATCH (o:Organization)
CALL (o) {
  MATCH (o)<-[:PROVIDED_BY|RECEIVED_BY]-(f:Figure {currency: 'USD'})
  RETURN max(f.amount) AS money
}
CALL (o) {
  MATCH (o)-[:PART_OF|MEMBER_OF]->(x:Organization)
  RETURN collect(DISTINCT x.id) AS part_of
}
RETURN o.id AS id, o.name AS name, o.acronym AS acronym, o.aliases AS aliases, o.country AS country, o.us_state AS us_state,
  o.kind AS kind, o.identifiers AS identifiers, o.records AS records, o.sources AS sources, COUNT { (o)--() } AS links, money,
  part_of
ORDER BY id
