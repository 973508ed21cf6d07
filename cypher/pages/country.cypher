// ---
// title: A country
// description: Names, codes and region of one country, and who states them.
// view: table
// row: the country
// parameters:
//   - {name: id, type: country, label: Country, default: GT}
// columns: [id, name, iso2, iso3, aliases, region, subregion, records, sources, pages]
// ---
MATCH (c:Country {id: 'country:' + $id})
RETURN c.id AS id, c.name AS name, c.iso2 AS iso2, c.iso3 AS iso3, c.aliases AS aliases, c.region AS region,
  c.subregion AS subregion, c.records AS records, c.sources AS sources, c.pages AS pages
