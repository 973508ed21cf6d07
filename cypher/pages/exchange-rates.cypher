// ---
// title: Exchange rates of a currency
// description: What a currency, and the dollar, cost in others or others in it, as each source states it; the source that ranks first is first.
// view: table
// row: the rates of a currency in a year or month
// empty: No source states rates of this currency.
// parameters:
//   - {name: currency, type: text, label: Currency (ISO 4217), default: "EUR"}
// columns: [source, title, page, base, currency, rates]
// ---
MATCH (n:ExchangeRates)
WHERE n.currency IN [$currency, 'USD'] OR n.base = $currency
WITH n, head(n.sources) AS source
OPTIONAL MATCH (s:Source {id: 'source:' + source})
RETURN source, coalesce(s.name, source) AS title, head(s.pages) AS page, n.base AS base, n.currency AS currency, n.rates AS rates
ORDER BY coalesce(s.rank, 50), source, n.base, n.currency, n.valid_from
