// ---
// title: U.S. states and territories to choose from
// description: Those that an agency or body in the sources belongs to, with their name where a source gives it.
// view: table
// row: a state or territory
// columns: [code, name]
// ---
MATCH (o:Organization)
WHERE o.us_state IS NOT NULL
WITH DISTINCT o.us_state AS code
OPTIONAL MATCH (a:AdminArea {id: 'area:US-' + code})
RETURN code, coalesce(a.name, code) AS name
ORDER BY name
