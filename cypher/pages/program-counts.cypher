// ---
// title: How much is known about a program
// description: Rows in each part of the profile, how many are in force on a day, and how many others they name.
// view: table
// row: a part of the profile
// parameters:
//   - {name: id, type: program, label: Program, default: "program:demo:carsi"}
//   - {name: as_of, type: date, label: As of, default: today}
// columns: [section, total, in_force, others]
// ---
MATCH (n:Program {id: $id})
CALL (n) {
  MATCH (n)-[r:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH|TRAINS|BENEFITS|PART_OF]-(x:Organization)
  RETURN 'roles' AS section, count(r) AS total, sum(CASE WHEN coalesce((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of), false) THEN 1 ELSE 0 END) AS in_force,
    count(DISTINCT x) AS others
  UNION ALL
  MATCH (n)-[r:OPERATES_IN|BENEFITS|TRAINS|PARTNERS_WITH]-(x:Country|AdminArea)
  RETURN 'places' AS section, count(r) AS total, sum(CASE WHEN coalesce((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of), false) THEN 1 ELSE 0 END) AS in_force,
    count(DISTINCT x) AS others
  UNION ALL
  MATCH (n)-[r:ADDRESSES|CLASSIFIED_AS]->(x:FocusArea|Sector)
  RETURN 'focus' AS section, count(r) AS total, sum(CASE WHEN coalesce((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of), false) THEN 1 ELSE 0 END) AS in_force,
    count(DISTINCT x) AS others
  UNION ALL
  MATCH (n)-[r:PART_OF|RELATED_TO|PARTNERS_WITH]-(x:Program)
  RETURN 'related' AS section, count(r) AS total, sum(CASE WHEN coalesce((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of), false) THEN 1 ELSE 0 END) AS in_force,
    count(DISTINCT x) AS others
  UNION ALL
  MATCH (n)<-[:COVERS]-(a:Agreement)
  WITH DISTINCT a
  RETURN 'agreements' AS section, count(a) AS total, sum(CASE WHEN coalesce((a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= $as_of), false) THEN 1 ELSE 0 END) AS in_force,
    count(DISTINCT a) AS others
  UNION ALL
  MATCH (n)<-[:FOR]-(f:Figure)
  RETURN 'money' AS section, count(DISTINCT f) AS total, null AS in_force, null AS others
}
RETURN section, total, in_force, others
