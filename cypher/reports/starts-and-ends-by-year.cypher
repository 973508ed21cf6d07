// ---
// title: When programs begin and end
// theme: Time
// description: >
//   How many programs begin in each year, how many end by what sources state, and how many of those that began state no end.
//   Ends in years to come are planned ones. Programs without a stated start or end are not in the number of that year, and
//   most sources state few ends: few ends do not show that work goes on.
// view: chart
// chart: {form: lines, along: year, values: [began, ended], unit: programs, missing: nil}
// row: a year
// empty: No source states when a program with these choices begins or ends.
// related: [ending-soon, everything-ending, how-long-programs-run, partners-by-year]
// scans: {Program: "without a country every program counts"}
// parameters:
//   - {name: country, type: country, label: Country, default: null}
//   - {name: focus_area, type: focus_area, label: Line of effort or topic, default: null}
//   - {name: from_year, type: year, label: From year, default: 2000}
//   - {name: to_year, type: year, label: To year, default: 2035}
// columns:
//   - year: Year
//   - began: Begin (programs)
//   - ended: End as stated (programs)
//   - open: Began and state no end (programs)
//   - sources
// ---
CALL () {
  WITH 1 AS one WHERE $country IS NULL
  MATCH (p:Program)
  RETURN p
  UNION
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
WHERE (p.valid_from IS NOT NULL OR p.valid_to IS NOT NULL) AND ($focus_area IS NULL
  OR EXISTS { (p)-[:ADDRESSES]->(:FocusArea)-[:PART_OF*0..1]->(:FocusArea {id: $focus_area}) }
  OR EXISTS { (p)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(:FocusArea)-[:PART_OF*0..1]->(:FocusArea {id: $focus_area}) })
WITH p, toInteger(left(p.valid_from, 4)) AS first, toInteger(left(p.valid_to, 4)) AS last
UNWIND CASE WHEN first = last THEN [first] ELSE [y IN [first, last] WHERE y IS NOT NULL] END AS year
WITH p, first, last, year WHERE $from_year <= year <= $to_year
WITH year, count(CASE WHEN first = year THEN 1 END) AS began, count(CASE WHEN last = year THEN 1 END) AS ended,
  count(CASE WHEN first = year AND last IS NULL THEN 1 END) AS open, collect(DISTINCT p.sources) AS lists
RETURN toString(year) AS year, began, ended, open,
  COLLECT { UNWIND lists AS list UNWIND list AS source WITH DISTINCT source ORDER BY source RETURN source } AS sources
ORDER BY year DESC
