// ---
// title: Organizations that pay for programs
// description: Every organization that a source names as paying for a program, with how many.
// view: table
// row: an organization
// empty: No loaded source says who pays for a program.
// parameters: []
// columns: [organization_id, organization, kind, programs]
// ---
MATCH (o:Organization)-[:FUNDS]->(p:Program)
RETURN o.id AS organization_id, o.name AS organization, o.kind AS kind, count(DISTINCT p) AS programs
ORDER BY programs DESC, organization, organization_id
