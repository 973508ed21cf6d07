// ---
// title: Kinds of sums that sources state for countries
// description: >
//   Each kind of sum, currency and source with the years it has figures for a country itself, and for how many countries.
//   Sums for programs are not among them.
// view: table
// row: a kind, currency, source and year
// empty: No source states a sum for a country.
// parameters: []
// columns: [kind, currency, source, year, countries]
// ---
MATCH (c:Country)<-[r:FOR]-(f:Figure)
WITH f.kind AS kind, coalesce(f.currency, '') AS currency, r.source AS source,
  coalesce(f.year, toInteger(left(f.valid_from, 4)), toInteger(left(f.value_date, 4))) AS year, c
WHERE year IS NOT NULL
RETURN kind, currency, source, year, count(DISTINCT c) AS countries
ORDER BY kind, currency, source, year
