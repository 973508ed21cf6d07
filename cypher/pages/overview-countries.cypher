// ---
// title: What is in here, by country
// description: >
//   Countries with the programs that work there, the bodies that belong to them, and the agreements that cover
//   them, or that they or their bodies are a party to. Countries that nothing is linked to are left out.
// view: table
// row: a country
// empty: Nothing that was loaded names a country.
// parameters:
//   - {name: as_of, type: date, label: As of, default: today}
// columns: [id, name, region, programs, in_force, bodies, agreements]
// ---
MATCH (c:Country)
WITH c, split(c.id, ':')[1] AS code
CALL (c, code) {
  CALL (c, code) {
    MATCH (p:Program)-[:OPERATES_IN|BENEFITS|TRAINS|PARTNERS_WITH]-(c)
    RETURN p
    UNION
    MATCH (p:Program)-[:OPERATES_IN]->(:AdminArea)-[:PART_OF]->(c)
    RETURN p
    UNION
    MATCH (p:Program)-[h:BENEFITS|TRAINS]->(body:Organization)
    WHERE body.country = code AND body:ForeignCounterpart AND coalesce(h.country, code) = code
    RETURN p
  }
  RETURN count(p) AS programs,
    sum(CASE WHEN (p.valid_from IS NULL OR p.valid_from <= $as_of)
      AND (p.valid_to >= $as_of OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))
      THEN 1 ELSE 0 END) AS in_force
}
CALL (c, code) {
  CALL (c, code) {
    MATCH (c)<-[:COVERS]-(a:Agreement)
    RETURN a
    UNION
    MATCH (c)-[:PARTY_TO]->(a:Agreement)
    RETURN a
    UNION
    MATCH (body:Organization)-[:PARTY_TO]->(a:Agreement)
    WHERE body.country = code
    RETURN a
  }
  RETURN count(a) AS agreements
}
WITH c, programs, in_force, agreements, COUNT { MATCH (o:Organization) WHERE o.country = code } AS bodies
WHERE programs + agreements + bodies > 0
RETURN c.id AS id, c.name AS name, c.subregion AS region, programs, in_force, bodies, agreements
ORDER BY name, id
