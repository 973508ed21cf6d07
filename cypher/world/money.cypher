// ---
// title: Sums for countries in one year, of one kind, currency and source
// description: >
//   The largest sum that one source states for each country, of one kind and in one currency, and how many it states.
//   Sums overlap: they are not added up.
// view: table
// row: a country
// empty: The source states no such sum for a country in this year.
// parameters:
//   - {name: kind, type: text, label: Kind of sum, default: obligation}
//   - {name: currency, type: text, label: Currency, default: USD}
//   - {name: source, type: source, label: Source, default: demo}
//   - {name: year, type: year, label: Year, default: 2023}
// columns: [country, amount, figures, figure_year, value_date, valid_from, valid_to, count, note, page]
// ---
MATCH (c:Country)<-[r:FOR]-(f:Figure)
WHERE r.source = $source AND f.kind = $kind AND coalesce(f.currency, '') = $currency
  AND coalesce(f.year, toInteger(left(f.valid_from, 4)), toInteger(left(f.value_date, 4))) = $year
WITH c, f, coalesce(r.page, head(f.pages)) AS page
ORDER BY f.amount DESC, f.id
WITH c, collect(DISTINCT f) AS figures, head(collect(page)) AS page
WITH c, figures[0] AS f, size(figures) AS figures, page
RETURN c.iso2 AS country, f.amount AS amount, figures, f.year AS figure_year, f.value_date AS value_date, f.valid_from AS valid_from,
  f.valid_to AS valid_to, f.count AS count, f.note AS note, page
ORDER BY country
