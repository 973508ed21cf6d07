// ---
// title: Values of an indicator by place
// description: >
//   For each country or district and each source its newest value up to the day, worst first, with the values before it.
// view: table
// row: a country or district, as one source states it
// empty: No source gives a value up to this day.
// parameters:
//   - {name: id, type: indicator, label: Indicator, default: cpi_score}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: skip, type: integer, label: Rows before the first, default: 0}
//   - {name: size, type: integer, label: Rows at most, default: 50}
// columns: [id, name, country_id, country, unit, source, values]
// ---
MATCH (i:Indicator {id: $id})<-[r:MEASURED]-(x:Country|AdminArea)
WHERE r.year <= toInteger(left($as_of, 4))
WITH i, r, x
ORDER BY r.year DESC, r.record, r.key
WITH i, x, r.source AS source, collect(r) AS found
WITH i, x, source, found, found[0].value AS newest
ORDER BY CASE i.direction WHEN 'lower is worse' THEN newest ELSE -newest END, toLower(x.name), x.id, source
SKIP $skip LIMIT $size
OPTIONAL MATCH (x:AdminArea)-[:PART_OF]->(c:Country)
WITH i, x, source, found, newest, c ORDER BY c.id
WITH i, x, source, found, newest, head(collect(c)) AS c
RETURN x.id AS id, x.name AS name, c.id AS country_id, c.name AS country, i.unit AS unit, source,
  [r IN found | {year: r.year, value: r.value, record: r.record, page: r.page}] AS values
ORDER BY CASE i.direction WHEN 'lower is worse' THEN newest ELSE -newest END, toLower(name), id, source
