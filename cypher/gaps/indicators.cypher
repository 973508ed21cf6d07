// ---
// title: Indicators with values
// description: Every indicator with its unit, which way is worse, and for how many countries and years it has values.
// view: table
// row: an indicator
// empty: No source of indicators is loaded.
// parameters:
//   - {name: year, type: year, label: Up to year, default: 2025}
// columns: [indicator_id, indicator, unit, direction, measures, description, countries, first_year, last_year]
// ---
MATCH (i:Indicator)
OPTIONAL MATCH (c:Country)-[m:MEASURED]->(i)
WHERE m.year <= $year
RETURN i.id AS indicator_id, i.name AS indicator, i.unit AS unit, i.direction AS direction, i.measures AS measures,
  i.description AS description, count(DISTINCT c) AS countries, min(m.year) AS first_year, max(m.year) AS last_year
ORDER BY indicator, indicator_id
