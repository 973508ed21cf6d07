// ---
// title: U.S. state and local agencies by partner country
// theme: "U.S. state and local agencies"
// description: >
//   Every U.S. state or local agency that a source connects with a country, and how: directly (the State Partnership Program
//   among them), by training or working with a body of that country, by delivering a program there, or by an agreement with
//   it. An agency that is not here may still work there: our sources do not cover them all.
// view: map
// scans: {LocalAgency: "every agency is asked about", StateAgency: "every agency is asked about"}
// map: {country: country, count: agency, unit: agencies}
// related: [us-states-at-work, no-us-state-or-local-agency, who-trains-whom]
// row: a country, an agency and one way in which they are connected
// empty: >
//   No source names a U.S. state or local agency with these choices that is in force on this day. Try another day, or
//   include what has ended.
// parameters:
//   - {name: country, type: country, label: Country, default: null}
//   - {name: us_state, type: us_state, label: U.S. state of the agency, default: null}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: "to the day of As of; left out: on that day"}
//   - {name: all_times, type: truth, label: Also what has ended or not begun, default: false}
// columns:
//   - country
//   - country_id
//   - agency
//   - agency_id
//   - agency_kind: Kind of agency
//   - us_state: U.S. state
//   - how: How
//   - through: With or through
//   - through_id
//   - since: Since
//   - until: Until
//   - in_force: In force on the day
//   - sources
//   - records
// ---
MATCH (agency:StateAgency|LocalAgency)
WHERE $us_state IS NULL OR agency.us_state = $us_state
CALL (agency) {
  MATCH (agency)-[r:PARTNERS_WITH|TRAINS|OPERATES_IN]-(c:Country)
  RETURN c.iso2 AS iso2, CASE type(r) WHEN 'TRAINS' THEN 'trains there' WHEN 'OPERATES_IN' THEN 'works there' ELSE coalesce(r.role, 'partner') END AS how,
    null AS through, r
  UNION ALL
  MATCH (agency)-[r:PARTNERS_WITH|TRAINS]-(body:Organization)
  RETURN coalesce(CASE WHEN body:ForeignCounterpart THEN body.country END, r.country) AS iso2,
    CASE WHEN type(r) = 'PARTNERS_WITH' THEN 'partner' WHEN startNode(r) = agency THEN 'trains' ELSE 'is trained by' END AS how,
    body AS through, r
  UNION ALL
  MATCH (agency)-[r:IMPLEMENTS|EXTENDS|PARTNERS_WITH]-(p:Program)-[:OPERATES_IN|BENEFITS|TRAINS]->(place:Country|AdminArea|Organization)
  WITH DISTINCT agency, r, p,
    CASE WHEN place:Country THEN place.iso2 WHEN place:AdminArea OR place:ForeignCounterpart THEN place.country END AS iso2
  RETURN iso2, CASE type(r) WHEN 'IMPLEMENTS' THEN 'delivers a program' WHEN 'EXTENDS' THEN 'manages a program' ELSE 'partner in a program' END AS how,
    p AS through, r
  UNION ALL
  MATCH (agency)-[r:PARTY_TO]->(a:Agreement)
  CALL (a) {
    MATCH (a)-[:COVERS]->(c:Country) RETURN c.iso2 AS iso2
    UNION
    MATCH (a)<-[:PARTY_TO]-(c:Country) RETURN c.iso2 AS iso2
    UNION
    MATCH (a)<-[:PARTY_TO]-(body:ForeignCounterpart) RETURN body.country AS iso2
  }
  RETURN iso2, 'party to an agreement' AS how, a AS through, r
}
WITH agency, iso2, how, through, r
WHERE iso2 <> 'US' AND ($country IS NULL OR iso2 = $country)
WITH agency, iso2, how, through, r,
  (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= coalesce($since, $as_of))
  AND (through IS NULL OR through:Organization OR (
    (through.valid_from IS NULL OR through.valid_from <= $as_of)
    AND (through.valid_to >= coalesce($since, $as_of)
      OR (through.valid_to IS NULL AND NOT coalesce(through.status, '') IN ['completed', 'closed', 'cancelled'])))) AS in_force
WITH agency, iso2, how, through, collect(DISTINCT r) AS links, any(each IN collect(coalesce(in_force, false)) WHERE each) AS in_force
WHERE $all_times OR in_force
MATCH (c:Country {id: 'country:' + iso2})
RETURN c.name AS country, c.id AS country_id, agency.name AS agency, agency.id AS agency_id, agency.kind AS agency_kind,
  agency.us_state AS us_state, how,
  coalesce(through.name, 'directly') AS through, through.id AS through_id,
  coalesce(
    COLLECT { UNWIND links AS r WITH r ORDER BY r.valid_from LIMIT 1 RETURN coalesce(r.valid_from_text, r.valid_from) }[0],
    CASE WHEN through IS NOT NULL AND NOT through:Organization THEN coalesce(through.valid_from_text, through.valid_from) END
  ) AS since,
  coalesce(
    COLLECT { UNWIND links AS r WITH r ORDER BY r.valid_to DESC LIMIT 1 RETURN coalesce(r.valid_to_text, r.valid_to) }[0],
    CASE WHEN through IS NOT NULL AND NOT through:Organization THEN coalesce(through.valid_to_text, through.valid_to) END
  ) AS until,
  in_force,
  COLLECT { UNWIND links AS r WITH DISTINCT r.source AS source ORDER BY source RETURN source } AS sources,
  COLLECT { UNWIND links AS r WITH DISTINCT r.source + '/' + r.record AS record ORDER BY record RETURN record } AS records
ORDER BY country, toLower(agency), agency_id, how, toLower(through)
