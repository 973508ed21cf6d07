// ---
// title: Agreements of a program
// description: Agreements that cover the program, with their parties.
// view: table
// row: an agreement
// empty: No source states an agreement. There may be agreements all the same.
// parameters:
//   - {name: id, type: program, label: Program, default: "program:demo:carsi"}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: current, type: truth, label: Only what is in force on the day, default: false}
//   - {name: skip, type: integer, label: Rows before the first, default: 0}
//   - {name: size, type: integer, label: Rows at most, default: 50}
// columns: [id, name, kind, topic, valid_from, valid_to, valid_from_text, valid_to_text, in_force, parties, covers, stated]
// ---
MATCH (:Program {id: $id})<-[:COVERS]-(a:Agreement)
WITH DISTINCT a
WITH a, coalesce((a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= $as_of), false) AS in_force
WHERE in_force OR NOT $current
ORDER BY in_force DESC, coalesce(a.valid_from, '') DESC, a.id
SKIP $skip LIMIT $size
CALL (a) {
  MATCH (a)<-[:PARTY_TO]-(x)
  WHERE x:Organization OR x:Country
  WITH DISTINCT x ORDER BY x.name
  RETURN collect({id: x.id, name: x.name, kind: x.kind}) AS parties
}
CALL (a) {
  MATCH (a)-[:COVERS]->(x)
  WHERE x:Country OR x:FocusArea OR x:Program
  WITH DISTINCT x ORDER BY x.name
  RETURN collect({id: x.id, name: x.name, kind: null}) AS covers
}
CALL (a) {
  // Everyone who states it: each source and record that names a party or what it covers.
  MATCH (a)-[r:PARTY_TO|COVERS]-()
  WITH a, r.source AS source, r.record AS record, head(collect(r.page)) AS page
  ORDER BY source, record
  RETURN collect({source: source, record: record,
    page: coalesce(page, CASE WHEN size(a.sources) = 1 THEN head(a.pages) END)}) AS stated
}
RETURN a.id AS id, a.name AS name, a.kind AS kind, a.topic AS topic, a.valid_from AS valid_from,
  a.valid_to AS valid_to, a.valid_from_text AS valid_from_text, a.valid_to_text AS valid_to_text, in_force, parties, covers,
  stated
ORDER BY in_force DESC, coalesce(valid_from, '') DESC, id
