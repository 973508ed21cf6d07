// ---
// title: Money stated for a country, year by year
// theme: Money
// description: >
//   Sums of one kind and in one currency that sources state for a country as a whole, by year. Obligations, disbursements and the
//   rest are kept apart, and nothing is added up: where a source states several such sums of one payer for a year they overlap, and
//   the largest is shown with how many there are. Money of single programs is not in it, nor a year for which no source states
//   a sum; years to come (budgets, requests) are.
// view: chart
// chart: {form: lines, along: year, values: [amount], by: statement, unit: "{money_kind}, {currency}"}
// row: a year and a payer, as one source states it
// empty: >
//   No source states a sum of this kind and currency for this country. Choose another kind: sources state obligations, budgets or
//   disbursements, rarely all of them. That does not mean that no money went there.
// related: [more-than-a-third-of-the-money, who-funds-whom]
// parameters:
//   - {name: country, type: country, label: Country, default: GT}
//   - {name: money_kind, type: text, label: Kind of money, options: [obligation, stated, budget, planned disbursement, commitment, disbursement, expenditure, actual, estimate, request, pledge, incoming funds, incoming commitment], default: obligation}
//   - {name: currency, type: text, label: Currency, default: USD}
//   - {name: from_year, type: year, label: From year, default: 2000}
// columns:
//   - year: Year
//   - payers: Paid by
//   - payers_id
//   - statement: Payer and what the source says
//   - amount: Sum (in the currency chosen)
//   - sums: Sums of this payer for the year (overlapping)
//   - sources
//   - records
// ---
MATCH (c:Country {id: 'country:' + $country})<-[r:FOR]-(f:Figure)
WHERE f.kind = $money_kind AND f.currency = $currency
WITH f, r.source AS source, coalesce(f.year, toInteger(left(f.valid_from, 4)), toInteger(left(f.value_date, 4))) AS year
WHERE year >= $from_year
CALL (f) {
  OPTIONAL MATCH (f)-[:PROVIDED_BY]->(payer:Organization|Country)
  WITH DISTINCT payer ORDER BY toLower(payer.name), payer.id
  RETURN collect(payer) AS payers
}
WITH year, source, payers, coalesce(f.note, '') AS note, f ORDER BY f.amount DESC, f.id
WITH year, source, payers, note, collect(f) AS figures
WITH year, source, payers, figures,
  CASE WHEN payers = [] THEN 'payer not named' ELSE reduce(text = payers[0].name, p IN payers[1..] | text + ' and ' + p.name) END
  + CASE note WHEN '' THEN '' ELSE ': ' + note END AS statement
RETURN toString(year) AS year, [p IN payers | p.name] AS payers, [p IN payers | p.id] AS payers_id, statement,
  figures[0].amount AS amount, size(figures) AS sums, [source] AS sources,
  COLLECT { UNWIND figures AS f UNWIND coalesce(f.records, []) AS record WITH DISTINCT record ORDER BY record RETURN record } AS records
ORDER BY year DESC, statement, source
