// ---
// title: Partners that came and partners that left, by year
// theme: Time
// description: >
//   For each year the organizations whose first program begins in it, and those whose last program had ended by the day and
//   ended in it, in a country or everywhere. An organization with a program that states no end, or no start, is not counted as having
//   left or come. Leaving the programs that sources name does not prove that an organization is gone.
// view: chart
// chart: {form: lines, along: year, values: [came, gone], unit: organizations that deliver, missing: nil}
// row: a year
// empty: No source states dates for programs with these choices by which an organization came or left.
// related: [starts-and-ends-by-year, ending-soon, partners-in-many-countries]
// scans: {Program: "without a country every program counts"}
// parameters:
//   - {name: country, type: country, label: Country, default: null}
//   - {name: kind, type: kind, label: Only this kind of organization, default: null}
//   - {name: from_year, type: year, label: From year, default: 2000}
//   - {name: as_of, type: date, label: As of, default: today}
// columns:
//   - year: Year
//   - came: First program (organizations)
//   - gone: Last program ended (organizations)
//   - new: Who came
//   - new_id
//   - past: Who left
//   - past_id
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
MATCH (o:Organization)-[i:IMPLEMENTS]->(p)
WHERE ($kind IS NULL OR o.kind = $kind) AND ($country IS NULL OR i.country IS NULL OR i.country = $country)
WITH o, coalesce(i.valid_from, p.valid_from) AS starts, CASE
  WHEN i.valid_to < p.valid_to OR p.valid_to IS NULL THEN i.valid_to ELSE p.valid_to END AS ends, p, i.source AS key
WITH o, count(*) AS work, count(starts) AS started, count(ends) AS stated, min(starts) AS first, max(ends) AS last, collect(DISTINCT key) AS keys
WITH o, keys, CASE WHEN started = work AND first <= $as_of THEN toInteger(left(first, 4)) END AS came,
  CASE WHEN stated = work AND last < $as_of THEN toInteger(left(last, 4)) END AS gone
UNWIND CASE WHEN came = gone THEN [came] ELSE [y IN [came, gone] WHERE y IS NOT NULL] END AS year
WITH year, o, came, gone, keys WHERE year >= $from_year
WITH year, o, came, gone, keys ORDER BY toLower(o.name), o.id
WITH year, collect(CASE WHEN came = year THEN o END) AS new, collect(CASE WHEN gone = year THEN o END) AS past, collect(keys) AS lists
RETURN toString(year) AS year, size(new) AS came, size(past) AS gone, [o IN new | o.name] AS new, [o IN new | o.id] AS new_id,
  [o IN past | o.name] AS past, [o IN past | o.id] AS past_id,
  COLLECT { UNWIND lists AS list UNWIND list AS source WITH DISTINCT source ORDER BY source RETURN source } AS sources
ORDER BY year DESC
