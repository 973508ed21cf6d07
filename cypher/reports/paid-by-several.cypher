// ---
// title: Programs that several organizations pay for
// theme: Money
// description: >
//   Programs in force on a day for which sources name at least two payers, with who delivers them and where. Paying together may be
//   intended: it is a reason to talk, not a finding. Payers that no source names are not here, and who gives how much is on the
//   program's page.
// view: network
// network: [[funders, program], [implementers, program]]
// row: a program with several payers
// empty: >
//   No source names two payers of one program with these choices on this day. Try another day, or include what has ended.
// related: [shared-implementers, who-funds-whom, {report: organizations-in-several-roles, with: {country: country}}]
// scans: {Program: "without a payer or a country every program counts"}
// parameters:
//   - {name: funder, type: organization, label: Only with this payer, default: null}
//   - {name: country, type: country, label: Country, default: null}
//   - {name: us_only, type: truth, label: Only where two U.S. federal agencies pay, default: false}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: "to the day of As of; left out: on that day"}
//   - {name: all_times, type: truth, label: Also what has ended or not begun, default: false}
// columns:
//   - program
//   - program_id
//   - payers: Payers (number)
//   - funders: Paid by
//   - funders_id
//   - implementers: Delivered by
//   - implementers_id
//   - countries: Where
//   - countries_id
//   - since: Since
//   - until: Until
//   - sources
//   - records
// ---
CALL () {
  WITH 1 AS one WHERE $funder IS NULL
  MATCH (p:Program)
  WHERE COUNT { (p)<-[:FUNDS]-() } > 1
  RETURN p
  UNION ALL
  WITH 1 AS one WHERE $funder IS NOT NULL
  MATCH (:Organization {id: $funder})-[:FUNDS]->(p:Program)
  RETURN DISTINCT p
}
WITH p
WHERE ($all_times OR (
    (p.valid_from IS NULL OR p.valid_from <= $as_of)
    AND (p.valid_to >= coalesce($since, $as_of) OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))))
  AND ($country IS NULL
    OR EXISTS { (p)-[:OPERATES_IN|BENEFITS|TRAINS]->(:Country {iso2: $country}) }
    OR EXISTS { (p)-[:OPERATES_IN]->(:AdminArea {country: $country}) }
    OR EXISTS { (p)-[:BENEFITS|TRAINS]->(:ForeignCounterpart {country: $country}) })
CALL (p) {
  MATCH (o:Organization)-[f:FUNDS]->(p)
  WHERE (NOT $us_only OR o.kind = 'us_federal')
    AND ($all_times OR ((f.valid_from IS NULL OR f.valid_from <= $as_of) AND (f.valid_to IS NULL OR f.valid_to >= coalesce($since, $as_of))))
  WITH o, collect(f) AS links ORDER BY toLower(o.name), o.id
  RETURN collect(o) AS funders, reduce(all = [], each IN collect(links) | all + each) AS links
}
WITH p, funders, links
WHERE size(funders) > 1 AND ($funder IS NULL OR any(o IN funders WHERE o.id = $funder))
WITH p, funders, links, size(funders) AS payers, toLower(p.name) AS name_key
ORDER BY payers DESC, name_key, p.id
CALL (p) {
  OPTIONAL MATCH (o:Organization)-[i:IMPLEMENTS]->(p)
  WHERE $all_times OR ((i.valid_from IS NULL OR i.valid_from <= $as_of) AND (i.valid_to IS NULL OR i.valid_to >= coalesce($since, $as_of)))
  WITH DISTINCT o ORDER BY toLower(o.name), o.id
  RETURN collect(o) AS implementers
}
CALL (p) {
  OPTIONAL MATCH (p)-[:OPERATES_IN|BENEFITS|TRAINS]->(c:Country)
  WITH DISTINCT c ORDER BY c.name
  RETURN collect(c) AS places
}
RETURN p.name AS program, p.id AS program_id, payers, [o IN funders | o.name] AS funders, [o IN funders | o.id] AS funders_id,
  [o IN implementers | o.name] AS implementers, [o IN implementers | o.id] AS implementers_id,
  [c IN places | c.name] AS countries, [c IN places | c.id] AS countries_id,
  coalesce(p.valid_from_text, p.valid_from) AS since, coalesce(p.valid_to_text, p.valid_to) AS until,
  COLLECT { UNWIND links AS r WITH DISTINCT r.source AS source ORDER BY source RETURN source } AS sources,
  COLLECT { UNWIND links AS r WITH DISTINCT r.source + '/' + r.record AS record ORDER BY record RETURN record } AS records
ORDER BY payers DESC, toLower(program), program_id
