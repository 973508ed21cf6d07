// ---
// title: Where an organization trains
// description: Countries in which organizations train somebody, or train a body that a program helps there. Where they do anything else is not here.
// view: table
// row: a country
// empty: No source says that one of these trains anybody.
// parameters:
//   - {name: organizations, type: texts, label: Ids of organizations, default: ["org:demo:unodc"]}
//   - {name: as_of, type: date, label: As of, default: today}
// columns: [country]
// ---
UNWIND $organizations AS id
MATCH (:Organization {id: id})-[r:TRAINS]->(place)
WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
CALL (r, place) {
  RETURN CASE WHEN place:Country THEN place.iso2 ELSE coalesce(r.country, place.country) END AS country
  UNION
  WITH r, place
  WHERE place:Organization
  MATCH (:Program)-[w:BENEFITS|TRAINS]->(place)
  RETURN coalesce(w.country, place.country) AS country
}
WITH DISTINCT country
WHERE country IS NOT NULL
RETURN country
ORDER BY country
