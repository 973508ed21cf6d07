// ---
// title: Need by country, the latest value up to a year
// description: >
//   For every country and indicator the latest year at or before the one asked, with every source's value of that
//   year, the best ranked source first. A country without a value has no row.
// view: table
// row: a source's value of an indicator for a country
// empty: No source gives a value up to this year.
// parameters:
//   - {name: year, type: year, label: Up to year, default: 2025}
//   - {name: indicators, type: texts, label: Only these indicators, default: null, help: ids}
//   - {name: countries, type: texts, label: Only these countries, default: null}
// columns: [country, indicator, year, value, source, page]
// ---
MATCH (i:Indicator)
WHERE $indicators IS NULL OR i.id IN $indicators
MATCH (c:Country)-[m:MEASURED]->(i)
WHERE m.year <= $year AND ($countries IS NULL OR c.iso2 IN $countries)
WITH c, i, max(m.year) AS latest
MATCH (c)-[m:MEASURED]->(i)
WHERE m.year = latest
OPTIONAL MATCH (s:Source {id: 'source:' + m.source})
RETURN c.iso2 AS country, i.id AS indicator, latest AS year, m.value AS value, m.source AS source, m.page AS page
ORDER BY country, indicator, coalesce(s.rank, 1000), source, m.key
