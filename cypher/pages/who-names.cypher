// ---
// title: Names of all organizations
// description: Every organization with its names, country and identifiers, for telling whom a name means.
// view: table
// row: an organization
// empty: No organization is loaded.
// parameters: []
// columns: [id, name, acronym, aliases, country, kind, identifiers]
// ---
MATCH (o:Organization)
RETURN o.id AS id, o.name AS name, o.acronym AS acronym, o.aliases AS aliases, o.country AS country, o.kind AS kind,
  o.identifiers AS identifiers
ORDER BY id
