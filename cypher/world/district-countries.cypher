// ---
// title: Countries of whose districts something is known
// description: Countries with first-level parts or places that a program works in or a body has its seat in, and how many.
// view: table
// row: a country
// empty: No loaded source names a district.
// parameters: []
// columns: [country, districts]
// ---
MATCH (a:AdminArea)
WHERE a.country IS NOT NULL AND EXISTS { MATCH (a)<-[:OPERATES_IN|BASED_IN]-(:Program|Organization) }
RETURN a.country AS country, count(*) AS districts
ORDER BY districts DESC, country
