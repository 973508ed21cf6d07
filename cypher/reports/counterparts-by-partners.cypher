// ---
// title: Bodies of a country by how many work with them
// theme: Partners
// description: >
//   Ministries, police, prosecutors, courts and other public bodies of a country, with how many organizations train them, help them or
//   work with them: directly, or on a program that names the body. Many partners on one body may mean much support or much to
//   coordinate: it is not a judgement. Work that names the country and no body does not count.
// view: chart
// chart: {form: bars, along: body, values: [partners], unit: partner organizations}
// row: a body of the country
// empty: >
//   No source names a public body of this country. Load one that does, or see which countries have work and no named body in "Work
//   without a named counterpart".
// related: [no-local-counterpart, who-trains-whom, {report: who-funds-whom, with: {country: country}}]
// parameters:
//   - {name: country, type: country, label: Country, default: GT}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: "to the day of As of; left out: on that day"}
//   - {name: all_times, type: truth, label: Also what has ended or not begun, default: false}
// columns:
//   - body: Body
//   - body_id
//   - body_kind: Kind
//   - partners: Partner organizations (number)
//   - programs: Programs that name it (number)
//   - partner: Partners
//   - partner_id
//   - sources
//   - records
// ---
MATCH (body:Organization {country: $country})
WHERE body:ForeignCounterpart
CALL (body) {
  MATCH (body)-[r:TRAINS|BENEFITS|PARTNERS_WITH|FUNDS]-(o:Organization)
  WHERE $all_times OR ((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= coalesce($since, $as_of)))
  RETURN o, null AS p, r
  UNION ALL
  MATCH (body)-[r:BENEFITS|TRAINS|PARTNERS_WITH]-(p:Program)
  WHERE $all_times OR (
    (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= coalesce($since, $as_of))
    AND (p.valid_from IS NULL OR p.valid_from <= $as_of)
    AND (p.valid_to >= coalesce($since, $as_of) OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled'])))
  OPTIONAL MATCH (o:Organization)-[i:FUNDS|EXTENDS|IMPLEMENTS]->(p)
  WHERE o <> body AND ($all_times OR ((i.valid_from IS NULL OR i.valid_from <= $as_of) AND (i.valid_to IS NULL OR i.valid_to >= coalesce($since, $as_of))))
  RETURN o, p, r
}
WITH body, collect(DISTINCT o) AS others, count(DISTINCT p) AS programs, collect(DISTINCT r) AS links
WITH body, programs, links, COLLECT { UNWIND others AS o WITH o WHERE NOT coalesce(o.country, '') = $country OR NOT o:ForeignCounterpart
  WITH o ORDER BY toLower(o.name), o.id RETURN o } AS others
RETURN body.name AS body, body.id AS body_id, body.kind AS body_kind, size(others) AS partners, programs,
  [o IN others | o.name] AS partner, [o IN others | o.id] AS partner_id,
  COLLECT { UNWIND links AS r WITH DISTINCT r.source AS source ORDER BY source RETURN source } AS sources,
  COLLECT { UNWIND links AS r WITH DISTINCT r.source + '/' + r.record AS record ORDER BY record RETURN record } AS records
ORDER BY partners DESC, programs DESC, toLower(body), body_id
