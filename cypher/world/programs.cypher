// ---
// title: Programs in force in each country
// description: >
//   Programs in force on a day by country, whatever they work on. A program stands in a country as in the coverage matrix:
//   where it operates, which it helps or trains, or whose bodies it helps or trains. A country without a row has none that a
//   source names.
// view: table
// row: a country
// empty: No program that is in force on this day names a country.
// parameters:
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: to the day}
// columns: [country, programs]
// ---
MATCH (p:Program)
WHERE (p.valid_from IS NULL OR p.valid_from <= $as_of)
  AND (p.valid_to >= coalesce($since, $as_of)
    OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))
MATCH (p)-[w:OPERATES_IN|BENEFITS|TRAINS]->(place)
WHERE (w.valid_from IS NULL OR w.valid_from <= $as_of) AND (w.valid_to IS NULL OR w.valid_to >= coalesce($since, $as_of))
WITH p, CASE
  WHEN place:Country THEN place.iso2
  WHEN place:AdminArea THEN place.country
  WHEN w.country IS NOT NULL THEN w.country
  WHEN place:ForeignCounterpart THEN place.country
END AS country
WHERE country IS NOT NULL
RETURN country, count(DISTINCT p) AS programs
ORDER BY country
