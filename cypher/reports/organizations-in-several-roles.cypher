// ---
// title: Organizations in several roles
// theme: Partners
// description: >
//   Organizations that pay for, answer for, manage, deliver or receive in at least two of these roles, with the programs in
//   each, and the programs in which one holds two roles at once. It counts what sources state; it does not judge whether the
//   roles get in each other's way.
// view: chart
// scans: {Program: "roles are held in any program"}
// chart: {form: stacked, along: organization, values: [pays, answers, manages, delivers, receives], unit: "programs, one in several roles counted in each"}
// related: [paid-by-several, partners-in-many-countries, gone-but-named]
// row: an organization
// empty: >
//   No organization that we know of holds two roles with these choices on this day. Try another day, or include what has
//   ended.
// parameters:
//   - {name: kind, type: kind, label: Only this kind of organization, default: null}
//   - {name: country, type: country, label: Only in programs of this country, default: null}
//   - {name: same_program, type: truth, label: Only two roles in the same program, default: false}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: "to the day of As of; left out: on that day"}
//   - {name: all_times, type: truth, label: Also what has ended or not begun, default: false}
// columns:
//   - organization
//   - organization_id
//   - organization_kind: Kind
//   - roles: Roles
//   - pays: Programs it pays for
//   - answers: Programs it answers for
//   - manages: Programs it manages
//   - delivers: Programs it delivers
//   - receives: Programs that help or train it
//   - both: Programs in which it has several roles
//   - both_id
//   - sources
//   - records
// ---
MATCH (o:Organization)-[r:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|BENEFITS|TRAINS]-(p:Program)
WHERE ($kind IS NULL OR o.kind = $kind)
  AND ($country IS NULL OR r.country = $country
    OR (r.country IS NULL AND (
      EXISTS { (p)-[:OPERATES_IN|BENEFITS|TRAINS]->(:Country {iso2: $country}) }
      OR EXISTS { (p)-[:OPERATES_IN]->(:AdminArea {country: $country}) }
      OR EXISTS { (p)-[:BENEFITS|TRAINS]->(:ForeignCounterpart {country: $country}) })))
  AND ($all_times OR (
    (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= coalesce($since, $as_of))
    AND (p.valid_from IS NULL OR p.valid_from <= $as_of)
    AND (p.valid_to >= coalesce($since, $as_of) OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))))
WITH o, collect(DISTINCT CASE type(r) WHEN 'FUNDS' THEN 'pays' WHEN 'ACCOUNTABLE_FOR' THEN 'answers' WHEN 'EXTENDS' THEN 'manages'
  WHEN 'IMPLEMENTS' THEN 'delivers' ELSE 'receives' END) AS roles
WHERE size(roles) > 1
WITH o, roles, size(roles) AS held, toLower(o.name) AS name_key, o.id AS id_key
ORDER BY held DESC, name_key, id_key
CALL (o) {
  MATCH (o)-[r:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|BENEFITS|TRAINS]-(p:Program)
  WHERE ($country IS NULL OR r.country = $country
      OR (r.country IS NULL AND (
        EXISTS { (p)-[:OPERATES_IN|BENEFITS|TRAINS]->(:Country {iso2: $country}) }
        OR EXISTS { (p)-[:OPERATES_IN]->(:AdminArea {country: $country}) }
        OR EXISTS { (p)-[:BENEFITS|TRAINS]->(:ForeignCounterpart {country: $country}) })))
    AND ($all_times OR (
      (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= coalesce($since, $as_of))
      AND (p.valid_from IS NULL OR p.valid_from <= $as_of)
      AND (p.valid_to >= coalesce($since, $as_of) OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))))
  WITH p, collect(DISTINCT CASE type(r) WHEN 'FUNDS' THEN 'pays' WHEN 'ACCOUNTABLE_FOR' THEN 'answers' WHEN 'EXTENDS' THEN 'manages'
    WHEN 'IMPLEMENTS' THEN 'delivers' ELSE 'receives' END) AS here, collect(r) AS links
  UNWIND links AS r
  WITH p, here, r.source AS source, r.source + '/' + r.record AS record
  ORDER BY record
  WITH collect(DISTINCT source) AS sources, collect(DISTINCT record) AS records,
    collect(DISTINCT CASE WHEN size(here) > 1 THEN p END) AS several,
    count(DISTINCT CASE WHEN 'pays' IN here THEN p END) AS pays, count(DISTINCT CASE WHEN 'answers' IN here THEN p END) AS answers,
    count(DISTINCT CASE WHEN 'manages' IN here THEN p END) AS manages, count(DISTINCT CASE WHEN 'delivers' IN here THEN p END) AS delivers,
    count(DISTINCT CASE WHEN 'receives' IN here THEN p END) AS receives
  WHERE NOT $same_program OR size(several) > 0
  RETURN sources, records, several, pays, answers, manages, delivers, receives
}
CALL (several) {
  UNWIND several AS p
  WITH p ORDER BY toLower(p.name), p.id
  RETURN collect(p) AS both
}
RETURN o.name AS organization, o.id AS organization_id, o.kind AS organization_kind,
  [role IN ['answers', 'delivers', 'manages', 'pays', 'receives'] WHERE role IN roles] AS roles,
  pays, answers, manages, delivers, receives, [p IN both | p.name] AS both, [p IN both | p.id] AS both_id, sources, records
ORDER BY held DESC, name_key, id_key
