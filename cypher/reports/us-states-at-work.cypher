// ---
// title: U.S. states and the countries that they work with
// theme: "U.S. state and local agencies"
// description: >
//   For every U.S. state: with how many countries it has a State Partnership, in how many its state and local agencies train, deliver
//   or work besides, and their names. A state that is not here may still work abroad: our sources do not cover
//   every agency.
// view: chart
// chart: {form: stacked, along: us_state, values: [partnerships, others], unit: countries}
// row: a U.S. state
// empty: No source names a partner country of a U.S. state that is in force on this day. Try another day, or include what has ended.
// related: [us-agencies-by-country, no-us-state-or-local-agency, state-partnership-and-other-programs]
// scans: {LocalAgency: "every agency is asked about", StateAgency: "every agency is asked about"}
// parameters:
//   - {name: us_state, type: us_state, label: U.S. state, default: null}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: "to the day of As of; left out: on that day"}
//   - {name: all_times, type: truth, label: Also what has ended or not begun, default: false}
// columns:
//   - us_state: U.S. state
//   - us_state_id
//   - partnerships: State Partnership (countries)
//   - others: Other work of its agencies (countries)
//   - partner_countries: State Partnership with
//   - partner_countries_id
//   - other_countries: Other work in
//   - other_countries_id
//   - agencies: Agencies that do other work
//   - agencies_id
//   - sources
//   - records
// ---
MATCH (agency:StateAgency|LocalAgency)
WHERE agency.us_state IS NOT NULL AND ($us_state IS NULL OR agency.us_state = $us_state)
CALL (agency) {
  MATCH (agency)-[r:PARTNERS_WITH|TRAINS|OPERATES_IN]-(c:Country)
  RETURN c.iso2 AS iso2, r, coalesce(r.role, '') STARTS WITH 'State Partnership' AS spp, null AS p
  UNION
  MATCH (agency)-[r:PARTNERS_WITH|TRAINS]-(body:ForeignCounterpart)
  RETURN coalesce(r.country, body.country) AS iso2, r, false AS spp, null AS p
  UNION
  MATCH (agency)-[r:IMPLEMENTS|EXTENDS|PARTNERS_WITH]-(p:Program)-[:OPERATES_IN|BENEFITS|TRAINS]->(place:Country|AdminArea|ForeignCounterpart)
  RETURN coalesce(r.country, CASE WHEN place:Country THEN place.iso2 ELSE place.country END) AS iso2, r, false AS spp, p
}
WITH agency, iso2, r, spp, p
WHERE iso2 <> 'US' AND ($all_times OR (
  (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= coalesce($since, $as_of))
  AND (p IS NULL OR ((p.valid_from IS NULL OR p.valid_from <= $as_of)
    AND (p.valid_to >= coalesce($since, $as_of) OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))))))
MATCH (c:Country {id: 'country:' + iso2})
WITH agency.us_state AS code, collect(DISTINCT CASE WHEN spp THEN c END) AS partners, collect(DISTINCT CASE WHEN NOT spp THEN c END) AS places,
  collect(DISTINCT CASE WHEN NOT spp THEN agency END) AS workers, collect(DISTINCT r) AS links
OPTIONAL MATCH (state:AdminArea {id: 'area:US-' + code})
WITH state, code, links,
  COLLECT { UNWIND partners AS c WITH c ORDER BY c.name RETURN c } AS partners,
  COLLECT { UNWIND places AS c WITH c ORDER BY c.name RETURN c } AS places,
  COLLECT { UNWIND workers AS o WITH o ORDER BY toLower(o.name), o.id RETURN o } AS workers
RETURN coalesce(state.name, code) AS us_state, state.id AS us_state_id, size(partners) AS partnerships, size(places) AS others,
  [c IN partners | c.name] AS partner_countries, [c IN partners | c.id] AS partner_countries_id,
  [c IN places | c.name] AS other_countries, [c IN places | c.id] AS other_countries_id,
  [o IN workers | o.name] AS agencies, [o IN workers | o.id] AS agencies_id,
  COLLECT { UNWIND links AS r WITH DISTINCT r.source AS source ORDER BY source RETURN source } AS sources,
  COLLECT { UNWIND links AS r WITH DISTINCT r.source + '/' + r.record AS record ORDER BY record RETURN record } AS records
ORDER BY partnerships + others DESC, us_state
