// ---
// title: What an organization works on
// description: Focus areas of its programs, by a source's words or through a purpose code, and those that a source names for itself.
// view: table
// row: a focus area
// empty: No source says what it works on.
// parameters:
//   - {name: id, type: organization, label: Organization, default: "org:demo:inl"}
//   - {name: as_of, type: date, label: As of, default: today}
// columns: [id, name, line, level, programs, in_force, by_code, itself]
// ---
MATCH (o:Organization {id: $id})
CALL (o) {
  MATCH (o)-[:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH|TRAINS|BENEFITS|PART_OF]-(p:Program)-[:ADDRESSES]->(f:FocusArea)
  RETURN f, p, false AS coded
  UNION
  MATCH (o)-[:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH|TRAINS|BENEFITS|PART_OF]-(p:Program)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(f:FocusArea)
  RETURN f, p, true AS coded
  UNION
  MATCH (o)-[:ADDRESSES]->(f:FocusArea)
  RETURN f, null AS p, false AS coded
}
WITH f, p, min(coded) AS coded
WITH f, count(p) AS programs, sum(CASE WHEN p IS NOT NULL AND (p.valid_from IS NULL OR p.valid_from <= $as_of)
      AND (p.valid_to >= $as_of OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))
      THEN 1 ELSE 0 END) AS in_force,
  sum(CASE WHEN p IS NOT NULL AND coded THEN 1 ELSE 0 END) AS by_code, count(*) > count(p) AS itself
RETURN f.id AS id, f.name AS name, f.line AS line, f.level AS level, programs, in_force, by_code, itself
ORDER BY line, level, coalesce(f.sequence, 0), name
