// ---
// title: Countries with their regions
// description: Every country and territory of the list, with its UN region and subregion.
// view: table
// row: a country
// empty: No table of countries is loaded.
// parameters: []
// columns: [country, name, region, subregion]
// ---
MATCH (c:Country)
WHERE c.iso2 IS NOT NULL
RETURN c.iso2 AS country, c.name AS name, c.region AS region, c.subregion AS subregion
ORDER BY name, country
