// ---
// title: What is in here, by line of effort
// description: >
//   Lines of effort with the programs that address them, or a topic below them, by a source's own words or through a
//   purpose code. A program may count under several lines.
// view: table
// row: a line of effort
// empty: No focus areas were loaded.
// parameters:
//   - {name: as_of, type: date, label: As of, default: today}
// columns: [id, name, line, programs, in_force, countries]
// ---
MATCH (f:FocusArea {level: 'line'})
CALL (f) {
  CALL (f) {
    MATCH (p:Program)-[:ADDRESSES]->(:FocusArea)-[:PART_OF*0..1]->(f)
    RETURN p
    UNION
    MATCH (p:Program)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(:FocusArea)-[:PART_OF*0..1]->(f)
    RETURN p
  }
  RETURN collect(p) AS found
}
CALL (found) {
  UNWIND found AS p
  MATCH (p)-[:OPERATES_IN]->(c:Country)
  RETURN count(DISTINCT c) AS countries
}
RETURN f.id AS id, f.name AS name, f.line AS line, size(found) AS programs,
  size([p IN found WHERE (p.valid_from IS NULL OR p.valid_from <= $as_of)
    AND (p.valid_to >= $as_of OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))]) AS in_force,
  countries
ORDER BY coalesce(f.sequence, 0), line
