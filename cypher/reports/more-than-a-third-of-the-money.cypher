// ---
// title: Organizations that get more than a third of the stated money of a focus area in a country
// theme: Money
// description: >
//   Organizations that get more than a given share of the sums of one kind and currency which one source states, receiver named,
//   for programs on a focus area in a country. Sources are not added up, nor kinds, nor currencies. A sum for a program in several
//   countries is left out, because no source says how much of it is for which; so are sums without a named receiver. HHI is the sum
//   of the squared shares of all receivers, the effective number 1 / HHI. Programs count whether or not they are in force.
// view: table
// scans: {FocusArea: "a few dozen focus areas"}
// related: [more-than-a-third, money-by-year, one-partner-countries]
// row: an organization with a large share of what one source states
// empty: >
//   No source states sums of this kind, currency and year by receiver for programs in one country of which somebody gets so large
//   a share. Few sources name receivers: that does not mean that nobody has such a share.
// parameters:
//   - {name: share, type: number, label: More than this share, default: 0.3333}
//   - {name: money_kind, type: text, label: Kind of money, options: [disbursement, commitment, obligation, expenditure, stated, budget, planned disbursement, actual, estimate, request, pledge], default: disbursement}
//   - {name: currency, type: text, label: Currency, default: USD}
//   - {name: year, type: year, label: Only this year, default: null}
//   - {name: focus_area, type: focus_area, label: Focus area, default: null, help: "A line of effort or a topic; empty: each line of effort."}
//   - {name: country, type: country, label: Country, default: null}
// columns:
//   - country
//   - country_id
//   - focus_area: Focus area
//   - focus_area_id
//   - source: Stated by
//   - receiver: Organization
//   - receiver_id
//   - carries: Gets (%)
//   - gets: What it gets
//   - receivers: Receivers
//   - hhi: HHI
//   - effective: Effective number
//   - its_programs: For the programs
//   - its_programs_id
//   - sources
//   - records
// ---
MATCH (area:FocusArea)
WHERE area.id = $focus_area OR ($focus_area IS NULL AND area.level = 'line')
CALL (area) {
  MATCH (p:Program)-[:ADDRESSES]->(:FocusArea)-[:PART_OF*0..1]->(area)
  RETURN p
  UNION
  MATCH (p:Program)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(:FocusArea)-[:PART_OF*0..1]->(area)
  RETURN p
}
MATCH (p)<-[:FOR]-(f:Figure)-[r:RECEIVED_BY]->(o:Organization)
WHERE f.kind = $money_kind AND f.currency = $currency AND f.amount > 0 AND ($year IS NULL OR f.year = $year)
  AND COUNT { (f)-[:FOR]->(:Program) } = 1 AND COUNT { (f)-[:RECEIVED_BY]->() } = 1
WITH DISTINCT area, p, f, r.source AS source, o
CALL (p) {
  MATCH (p)-[w:OPERATES_IN|BENEFITS|TRAINS]->(place:Country|AdminArea|Organization)
  WITH CASE
    WHEN place:Country THEN place.iso2
    WHEN place:AdminArea THEN place.country
    WHEN w.country IS NOT NULL THEN w.country
    WHEN place:ForeignCounterpart THEN place.country
  END AS iso2
  WHERE iso2 IS NOT NULL
  RETURN collect(DISTINCT iso2) AS places
}
WITH area, p, f, source, o, places
WHERE size(places) = 1 AND ($country IS NULL OR places[0] = $country)
WITH area, places[0] AS iso2, source, o, sum(f.amount) AS amount, count(f) AS sums, collect(DISTINCT p) AS its, collect(f.records) AS told
WITH area, iso2, source, sum(amount) AS whole, collect({o: o, amount: amount, sums: sums, its: its, told: told}) AS shares
UNWIND shares AS one
WITH area, iso2, source, whole, shares, one, 1.0 * one.amount / whole AS carries
WHERE round(carries, 4) > round($share, 4)
MATCH (c:Country {id: 'country:' + iso2})
WITH area, c, source, one, carries, size(shares) AS receivers,
  reduce(sum = 0.0, s IN shares | sum + (1.0 * s.amount / whole) ^ 2) AS hhi,
  COLLECT { UNWIND one.its AS p WITH p ORDER BY toLower(p.name), p.id RETURN p } AS programs
RETURN c.name AS country, c.id AS country_id, area.name AS focus_area, area.id AS focus_area_id, source,
  one.o.name AS receiver, one.o.id AS receiver_id, round(100 * carries, 1) AS carries,
  {kind: $money_kind, amount: one.amount, currency: $currency, year: $year, count: one.sums, sources: [source]} AS gets,
  receivers, round(hhi, 3) AS hhi, round(1 / hhi, 2) AS effective,
  [p IN programs | p.name] AS its_programs, [p IN programs | p.id] AS its_programs_id, [source] AS sources,
  COLLECT { UNWIND one.told AS list UNWIND list AS record WITH DISTINCT record ORDER BY record RETURN record } AS records
ORDER BY focus_area_id, carries DESC, country, toLower(receiver), receiver_id
