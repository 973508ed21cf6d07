// ---
// title: U.S. states and territories
// description: Every U.S. state and territory of the list.
// view: table
// row: a state or territory
// empty: No table of U.S. states is loaded.
// parameters: []
// columns: [state, name]
// ---
MATCH (a:AdminArea {country: 'US'})
WHERE a.id STARTS WITH 'area:US-' AND a.name IS NOT NULL
RETURN replace(a.id, 'area:US-', '') AS state, a.name AS name
ORDER BY name, state
