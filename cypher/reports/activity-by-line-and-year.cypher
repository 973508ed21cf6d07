// ---
// title: Activity by line of effort and year
// theme: Time
// description: >
//   How many programs are in force at any time of each year, per line of effort. A program counts once in a line, however
//   many of its topics it works on; lines are not added up, since a program may stand in several. Where no end is stated it
//   counts up to the day, or in its first year only if it is completed, closed or cancelled. Without a stated start it
//   counts in no year, and stands under "no start stated".
// view: matrix
// behind: {report: programs-of-a-line-in-a-year, with: {line: line_id, year: year}}
// scans: {FocusArea: "a few dozen focus areas"}
// related: [starts-and-ends-by-year, funders-by-year, {report: one-partner-countries, with: {country: country}}]
// row: a line of effort and a year
// empty: No program with a line of effort is known with these choices.
// parameters:
//   - {name: country, type: country, label: Country, default: null}
//   - {name: from_year, type: year, label: From year, default: 2010}
//   - {name: as_of, type: date, label: Up to the year of, default: today}
// columns:
//   - line: Line of effort
//   - year: Year
//   - programs: Programs
//   - line_id
//   - sources
// ---
MATCH (line:FocusArea {level: 'line'})
CALL (line) {
  MATCH (p:Program)-[:ADDRESSES]->(:FocusArea)-[:PART_OF*0..1]->(line)
  RETURN p
  UNION
  MATCH (p:Program)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(:FocusArea)-[:PART_OF*0..1]->(line)
  RETURN p
}
WITH line, p
WHERE $country IS NULL
  OR EXISTS { (p)-[:OPERATES_IN|BENEFITS|TRAINS]->(:Country {iso2: $country}) }
  OR EXISTS { (p)-[:OPERATES_IN]->(:AdminArea {country: $country}) }
  OR EXISTS { (p)-[:BENEFITS|TRAINS]->(:ForeignCounterpart {country: $country}) }
WITH line, p, toInteger(left(p.valid_from, 4)) AS first, toInteger(left($as_of, 4)) AS latest
WITH line, p, first, latest,
  CASE
    WHEN p.valid_to IS NOT NULL THEN toInteger(left(p.valid_to, 4))
    WHEN coalesce(p.status, '') IN ['completed', 'closed', 'cancelled'] THEN first
    ELSE latest
  END AS last
UNWIND CASE
  WHEN first IS NULL THEN ['no start stated']
  ELSE [y IN range(CASE WHEN first < $from_year THEN $from_year ELSE first END, CASE WHEN last > latest THEN latest ELSE last END) | toString(y)]
END AS year
WITH line, year, count(*) AS programs, collect(DISTINCT p.sources) AS lists
RETURN line.line + '. ' + line.name AS line, year, programs, line.id AS line_id,
  COLLECT { UNWIND lists AS list UNWIND list AS source WITH DISTINCT source ORDER BY source RETURN source } AS sources
ORDER BY line_id, year
