// ---
// title: For which years sources state money by country
// description: Kinds of money, currencies and years in which a source states a sum for a country; how many countries have one.
// view: table
// row: a kind of money in a currency and a year
// empty: No source states a sum for a country and a year.
// parameters:
//   - {name: year, type: year, label: Up to year, default: 2025}
// columns: [kind, currency, year, countries]
// ---
MATCH (f:Figure)-[:FOR]->(c:Country)
WHERE f.year <= $year AND f.kind IS NOT NULL AND f.currency IS NOT NULL
RETURN f.kind AS kind, f.currency AS currency, f.year AS year, count(DISTINCT c) AS countries
ORDER BY kind, currency, year
