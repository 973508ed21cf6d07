// ---
// title: An indicator
// description: >
//   What it measures, its unit and direction, the years and places it covers, and who states it.
// view: table
// row: the indicator
// parameters:
//   - {name: id, type: indicator, label: Indicator, default: cpi_score}
//   - {name: as_of, type: date, label: As of, default: today}
// columns: [id, name, measures, unit, direction, description, first_year, last_year, values, countries, areas, records, sources, pages]
// ---
MATCH (i:Indicator {id: $id})
CALL (i) {
  MATCH (x:Country|AdminArea)-[r:MEASURED]->(i)
  WHERE r.year <= toInteger(left($as_of, 4))
  RETURN min(r.year) AS first_year, max(r.year) AS last_year, count(r) AS values,
    count(DISTINCT CASE WHEN x:Country THEN x END) AS countries, count(DISTINCT CASE WHEN x:AdminArea THEN x END) AS areas,
    collect(DISTINCT r.source) AS measurers
}
RETURN i.id AS id, i.name AS name, i.measures AS measures, i.unit AS unit, i.direction AS direction,
  i.description AS description, first_year, last_year, values, countries, areas, i.records AS records,
  coalesce(i.sources, []) + [s IN measurers WHERE NOT s IN coalesce(i.sources, [])] AS sources, i.pages AS pages
