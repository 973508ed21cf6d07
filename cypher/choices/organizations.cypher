// ---
// title: Organizations to choose from
// description: Organizations with the most links first, so that a list that is cut holds those that are asked for most.
// view: table
// row: an organization
// parameters:
//   - {name: size, type: integer, label: Rows at most, default: 500}
// columns: [id, name, acronym, kind, country]
// ---
MATCH (o:Organization)
WITH o, COUNT { (o)--() } AS links
ORDER BY links DESC, o.id
LIMIT $size
RETURN o.id AS id, o.name AS name, o.acronym AS acronym, o.kind AS kind, o.country AS country
ORDER BY toLower(name), id
