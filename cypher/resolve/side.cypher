// ---
// title: One of two organizations that are looked at side by side
// description: What is stated of an organization, how much it takes part in, and where; and when.
// view: table
// row: an organization
// parameters:
//   - {name: id, type: organization, label: Organization, default: "org:demo:unodc"}
// columns: [id, name, acronym, aliases, kind, country, country_name, us_state, identifiers, homepage, valid_from, valid_to, records,
//   sources, pages, programs, partners, examples, places, paid]
// ---
MATCH (o:Organization {id: $id})
CALL (o) {
  MATCH (o)--(p:Program)
  WITH DISTINCT p ORDER BY p.name, p.id
  RETURN count(p) AS programs, collect([p.id, p.name])[..5] AS examples
}
CALL (o) {
  MATCH (o)-[:FUNDS|TRAINS|BENEFITS|PARTNERS_WITH|PART_OF|MEMBER_OF]-(x:Organization)
  RETURN count(DISTINCT x) AS partners
}
CALL (o) {
  MATCH (o)-[:OPERATES_IN|BASED_IN]->(x:Country|AdminArea)
  WITH DISTINCT x ORDER BY x.name
  RETURN collect([x.id, x.name])[..12] AS places
}
CALL (o) {
  MATCH (o)-[:FUNDS]->(p:Program)
  RETURN count(DISTINCT p) AS paid
}
OPTIONAL MATCH (c:Country {id: 'country:' + o.country})
RETURN o.id AS id, o.name AS name, o.acronym AS acronym, o.aliases AS aliases, o.kind AS kind, o.country AS country,
  c.name AS country_name, o.us_state AS us_state, o.identifiers AS identifiers, o.homepage AS homepage, o.valid_from AS valid_from,
  o.valid_to AS valid_to, o.records AS records, o.sources AS sources, o.pages AS pages, programs, partners, examples, places, paid
