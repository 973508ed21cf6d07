// ---
// title: Countries without a value of an indicator
// description: >
//   Countries that the loaded sources name otherwise and for which none gives a value up to the day: no data, which says nothing about need.
// view: table
// row: a country
// empty: Every country that the loaded sources name has a value.
// parameters:
//   - {name: id, type: indicator, label: Indicator, default: cpi_score}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: skip, type: integer, label: Rows before the first, default: 0}
//   - {name: size, type: integer, label: Rows at most, default: 50}
// columns: [id, name, region, programs]
// ---
MATCH (c:Country)
WHERE NOT EXISTS { MATCH (c)-[r:MEASURED]->(:Indicator {id: $id}) WHERE r.year <= toInteger(left($as_of, 4)) }
  AND EXISTS { (c)--(:Organization|Program|Agreement) }
WITH c ORDER BY toLower(c.name), c.id
SKIP $skip LIMIT $size
RETURN c.id AS id, c.name AS name, coalesce(c.subregion, c.region) AS region,
  COUNT { MATCH (c)<-[:OPERATES_IN|BENEFITS]-(p:Program) RETURN DISTINCT p } AS programs
ORDER BY toLower(name), id
