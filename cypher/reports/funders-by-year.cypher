// ---
// title: Who pays for how many programs in a country, year by year
// theme: Money
// description: >
//   How many programs of a country each payer pays for, in force at any time of the year. Where no end is stated a program counts up
//   to the day, or in its first year only if it is completed, closed or cancelled. Numbers of programs say nothing about sums, and
//   programs without a stated start or payer do not count.
// view: chart
// chart: {form: lines, along: year, values: [programs], by: funder, unit: programs}
// row: a year and a payer
// empty: >
//   No source names a payer and a start of a program in this country. That says nothing about payers that our sources do not cover.
// related: [who-funds-whom, paid-by-several, money-by-year, starts-and-ends-by-year]
// parameters:
//   - {name: country, type: country, label: Country, default: GT}
//   - {name: focus_area, type: focus_area, label: Line of effort or topic, default: null}
//   - {name: from_year, type: year, label: From year, default: 2005}
//   - {name: as_of, type: date, label: Up to the year of, default: today}
// columns:
//   - year: Year
//   - funder: Paid by
//   - funder_id
//   - funder_kind: Kind
//   - programs: Programs (number)
//   - sources
// ---
CALL () {
  MATCH (p:Program)-[:OPERATES_IN|BENEFITS|TRAINS]->(:Country {id: 'country:' + $country})
  RETURN p
  UNION
  MATCH (p:Program)-[:OPERATES_IN]->(:AdminArea {country: $country})
  RETURN p
  UNION
  MATCH (p:Program)-[w:BENEFITS|TRAINS]->(body:Organization {country: $country})
  WHERE body:ForeignCounterpart AND (w.country IS NULL OR w.country = $country)
  RETURN p
}
WITH p
WHERE p.valid_from IS NOT NULL AND ($focus_area IS NULL
  OR EXISTS { (p)-[:ADDRESSES]->(:FocusArea)-[:PART_OF*0..1]->(:FocusArea {id: $focus_area}) }
  OR EXISTS { (p)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(:FocusArea)-[:PART_OF*0..1]->(:FocusArea {id: $focus_area}) })
MATCH (o:Organization)-[f:FUNDS]->(p)
WHERE f.country IS NULL OR f.country = $country
WITH o, p, f, CASE WHEN f.valid_from > p.valid_from THEN f.valid_from ELSE p.valid_from END AS starts,
  CASE
    WHEN p.valid_to IS NOT NULL THEN p.valid_to
    WHEN coalesce(p.status, '') IN ['completed', 'closed', 'cancelled'] THEN p.valid_from
    ELSE $as_of
  END AS runs_to
WITH o, p, f, toInteger(left(starts, 4)) AS first,
  toInteger(left(CASE WHEN f.valid_to < runs_to THEN f.valid_to ELSE runs_to END, 4)) AS last, toInteger(left($as_of, 4)) AS latest
UNWIND range(CASE WHEN first < $from_year THEN $from_year ELSE first END, CASE WHEN last > latest THEN latest ELSE last END) AS year
WITH o, year, count(DISTINCT p) AS programs, collect(DISTINCT f.source) AS keys
RETURN toString(year) AS year, o.name AS funder, o.id AS funder_id, o.kind AS funder_kind, programs,
  COLLECT { UNWIND keys AS key WITH key ORDER BY key RETURN key } AS sources
ORDER BY year DESC, programs DESC, toLower(funder), funder_id
