// ---
// title: How long programs run, by topic
// theme: Time
// description: >
//   Of the programs of each topic or line of effort that state both a start and an end: how many months they run, the middle one,
//   the shortest and the longest. Most sources state no end, so the programs that are counted may not be like the rest; how many are
//   left out stands beside them. A program on several topics counts in each.
// view: chart
// chart: {form: bars, along: focus_area, values: [median_months], unit: months that the middle program runs}
// row: a topic or line of effort
// empty: No source states both a start and an end of a program with these choices.
// related: [starts-and-ends-by-year, ending-soon, incomplete-programs]
// scans: {FocusArea: "a few dozen focus areas"}
// parameters:
//   - {name: country, type: country, label: Country, default: null}
//   - {name: line, type: focus_area, label: Only this line of effort and its topics, default: null}
// columns:
//   - focus_area: Topic or line of effort
//   - focus_area_id
//   - median_months: Months, middle program
//   - shortest: Months, shortest
//   - longest: Months, longest
//   - programs: Programs with both dates (number)
//   - open: Programs without a stated start or end (number)
//   - sources
// ---
MATCH (area:FocusArea)
WHERE $line IS NULL OR area.id = $line OR EXISTS { (area)-[:PART_OF]->(:FocusArea {id: $line}) }
CALL (area) {
  MATCH (p:Program)-[:ADDRESSES]->(:FocusArea)-[:PART_OF*0..1]->(area)
  RETURN p
  UNION
  MATCH (p:Program)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(:FocusArea)-[:PART_OF*0..1]->(area)
  RETURN p
}
WITH area, p
WHERE $country IS NULL
  OR EXISTS { (p)-[:OPERATES_IN|BENEFITS|TRAINS]->(:Country {iso2: $country}) }
  OR EXISTS { (p)-[:OPERATES_IN]->(:AdminArea {country: $country}) }
  OR EXISTS { (p)-[:BENEFITS|TRAINS]->(:ForeignCounterpart {country: $country}) }
WITH area, p, CASE WHEN p.valid_from <= p.valid_to THEN
    12 * (toInteger(left(p.valid_to, 4)) - toInteger(left(p.valid_from, 4))) + toInteger(substring(p.valid_to, 5, 2))
    - toInteger(substring(p.valid_from, 5, 2)) + 1
  END AS months
WITH area, percentileDisc(months, 0.5) AS median_months, min(months) AS shortest, max(months) AS longest, count(months) AS programs,
  count(*) - count(months) AS open, collect(DISTINCT p.sources) AS lists
WHERE programs > 0
RETURN CASE area.level WHEN 'line' THEN area.line + '. ' + area.name ELSE area.name END AS focus_area, area.id AS focus_area_id,
  median_months, shortest, longest, programs, open,
  COLLECT { UNWIND lists AS list UNWIND list AS source WITH DISTINCT source ORDER BY source RETURN source } AS sources
ORDER BY focus_area_id
