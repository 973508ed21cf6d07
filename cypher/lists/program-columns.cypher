// ---
// title: Columns of the list of programs
// description: >
//   What is known of programs, by their ids; columns that take counting are empty unless they are wanted.
// view: table
// row: a program
// parameters:
//   - {name: ids, type: texts, label: Their ids, default: []}
//   - {name: wanted, type: texts, label: Columns that are wanted, default: []}
//   - {name: nowhere, type: texts, label: Reporters that lead nowhere, default: []}
//   - {name: country_shares, type: texts, label: Ids of those whose shares of countries do not sum to 100, default: []}
//   - {name: sector_shares, type: texts, label: Ids of those whose shares of purposes do not sum to 100, default: []}
//   - {name: as_of, type: date, label: As of, default: today}
// columns: [id, name, acronym, kind, status, valid_from, valid_to, valid_from_text, valid_to_text, in_force, places, state, focus,
//   organizations, links, problems, identifiers, homepage, sources, pages]
// ---
UNWIND $ids AS id
MATCH (p:Program {id: id})
RETURN p.id AS id,
  p.name AS name,
  p.acronym AS acronym,
  p.level AS kind,
  p.status AS status,
  p.valid_from AS valid_from,
  p.valid_to AS valid_to,
  p.valid_from_text AS valid_from_text,
  p.valid_to_text AS valid_to_text,
  coalesce((p.valid_from IS NULL OR p.valid_from <= $as_of)
      AND (p.valid_to >= $as_of OR (p.valid_to IS NULL
        AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled'])), false) AS in_force,
  CASE WHEN 'places' IN $wanted THEN COLLECT {
    CALL (p) {
      MATCH (p)-[:OPERATES_IN|BENEFITS|TRAINS]->(c:Country)
      RETURN substring(c.id, 8) AS code
      UNION
      MATCH (p)-[:PARTNERS_WITH]-(c:Country)
      RETURN substring(c.id, 8) AS code
      UNION
      MATCH (p)-[:OPERATES_IN]->(a:AdminArea)
      RETURN a.country AS code
      UNION
      MATCH (p)-[h:BENEFITS|TRAINS]->(body:ForeignCounterpart)
      WHERE coalesce(h.country, body.country) = body.country
      RETURN body.country AS code
    }
    WITH code WHERE code IS NOT NULL
    RETURN DISTINCT code ORDER BY code
  } END AS places,
  CASE WHEN 'state' IN $wanted THEN COLLECT {
    CALL (p) {
      MATCH (p)-[:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH|TRAINS|BENEFITS|PART_OF]-(o:Organization)
      WHERE o.us_state IS NOT NULL
      RETURN 'area:US-' + o.us_state AS place
      UNION
      MATCH (p)-[:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH|TRAINS|BENEFITS|PART_OF]-(:Organization)
        -[:BASED_IN]->(a:AdminArea)
      RETURN a.id AS place
      UNION
      MATCH (p)-[:OPERATES_IN]->(a:AdminArea)
      RETURN a.id AS place
    }
    WITH place WHERE place STARTS WITH 'area:US-'
    RETURN DISTINCT substring(place, 8) AS code ORDER BY code
  } END AS state,
  CASE WHEN 'focus' IN $wanted THEN COLLECT {
    CALL (p) {
      MATCH (p)-[:ADDRESSES]->(f:FocusArea)
      RETURN f
      UNION
      MATCH (p)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(f:FocusArea)
      RETURN f
    }
    UNWIND [f.id, 'focus:' + f.line] AS area
    WITH area WHERE area IS NOT NULL
    RETURN DISTINCT area ORDER BY area
  } END AS focus,
  CASE WHEN 'organizations' IN $wanted THEN COUNT {
    MATCH (p)-[:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH|TRAINS|BENEFITS|PART_OF]-(o:Organization)
    RETURN DISTINCT o
  } END AS organizations,
  CASE WHEN 'links' IN $wanted THEN COUNT { (p)--() } END AS links,
  CASE WHEN 'problems' IN $wanted THEN [check IN [
    CASE WHEN p.valid_from IS NULL THEN 'programs-without-start' END,
    CASE WHEN p.valid_to IS NULL THEN 'programs-without-end' END,
    CASE WHEN NOT EXISTS { (p)-[:OPERATES_IN|BENEFITS|TRAINS|PARTNERS_WITH]->(:Country) }
      AND NOT EXISTS { (p)-[:OPERATES_IN]->(:AdminArea) } THEN 'programs-without-country' END,
    CASE WHEN NOT EXISTS { (p)--(:Organization) } THEN 'programs-without-organization' END,
    CASE WHEN p.valid_to < p.valid_from THEN 'end-before-start' END,
    CASE WHEN EXISTS { MATCH (p)-[r]-() WHERE startNode(r) = p AND r.valid_to < r.valid_from } THEN 'link-end-before-start' END,
    CASE WHEN p.id IN $country_shares THEN 'country-shares' END,
    CASE WHEN p.id IN $sector_shares THEN 'sector-shares' END,
    CASE WHEN p.reported_by IN $nowhere THEN 'dead-references' END
  ] WHERE check IS NOT NULL] END AS problems,
  p.identifiers AS identifiers,
  p.homepage AS homepage,
  p.sources AS sources,
  p.pages AS pages
