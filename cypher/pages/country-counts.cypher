// ---
// title: How much is known about a country
// description: Rows in each part of the profile, how many are in force on a day, and how many others they name.
// view: table
// row: a part of the profile
// parameters:
//   - {name: id, type: country, label: Country, default: "GT"}
//   - {name: as_of, type: date, label: As of, default: today}
// columns: [section, total, in_force, others]
// ---
MATCH (n:Country {id: 'country:' + $id})
CALL (n) {
  WITH n AS home
  CALL (home) {
    MATCH (x:Organization)-[r:OPERATES_IN|FUNDS|TRAINS|PARTNERS_WITH]-(home)
    RETURN r, x, startNode(r) = home AS outgoing, home AS via, null AS p
    UNION
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
    MATCH (x:Organization)-[r:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH]-(p)
    WHERE r.country IS NULL OR r.country = $id
      OR NOT EXISTS { MATCH (p)-[:OPERATES_IN|BENEFITS|TRAINS]->(other:Country) WHERE other.iso2 = r.country }
    RETURN r, x, startNode(r) = p AS outgoing, p AS via, p
    UNION
    MATCH (body:Organization)-[r:FUNDS|TRAINS|BENEFITS|PARTNERS_WITH]-(x:Organization)
    WHERE body.country = $id AND body:ForeignCounterpart AND coalesce(x.country, '') <> $id
    RETURN r, x, startNode(r) = body AS outgoing, body AS via, null AS p
  }
  RETURN 'partners' AS section, count(r) AS total, sum(CASE WHEN coalesce((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
      AND (p IS NULL OR ((p.valid_from IS NULL OR p.valid_from <= $as_of)
    AND (p.valid_to >= $as_of OR (p.valid_to IS NULL
      AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled'])))), false) THEN 1 ELSE 0 END) AS in_force,
    count(DISTINCT x) AS others
  UNION ALL
  WITH n AS home
  CALL (home) {
    MATCH (p:Program)-[r:OPERATES_IN|BENEFITS|TRAINS|PARTNERS_WITH]-(home)
    RETURN r, p, null AS via
    UNION
    MATCH (p:Program)-[r:OPERATES_IN]->(via:AdminArea)-[:PART_OF]->(home)
    RETURN r, p, via
    UNION
    MATCH (p:Program)-[r:BENEFITS|TRAINS]->(via:Organization)
    WHERE via.country = $id AND via:ForeignCounterpart AND coalesce(r.country, $id) = $id
    RETURN r, p, via
  }
  RETURN 'programs' AS section, count(r) AS total, sum(CASE WHEN coalesce((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
      AND (p.valid_from IS NULL OR p.valid_from <= $as_of)
    AND (p.valid_to >= $as_of OR (p.valid_to IS NULL
      AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled'])), false) THEN 1 ELSE 0 END) AS in_force,
    count(DISTINCT p) AS others
  UNION ALL
  MATCH (x:Organization)-[r:BASED_IN]->(n)
  RETURN 'bodies' AS section, count(r) AS total, sum(CASE WHEN coalesce((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of), false) THEN 1 ELSE 0 END) AS in_force,
    count(DISTINCT x) AS others
  UNION ALL
  MATCH (n)-[r:MEMBER_OF]->(x:Organization)
  RETURN 'memberships' AS section, count(r) AS total, sum(CASE WHEN coalesce((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of), false) THEN 1 ELSE 0 END) AS in_force,
    count(DISTINCT x) AS others
  UNION ALL
  WITH n AS home
  CALL (home) {
    MATCH (home)-[r:PARTY_TO]->(a:Agreement)
    RETURN a
    UNION
    MATCH (home)<-[r:COVERS]-(a:Agreement)
    RETURN a
    UNION
    MATCH (body:Organization)-[r:PARTY_TO]->(a:Agreement)
    WHERE body.country = $id
    RETURN a
  }
  RETURN 'agreements' AS section, count(a) AS total, sum(CASE WHEN coalesce((a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= $as_of), false) THEN 1 ELSE 0 END) AS in_force,
    count(DISTINCT a) AS others
  UNION ALL
  MATCH (n)<-[:FOR|PROVIDED_BY|RECEIVED_BY]-(f:Figure)
  RETURN 'money' AS section, count(DISTINCT f) AS total, null AS in_force, null AS others
  UNION ALL
  MATCH (n)-[r:MEASURED]->(x:Indicator)
  RETURN 'indicators' AS section, count(r) AS total, null AS in_force, count(DISTINCT x) AS others
}
RETURN section, total, in_force, others
