// ---
// title: What is worked on in a country
// description: Focus areas of the programs in the country, by a source's words or through a purpose code.
// view: table
// row: a focus area
// empty: No source says what the programs there are about.
// parameters:
//   - {name: id, type: country, label: Country, default: GT}
//   - {name: as_of, type: date, label: As of, default: today}
// columns: [id, name, line, level, programs, in_force, by_code, itself]
// ---
MATCH (home:Country {id: 'country:' + $id})
CALL (home) {
  MATCH (p:Program)-[:OPERATES_IN|BENEFITS|TRAINS|PARTNERS_WITH]-(home)
  RETURN p
  UNION
  MATCH (p:Program)-[:OPERATES_IN]->(:AdminArea)-[:PART_OF]->(home)
  RETURN p
  UNION
  MATCH (p:Program)-[h:BENEFITS|TRAINS]->(body:Organization)
  WHERE body.country = $id AND body:ForeignCounterpart AND coalesce(h.country, $id) = $id
  RETURN p
}
CALL (p) {
  MATCH (p)-[:ADDRESSES]->(f:FocusArea)
  RETURN f, false AS coded
  UNION
  MATCH (p)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(f:FocusArea)
  RETURN f, true AS coded
}
WITH f, p, min(coded) AS coded
WITH f, count(p) AS programs, sum(CASE WHEN (p.valid_from IS NULL OR p.valid_from <= $as_of)
      AND (p.valid_to >= $as_of OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))
      THEN 1 ELSE 0 END) AS in_force,
  sum(CASE WHEN coded THEN 1 ELSE 0 END) AS by_code
RETURN f.id AS id, f.name AS name, f.line AS line, f.level AS level, programs, in_force, by_code, false AS itself
ORDER BY line, level, coalesce(f.sequence, 0), name
