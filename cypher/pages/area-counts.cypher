// ---
// title: How much is known about a state or province
// description: >
//   Rows in each part of the profile, how many are in force on a day, and how many others they name.
// view: table
// row: a part of the profile
// parameters:
//   - {name: id, type: area, label: State or province, default: "US-TX"}
//   - {name: as_of, type: date, label: As of, default: today}
// columns: [section, total, in_force, others]
// ---
MATCH (n:AdminArea {id: $id})
CALL (n) {
  WITH n AS home
  CALL (home) {
    MATCH (x:Organization)-[r:OPERATES_IN]->(home)
    RETURN r, x, false AS outgoing, home AS via, null AS p
    UNION
    MATCH (p:Program)-[:OPERATES_IN]->(home)
    WITH DISTINCT p
    MATCH (x:Organization)-[r:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH|TRAINS|BENEFITS]-(p)
    RETURN r, x, startNode(r) = p AS outgoing, p AS via, p
    UNION
    MATCH (home)<-[:BASED_IN]-(via:Organization)
    WITH DISTINCT home, via
    MATCH (via)-[r:FUNDS|TRAINS|BENEFITS|PARTNERS_WITH]-(x:Organization|Country)
    WHERE NOT EXISTS { (x)-[:BASED_IN]->(home) }
    RETURN r, x, startNode(r) = via AS outgoing, via, null AS p
  }
  RETURN 'partners' AS section, count(r) AS total, sum(CASE WHEN coalesce((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
      AND (p IS NULL OR ((p.valid_from IS NULL OR p.valid_from <= $as_of)
    AND (p.valid_to >= $as_of OR (p.valid_to IS NULL
      AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled'])))), false) THEN 1 ELSE 0 END) AS in_force,
    count(DISTINCT x) AS others
  UNION ALL
  WITH n AS home
  CALL (home) {
    MATCH (p:Program)-[r:OPERATES_IN]->(home)
    RETURN r, p, home AS via
    UNION
    MATCH (home)<-[:BASED_IN]-(via:Organization)-[r:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH|TRAINS|BENEFITS|PART_OF]-(p:Program)
    RETURN r, p, via
  }
  RETURN 'programs' AS section, count(r) AS total, sum(CASE WHEN coalesce((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
      AND (p.valid_from IS NULL OR p.valid_from <= $as_of)
    AND (p.valid_to >= $as_of OR (p.valid_to IS NULL
      AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled'])), false) THEN 1 ELSE 0 END) AS in_force,
    count(DISTINCT p) AS others
  UNION ALL
  MATCH (x:Organization)-[r:BASED_IN]->(n)
  RETURN 'bodies' AS section, count(r) AS total, sum(CASE WHEN coalesce((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of), false) THEN 1 ELSE 0 END) AS in_force, count(DISTINCT x) AS others
  UNION ALL
  MATCH (n)<-[:BASED_IN]-(:Organization)-[:PARTY_TO]->(a:Agreement)
  WITH DISTINCT a
  RETURN 'agreements' AS section, count(a) AS total, sum(CASE WHEN coalesce((a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= $as_of), false) THEN 1 ELSE 0 END) AS in_force, null AS others
  UNION ALL
  MATCH (n)<-[:BASED_IN]-(:Organization)<-[:PROVIDED_BY|RECEIVED_BY]-(f:Figure)
  RETURN 'money' AS section, count(DISTINCT f) AS total, null AS in_force, null AS others
  UNION ALL
  MATCH (n)-[r:MEASURED]->(x:Indicator)
  RETURN 'indicators' AS section, count(r) AS total, null AS in_force, count(DISTINCT x) AS others
}
RETURN section, total, in_force, others
