// ---
// title: What is worked on in a state or province
// description: >
//   Focus areas of the programs there and of its bodies, by a source's words or through a purpose code.
// view: table
// row: a focus area
// empty: No source says what the programs are about.
// parameters:
//   - {name: id, type: area, label: State or province, default: "US-TX"}
//   - {name: as_of, type: date, label: As of, default: today}
// columns: [id, name, line, level, programs, in_force, by_code, itself]
// ---
MATCH (home:AdminArea {id: $id})
CALL (home) {
  MATCH (p:Program)-[:OPERATES_IN]->(home)
  RETURN p
  UNION
  MATCH (home)<-[:BASED_IN]-(:Organization)-[:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH|TRAINS|BENEFITS|PART_OF]-(p:Program)
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
