// ---
// title: Districts of a country with the programs in force there
// description: >
//   First-level parts of a country, and places that a source names in it, with the programs in force that a source places
//   there, and the bodies that have their seat there. A program that is only said to be in the country is in none of them.
// view: table
// row: a district or place
// empty: No table of districts is loaded for this country.
// parameters:
//   - {name: country, type: country, label: Country, default: "GT"}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: to the day}
// columns: [area_id, area, kind, point, programs, bodies]
// ---
MATCH (a:AdminArea {country: $country})
CALL (a) {
  MATCH (p:Program)-[w:OPERATES_IN]->(a)
  WHERE (w.valid_from IS NULL OR w.valid_from <= $as_of) AND (w.valid_to IS NULL OR w.valid_to >= coalesce($since, $as_of))
    AND (p.valid_from IS NULL OR p.valid_from <= $as_of)
    AND (p.valid_to >= coalesce($since, $as_of)
      OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))
  RETURN count(DISTINCT p) AS programs
}
RETURN a.id AS area_id, a.name AS area, a.kind AS kind, a.point AS point, programs,
  COUNT { MATCH (o:Organization)-[:BASED_IN]->(a) } AS bodies
ORDER BY area, area_id
