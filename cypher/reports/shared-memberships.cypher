// ---
// title: What two countries are both members of
// theme: Partners
// description: >
//   International organizations and regional bodies of which two countries, or bodies of both, are members: a table at which both sit. It
//   shows what sources state of memberships; being a member does not mean working together, and a missing membership may
//   not be in our sources.
// view: table
// row: an organization
// empty: No source names an organization of which both countries are members on this day. That says nothing about those that our sources do not cover.
// related: [members-and-work, works-in-a-not-in-b, regional-programs]
// parameters:
//   - {name: country, type: country, label: First country}
//   - {name: other_country, type: country, label: Second country}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: "to the day of As of; left out: on that day"}
// columns:
//   - organization
//   - organization_id
//   - organization_kind: Kind
//   - first: Member of the first country
//   - first_id
//   - second: Member of the second country
//   - second_id
//   - programs: Programs that it delivers in both (number)
//   - sources
//   - records
// ---
UNWIND [1, 2] AS side
WITH side, CASE side WHEN 1 THEN $country ELSE $other_country END AS iso2
CALL (iso2) {
  MATCH (x:Country {id: 'country:' + iso2})-[r:MEMBER_OF]->(o:Organization)
  RETURN x, r, o
  UNION
  MATCH (x:Organization {country: iso2})-[r:MEMBER_OF]->(o:Organization)
  WHERE x:ForeignCounterpart
  RETURN x, r, o
}
WITH side, x, r, o
WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= coalesce($since, $as_of))
WITH o, collect(DISTINCT CASE side WHEN 1 THEN x END) AS first, collect(DISTINCT CASE side WHEN 2 THEN x END) AS second, collect(DISTINCT r) AS links
WHERE size(first) > 0 AND size(second) > 0
WITH o, links,
  COLLECT { UNWIND first AS x WITH x ORDER BY toLower(x.name), x.id RETURN x } AS first,
  COLLECT { UNWIND second AS x WITH x ORDER BY toLower(x.name), x.id RETURN x } AS second,
  COUNT {
    MATCH (o)-[:IMPLEMENTS]->(p:Program)
    WHERE (p.valid_from IS NULL OR p.valid_from <= $as_of)
      AND (p.valid_to >= coalesce($since, $as_of) OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))
      AND EXISTS { (p)-[:OPERATES_IN|BENEFITS|TRAINS]->(:Country {iso2: $country}) }
      AND EXISTS { (p)-[:OPERATES_IN|BENEFITS|TRAINS]->(:Country {iso2: $other_country}) }
    RETURN DISTINCT p
  } AS programs
RETURN o.name AS organization, o.id AS organization_id, o.kind AS organization_kind, [x IN first | x.name] AS first, [x IN first | x.id] AS first_id,
  [x IN second | x.name] AS second, [x IN second | x.id] AS second_id, programs,
  COLLECT { UNWIND links AS r WITH DISTINCT r.source AS source ORDER BY source RETURN source } AS sources,
  COLLECT { UNWIND links AS r WITH DISTINCT r.source + '/' + r.record AS record ORDER BY record RETURN record } AS records
ORDER BY toLower(organization), organization_id
