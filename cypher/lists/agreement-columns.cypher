// ---
// title: Columns of the list of agreements
// description: >
//   What is known of agreements, by their ids; columns that take counting are empty unless they are wanted.
// view: table
// row: an agreement
// parameters:
//   - {name: ids, type: texts, label: Their ids, default: []}
//   - {name: wanted, type: texts, label: Columns that are wanted, default: []}
//   - {name: as_of, type: date, label: As of, default: today}
// columns: [id, name, kind, topic, valid_from, valid_to, valid_from_text, valid_to_text, in_force, parties, places, state, focus,
//   problems, sources, pages]
// ---
UNWIND $ids AS id
MATCH (a:Agreement {id: id})
RETURN a.id AS id,
  a.name AS name,
  a.kind AS kind,
  a.topic AS topic,
  a.valid_from AS valid_from,
  a.valid_to AS valid_to,
  a.valid_from_text AS valid_from_text,
  a.valid_to_text AS valid_to_text,
  (a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= $as_of) AS in_force,
  CASE WHEN 'parties' IN $wanted THEN COLLECT {
    MATCH (a)<-[:PARTY_TO]-(o:Organization|Country)
    WITH DISTINCT o ORDER BY o.name, o.id
    RETURN {id: o.id, name: o.name, kind: o.kind}
  } END AS parties,
  CASE WHEN 'places' IN $wanted THEN COLLECT {
    CALL (a) {
      MATCH (a)-[:COVERS]->(c:Country)
      RETURN substring(c.id, 8) AS code
      UNION
      MATCH (a)<-[:PARTY_TO]-(c:Country)
      RETURN substring(c.id, 8) AS code
      UNION
      MATCH (a)<-[:PARTY_TO]-(o:Organization)
      RETURN o.country AS code
    }
    WITH code WHERE code IS NOT NULL
    RETURN DISTINCT code ORDER BY code
  } END AS places,
  CASE WHEN 'state' IN $wanted THEN COLLECT {
    CALL (a) {
      MATCH (a)<-[:PARTY_TO]-(o:Organization)
      WHERE o.us_state IS NOT NULL
      RETURN 'area:US-' + o.us_state AS place
      UNION
      MATCH (a)<-[:PARTY_TO]-(:Organization)-[:BASED_IN]->(home:AdminArea)
      RETURN home.id AS place
    }
    WITH place WHERE place STARTS WITH 'area:US-'
    RETURN DISTINCT substring(place, 8) AS code ORDER BY code
  } END AS state,
  CASE WHEN 'focus' IN $wanted THEN COLLECT {
    CALL (a) {
      MATCH (a)-[:COVERS]->(f:FocusArea)
      RETURN f
      UNION
      MATCH (a)-[:COVERS]->(:Program)-[:ADDRESSES]->(f:FocusArea)
      RETURN f
      UNION
      MATCH (a)-[:COVERS]->(:Program)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(f:FocusArea)
      RETURN f
    }
    UNWIND [f.id, 'focus:' + f.line] AS area
    WITH area WHERE area IS NOT NULL
    RETURN DISTINCT area ORDER BY area
  } END AS focus,
  CASE WHEN 'problems' IN $wanted THEN CASE WHEN a.valid_to < a.valid_from THEN ['end-before-start'] ELSE [] END END AS problems,
  a.sources AS sources,
  a.pages AS pages
