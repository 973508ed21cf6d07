// ---
// title: Names of U.S. states and territories
// description: States and territories of the United States by their two letters, as the reference tables name them.
// view: table
// row: a state or territory
// columns: [code, name]
// ---
MATCH (a:AdminArea {country: 'US'})
WHERE a.id STARTS WITH 'area:US-'
RETURN substring(a.id, 8) AS code, a.name AS name
ORDER BY name
