// ---
// title: Columns of the list of organizations
// description: >
//   What is known of organizations, by their ids; columns that take counting are empty unless they are wanted.
// view: table
// row: an organization
// parameters:
//   - {name: ids, type: texts, label: Their ids, default: []}
//   - {name: wanted, type: texts, label: Columns that are wanted, default: []}
//   - {name: twice, type: texts, label: Ids of those that share an identifier, default: []}
//   - {name: as_of, type: date, label: As of, default: today}
// columns: [id, name, acronym, aliases, kind, country_id, country, state, focus, programs, links, in_force, problems, identifiers,
//   homepage, sources, pages]
// ---
UNWIND $ids AS id
MATCH (o:Organization {id: id})
OPTIONAL MATCH (c:Country {id: 'country:' + o.country})
RETURN o.id AS id,
  o.name AS name,
  o.acronym AS acronym,
  o.aliases AS aliases,
  o.kind AS kind,
  c.id AS country_id,
  c.name AS country,
  CASE WHEN 'state' IN $wanted THEN COLLECT {
    CALL (o) {
      WITH o WHERE o.us_state IS NOT NULL
      RETURN 'area:US-' + o.us_state AS place
      UNION
      MATCH (o)-[:BASED_IN]->(a:AdminArea)
      RETURN a.id AS place
    }
    WITH place WHERE place STARTS WITH 'area:US-'
    RETURN DISTINCT substring(place, 8) AS code ORDER BY code
  } END AS state,
  CASE WHEN 'focus' IN $wanted THEN COLLECT {
    CALL (o) {
      MATCH (o)-[:ADDRESSES]->(f:FocusArea)
      RETURN f
      UNION
      MATCH (o)-[:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH|TRAINS|BENEFITS|PART_OF]-(:Program)
        -[:ADDRESSES|CLASSIFIED_AS]->(x:FocusArea|Sector)
      WITH DISTINCT x
      MATCH (x)-[:MAPS_TO*0..1]->(f:FocusArea)
      RETURN f
    }
    UNWIND [f.id, 'focus:' + f.line] AS area
    WITH area WHERE area IS NOT NULL
    RETURN DISTINCT area ORDER BY area
  } END AS focus,
  CASE WHEN 'programs' IN $wanted THEN COUNT {
    MATCH (o)-[:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH|TRAINS|BENEFITS|PART_OF]-(p:Program)
    RETURN DISTINCT p
  } END AS programs,
  CASE WHEN 'links' IN $wanted THEN COUNT { (o)--() } END AS links,
  CASE WHEN 'in_force' IN $wanted THEN EXISTS {
    MATCH (o)-[r:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH|TRAINS|BENEFITS|PARTY_TO]-(x:Organization|Country|Program|Agreement)
    WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
      AND (x:Organization OR x:Country OR ((x.valid_from IS NULL OR x.valid_from <= $as_of)
        AND (x.valid_to >= $as_of OR (x.valid_to IS NULL
          AND NOT coalesce(x.status, '') IN ['completed', 'closed', 'cancelled']))))
  } END AS in_force,
  CASE WHEN 'problems' IN $wanted THEN [check IN [
    CASE WHEN o.kind IS NULL THEN 'organizations-without-kind' END,
    CASE WHEN o.country IS NULL AND NOT coalesce(o.kind, '') IN ['international_organization', 'regional_body']
      AND NOT EXISTS { (o)-[:BASED_IN]->() } THEN 'organizations-without-country' END,
    CASE WHEN size(coalesce(o.identifiers, [])) = 0 THEN 'organizations-without-identifier' END,
    CASE WHEN EXISTS { MATCH (o)-[r]-() WHERE startNode(r) = o AND r.valid_to < r.valid_from } THEN 'link-end-before-start' END,
    CASE WHEN o.id IN $twice THEN 'duplicate-identifiers' END
  ] WHERE check IS NOT NULL] END AS problems,
  o.identifiers AS identifiers,
  o.homepage AS homepage,
  o.sources AS sources,
  o.pages AS pages
