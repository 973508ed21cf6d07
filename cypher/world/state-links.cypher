// ---
// title: U.S. state and local agencies by partner country, counted
// description: >
//   How many U.S. state and local agencies of each state a source connects with each country on a day, and how: as in the
//   report of U.S. state and local agencies by partner country, which has a row for each connection.
// view: table
// row: a country and a U.S. state
// empty: No source names a U.S. state or local agency with a country on this day.
// parameters:
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: to the day}
// columns: [country, us_state, agencies, agency, how]
// ---
MATCH (agency:StateAgency|LocalAgency)
CALL (agency) {
  MATCH (agency)-[r:PARTNERS_WITH|TRAINS|OPERATES_IN]-(c:Country)
  WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= coalesce($since, $as_of))
  RETURN c.iso2 AS country,
    CASE type(r) WHEN 'TRAINS' THEN 'trains there' WHEN 'OPERATES_IN' THEN 'works there' ELSE coalesce(r.role, 'partner') END AS how
  UNION
  MATCH (agency)-[r:PARTNERS_WITH|TRAINS]-(body:Organization)
  WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= coalesce($since, $as_of))
  RETURN coalesce(CASE WHEN body:ForeignCounterpart THEN body.country END, r.country) AS country,
    CASE WHEN type(r) = 'PARTNERS_WITH' THEN 'partner' WHEN startNode(r) = agency THEN 'trains' ELSE 'is trained by' END AS how
  UNION
  MATCH (agency)-[r:IMPLEMENTS|EXTENDS|PARTNERS_WITH]-(p:Program)
  WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= coalesce($since, $as_of))
    AND (p.valid_from IS NULL OR p.valid_from <= $as_of)
    AND (p.valid_to >= coalesce($since, $as_of) OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))
  MATCH (p)-[:OPERATES_IN|BENEFITS|TRAINS]->(place)
  RETURN CASE WHEN place:Country THEN place.iso2 WHEN place:AdminArea OR place:ForeignCounterpart THEN place.country END AS country,
    CASE type(r) WHEN 'IMPLEMENTS' THEN 'delivers a program' WHEN 'EXTENDS' THEN 'manages a program' ELSE 'partner in a program' END AS how
  UNION
  MATCH (agency)-[r:PARTY_TO]->(a:Agreement)
  WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= coalesce($since, $as_of))
    AND (a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= coalesce($since, $as_of))
  MATCH (a)-[:COVERS|PARTY_TO]-(place)
  RETURN CASE WHEN place:Country THEN place.iso2 WHEN place:ForeignCounterpart THEN place.country END AS country,
    'party to an agreement' AS how
}
WITH country, agency, how
WHERE country <> 'US'
RETURN country, agency.us_state AS us_state, count(DISTINCT agency) AS agencies, min(agency.name) AS agency, collect(DISTINCT how) AS how
ORDER BY country, us_state
