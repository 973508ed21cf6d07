// ---
// title: Countries where need is high and stated money fell
// theme: Money
// description: >
//   Countries among the worst off by one indicator, of which one source states less money of one kind and currency for a later
//   year than for an earlier one. Like is compared with like: one source, the same payers and the same note in both years. Where a
//   source states several such sums for a year they overlap; they are not added up, and not compared. Money that no source states
//   for the country as a whole, such as that of single programs, is not in it, nor is a country without a value of the indicator.
// view: chart
// chart: {form: bars, along: country, values: [fell_by], unit: "percent less, {money_kind}, {currency}"}
// related: [need-beside-programs, {report: money-by-year, with: {country: country}}]
// row: a country and a sum that fell
// empty: >
//   No source states less for the later year of these for a country with such high need. Sources state few sums by country and
//   year: that does not mean that no money fell.
// parameters:
//   - {name: indicator, type: indicator, label: Indicator of need, help: "The latest value up to the day's year counts."}
//   - {name: worst, type: number, label: Share of countries that count as high need, default: 0.25, help: "0.25: the worst quarter"}
//   - {name: money_kind, type: text, label: Kind of money, options: [obligation, stated, budget, planned disbursement, commitment, disbursement, expenditure, actual, estimate, request, pledge, incoming funds, incoming commitment], default: obligation}
//   - {name: currency, type: text, label: Currency, default: USD}
//   - {name: from_year, type: year, label: Earlier year}
//   - {name: to_year, type: year, label: Later year}
//   - {name: country, type: country, label: Country, default: null}
//   - {name: as_of, type: date, label: As of, default: today}
// columns:
//   - country
//   - country_id
//   - value: Indicator (in its unit)
//   - value_year: Year
//   - worse_than: Worse off than (%)
//   - payers: Paid by
//   - payers_id
//   - earlier: Earlier year (sum in the currency chosen)
//   - later: Later year (sum in the currency chosen)
//   - fell_by: Fell by (%)
//   - note: What the source says of the sum
//   - sources
//   - records
// ---
MATCH (i:Indicator {id: $indicator})
WHERE i.direction IN ['higher is worse', 'lower is worse']
MATCH (c:Country)-[m:MEASURED]->(i)
WHERE m.year <= toInteger(left($as_of, 4))
WITH i, c, max(m.year) AS latest
CALL (i, c, latest) {
  MATCH (c)-[m:MEASURED]->(i)
  WHERE m.year = latest
  OPTIONAL MATCH (s:Source {id: 'source:' + m.source})
  RETURN m ORDER BY coalesce(s.rank, 1000), m.source, m.key LIMIT 1
}
WITH collect({c: c, m: m, need: CASE i.direction WHEN 'higher is worse' THEN m.value ELSE -m.value END}) AS ranked
UNWIND ranked AS one
WITH one, size(ranked) AS n, reduce(sum = 0.0, other IN ranked |
  sum + CASE WHEN other.need < one.need THEN 1.0 WHEN other.need = one.need THEN 0.5 ELSE 0.0 END) - 0.5 AS better_off
WHERE n > 1 AND better_off / (n - 1) >= 1 - $worst AND ($country IS NULL OR one.c.iso2 = $country)
WITH one.c AS c, one.m AS m, better_off / (n - 1) AS worse_than
MATCH (c)<-[r:FOR]-(f:Figure)
WHERE f.kind = $money_kind AND f.currency = $currency AND f.year IN [$from_year, $to_year]
CALL (f) {
  OPTIONAL MATCH (f)-[:PROVIDED_BY]->(payer:Organization|Country)
  WITH DISTINCT payer ORDER BY payer.id
  RETURN collect(payer) AS payers
}
WITH c, m, worse_than, r.source AS source, payers, coalesce(f.note, '') AS note,
  collect(DISTINCT CASE f.year WHEN $from_year THEN f END) AS before, collect(DISTINCT CASE f.year WHEN $to_year THEN f END) AS after
WHERE $from_year < $to_year AND size(before) = 1 AND size(after) = 1 AND before[0].amount > 0 AND after[0].amount < before[0].amount
WITH c, m, worse_than, source, payers, note, before[0] AS earlier, after[0] AS later
RETURN c.name AS country, c.id AS country_id, m.value AS value, toString(m.year) AS value_year, round(100 * worse_than, 1) AS worse_than,
  [p IN payers | p.name] AS payers, [p IN payers | p.id] AS payers_id,
  {kind: earlier.kind, amount: earlier.amount, currency: earlier.currency, year: earlier.year, sources: [source]} AS earlier,
  {kind: later.kind, amount: later.amount, currency: later.currency, year: later.year, sources: [source]} AS later,
  round(100.0 * (earlier.amount - later.amount) / earlier.amount, 1) AS fell_by, CASE note WHEN '' THEN null ELSE note END AS note,
  COLLECT { UNWIND [source, m.source] AS key WITH DISTINCT key ORDER BY key RETURN key } AS sources,
  COLLECT {
    UNWIND coalesce(earlier.records, []) + coalesce(later.records, []) + [m.source + '/' + m.record] AS record
    WITH DISTINCT record ORDER BY record RETURN record
  } AS records
ORDER BY worse_than DESC, fell_by DESC, country
