// ---
// title: How much is known about an organization
// description: Rows in each part of the profile, how many are in force on a day, and how many others they name.
// view: table
// row: a part of the profile
// parameters:
//   - {name: id, type: organization, label: Organization, default: "org:demo:inl"}
//   - {name: as_of, type: date, label: As of, default: today}
// columns: [section, total, in_force, others]
// ---
MATCH (n:Organization {id: $id})
CALL (n) {
  MATCH (n)-[r:FUNDS|TRAINS|BENEFITS|PARTNERS_WITH]-(x:Organization|Country)
  RETURN 'partners' AS section, count(r) AS total, sum(CASE WHEN coalesce((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of), false) THEN 1 ELSE 0 END) AS in_force,
    count(DISTINCT x) AS others
  UNION ALL
  MATCH (n)-[:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH|TRAINS|BENEFITS]-(p:Program)
  WITH DISTINCT n, p
  MATCH (p)-[r:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH|TRAINS|BENEFITS]-(x:Organization)
  WHERE x <> n
  RETURN 'shared' AS section, count(r) AS total, sum(CASE WHEN coalesce((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
      AND (p.valid_from IS NULL OR p.valid_from <= $as_of)
    AND (p.valid_to >= $as_of OR (p.valid_to IS NULL
      AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled'])), false) THEN 1 ELSE 0 END) AS in_force,
    count(DISTINCT x) AS others
  UNION ALL
  MATCH (n)-[r:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH|TRAINS|BENEFITS|PART_OF]-(p:Program)
  RETURN 'programs' AS section, count(r) AS total, sum(CASE WHEN coalesce((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
      AND (p.valid_from IS NULL OR p.valid_from <= $as_of)
    AND (p.valid_to >= $as_of OR (p.valid_to IS NULL
      AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled'])), false) THEN 1 ELSE 0 END) AS in_force,
    count(DISTINCT p) AS others
  UNION ALL
  MATCH (n)-[r:PART_OF|MEMBER_OF|SUCCEEDED_BY]-(x:Organization|Country)
  RETURN 'structure' AS section, count(r) AS total, sum(CASE WHEN coalesce((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of), false) THEN 1 ELSE 0 END) AS in_force,
    count(DISTINCT x) AS others
  UNION ALL
  MATCH (n)-[r:OPERATES_IN|BASED_IN]->(x:Country|AdminArea)
  RETURN 'places' AS section, count(r) AS total, sum(CASE WHEN coalesce((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of), false) THEN 1 ELSE 0 END) AS in_force,
    count(DISTINCT x) AS others
  UNION ALL
  MATCH (n)-[:PARTY_TO]->(a:Agreement)
  WITH DISTINCT a
  RETURN 'agreements' AS section, count(a) AS total, sum(CASE WHEN coalesce((a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= $as_of), false) THEN 1 ELSE 0 END) AS in_force,
    count(DISTINCT a) AS others
  UNION ALL
  MATCH (n)<-[:PROVIDED_BY|RECEIVED_BY]-(f:Figure)
  RETURN 'money' AS section, count(DISTINCT f) AS total, null AS in_force, null AS others
}
RETURN section, total, in_force, others
