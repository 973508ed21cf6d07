// ---
// title: Regional programs and the countries that they cover
// theme: Programs and agreements
// description: >
//   Programs that name at least so many countries, with the countries, who pays and who delivers. The map counts them for each
//   country. A program that says "the region" without naming countries is not here, and how its work is divided among the
//   countries no source states.
// view: map
// map: {country: countries, count: program, unit: regional programs}
// row: a program that covers several countries
// empty: No program that is in force on this day names so many countries with these choices. Ask for fewer, or include what has ended.
// related: [partners-in-many-countries, one-partner-countries, {report: who-funds-whom, with: {country: country}}]
// scans: {Program: "without a country every program counts"}
// parameters:
//   - {name: at_least, type: integer, label: At least so many countries, default: 2}
//   - {name: country, type: country, label: Only those that cover this country, default: null}
//   - {name: focus_area, type: focus_area, label: Line of effort or topic, default: null}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: "to the day of As of; left out: on that day"}
//   - {name: all_times, type: truth, label: Also what has ended or not begun, default: false}
// columns:
//   - program
//   - program_id
//   - covers: Countries (number)
//   - countries: Countries
//   - countries_id
//   - funders: Paid by
//   - funders_id
//   - implementers: Delivered by
//   - implementers_id
//   - since: Since
//   - until: Until
//   - sources
//   - records
// ---
MATCH (p:Program)
WHERE ($all_times OR (
    (p.valid_from IS NULL OR p.valid_from <= $as_of)
    AND (p.valid_to >= coalesce($since, $as_of) OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))))
  AND ($focus_area IS NULL
    OR EXISTS { (p)-[:ADDRESSES]->(:FocusArea)-[:PART_OF*0..1]->(:FocusArea {id: $focus_area}) }
    OR EXISTS { (p)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(:FocusArea)-[:PART_OF*0..1]->(:FocusArea {id: $focus_area}) })
CALL (p) {
  MATCH (p)-[w:OPERATES_IN|BENEFITS|TRAINS]->(place)
  WHERE $all_times OR ((w.valid_from IS NULL OR w.valid_from <= $as_of) AND (w.valid_to IS NULL OR w.valid_to >= coalesce($since, $as_of)))
  WITH CASE
    WHEN place:Country THEN place.iso2
    WHEN place:AdminArea THEN place.country
    WHEN w.country IS NOT NULL THEN w.country
    WHEN place:ForeignCounterpart THEN place.country
  END AS iso2, w
  WHERE iso2 IS NOT NULL
  RETURN collect(DISTINCT iso2) AS codes, collect(w) AS links
}
WITH p, codes, links
WHERE size(codes) >= $at_least AND size(codes) > 1 AND ($country IS NULL OR $country IN codes)
WITH p, codes, links, size(codes) AS covers, toLower(p.name) AS name_key
ORDER BY covers DESC, name_key, p.id
CALL (codes) {
  UNWIND codes AS iso2
  MATCH (c:Country {id: 'country:' + iso2})
  WITH c ORDER BY c.name
  RETURN collect(c) AS places
}
CALL (p) {
  OPTIONAL MATCH (o:Organization)-[:FUNDS]->(p)
  WITH DISTINCT o ORDER BY toLower(o.name), o.id
  RETURN collect(o) AS funders
}
CALL (p) {
  OPTIONAL MATCH (o:Organization)-[:IMPLEMENTS]->(p)
  WITH DISTINCT o ORDER BY toLower(o.name), o.id
  RETURN collect(o) AS implementers
}
RETURN p.name AS program, p.id AS program_id, covers, [c IN places | c.name] AS countries, [c IN places | c.id] AS countries_id,
  [o IN funders | o.name] AS funders, [o IN funders | o.id] AS funders_id,
  [o IN implementers | o.name] AS implementers, [o IN implementers | o.id] AS implementers_id,
  coalesce(p.valid_from_text, p.valid_from) AS since, coalesce(p.valid_to_text, p.valid_to) AS until,
  COLLECT { UNWIND links AS r WITH DISTINCT r.source AS source ORDER BY source RETURN source } AS sources,
  COLLECT { UNWIND links AS r WITH DISTINCT r.source + '/' + r.record AS record ORDER BY record RETURN record } AS records
ORDER BY covers DESC, toLower(program), program_id
