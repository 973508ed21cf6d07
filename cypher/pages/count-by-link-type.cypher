// ---
// title: How many links of each type
// description: Number of links by type.
// view: table
// columns: [type, count]
// ---
MATCH ()-[r]->()
RETURN type(r) AS type, count(*) AS count
ORDER BY type
