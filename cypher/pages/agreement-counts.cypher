// ---
// title: How much is known about an agreement
// description: >
//   Rows in each part of the profile, how many are in force on a day, and how many others they name.
// view: table
// row: a part of the profile
// parameters:
//   - {name: id, type: agreement, label: Agreement, default: "agreement:demo:agr-europol-al-2013"}
//   - {name: as_of, type: date, label: As of, default: today}
// columns: [section, total, in_force, others]
// ---
MATCH (n:Agreement {id: $id})
CALL (n) {
  WITH n AS a
  MATCH (a)<-[r:PARTY_TO]-(x:Organization|Country)
  RETURN 'parties' AS section, count(r) AS total, sum(CASE WHEN coalesce((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
      AND (a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= $as_of), false) THEN 1 ELSE 0 END) AS in_force,
    count(DISTINCT x) AS others
  UNION ALL
  WITH n AS a
  MATCH (a)-[r:COVERS]->(x:Country|FocusArea|Program)
  RETURN 'covers' AS section, count(r) AS total, sum(CASE WHEN coalesce((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
      AND (a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= $as_of), false) THEN 1 ELSE 0 END) AS in_force,
    count(DISTINCT x) AS others
  UNION ALL
  MATCH (n)-[:COVERS]->(p:Program)
  WITH DISTINCT p
  MATCH (p)-[r:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH|TRAINS|BENEFITS]-(x:Organization)
  RETURN 'work' AS section, count(r) AS total, sum(CASE WHEN coalesce((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
      AND (p.valid_from IS NULL OR p.valid_from <= $as_of)
    AND (p.valid_to >= $as_of OR (p.valid_to IS NULL
      AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled'])), false) THEN 1 ELSE 0 END) AS in_force,
    count(DISTINCT x) AS others
  UNION ALL
  MATCH (n)-[:COVERS]->(:Program)<-[:FOR]-(f:Figure)
  RETURN 'money' AS section, count(DISTINCT f) AS total, null AS in_force, null AS others
  UNION ALL
  MATCH (n)<-[:PARTY_TO]-(party:Organization|Country)-[:PARTY_TO]->(a:Agreement)
  WHERE a <> n
  WITH a, count(DISTINCT party) AS shared
  WHERE shared > 1
  RETURN 'related' AS section, count(a) AS total, sum(CASE WHEN coalesce((a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= $as_of), false) THEN 1 ELSE 0 END) AS in_force,
    null AS others
}
RETURN section, total, in_force, others
