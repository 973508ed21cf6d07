// ---
// title: Organizations tied to a country outside programs
// description: >
//   One row a link of an organization to the country or to a body of it: partnership, training, work stated without a
//   program, or an agreement with it. Of no day: what is over is there too.
// view: table
// row: a link
// empty: No source states a link of this kind.
// parameters:
//   - {name: countries, type: texts, label: Only these countries, default: null}
// columns: [organization_id, country, how, role, other_id, other, starts, ends, source, page]
// ---
MATCH (home:Country)
WHERE home.iso2 IS NOT NULL AND ($countries IS NULL OR home.iso2 IN $countries)
CALL (home) {
  MATCH (home)-[r:TRAINS|OPERATES_IN|PARTNERS_WITH]-(o:Organization)
  RETURN o, r, r.role AS role, home AS other, r.valid_from AS starts, r.valid_to AS ends
  UNION
  MATCH (body:ForeignCounterpart {country: home.iso2})-[r:PARTNERS_WITH|TRAINS|BENEFITS]-(o:Organization)
  WHERE coalesce(o.country, '') <> home.iso2 AND (type(r) = 'PARTNERS_WITH' OR startNode(r) = o)
  RETURN o, r, r.role AS role, body AS other, r.valid_from AS starts, r.valid_to AS ends
  UNION
  MATCH (home)-[:PARTY_TO|COVERS]-(a:Agreement)<-[r:PARTY_TO]-(o:Organization)
  WHERE coalesce(o.country, '') <> home.iso2
  RETURN o, r, a.topic AS role, a AS other, a.valid_from AS starts, a.valid_to AS ends
  UNION
  MATCH (:ForeignCounterpart {country: home.iso2})-[:PARTY_TO]->(a:Agreement)<-[r:PARTY_TO]-(o:Organization)
  WHERE coalesce(o.country, '') <> home.iso2
  RETURN o, r, a.topic AS role, a AS other, a.valid_from AS starts, a.valid_to AS ends
}
RETURN o.id AS organization_id, home.iso2 AS country, type(r) AS how, role, other.id AS other_id, other.name AS other,
  starts, ends, r.source AS source, r.page AS page
ORDER BY country, organization_id, how, other_id, source, coalesce(role, ''), coalesce(starts, '')
