// ---
// title: Implementers that two funders share
// theme: Money
// description: >
//   Organizations that deliver programs of both funders, or are paid by them directly, with the programs of each, and those
//   that both pay for. Sharing an implementer is not duplication: it is a reason to look.
// view: network
// network: [[implementer, first_programs], [implementer, second_programs]]
// related: [paid-by-several, {report: partners-of-an-organization, with: {organization: funder}}]
// row: an implementer
// empty: >
//   No source names an organization that delivers for both of these funders on this day. Try another day, or include what
//   has ended.
// parameters:
//   - {name: funder, type: organization, label: First funder}
//   - {name: other_funder, type: organization, label: Second funder}
//   - {name: country, type: country, label: Only in programs of this country, default: null}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: "to the day of As of; left out: on that day"}
//   - {name: all_times, type: truth, label: Also what has ended or not begun, default: false}
// columns:
//   - implementer
//   - implementer_id
//   - implementer_kind: Kind
//   - first_programs: Delivers for the first
//   - first_programs_id
//   - second_programs: Delivers for the second
//   - second_programs_id
//   - joint_programs: Paid by both
//   - joint_programs_id
//   - first_directly: Paid by the first directly
//   - second_directly: Paid by the second directly
//   - sources
//   - records
// ---
UNWIND [1, 2] AS side
MATCH (funder:Organization {id: CASE side WHEN 1 THEN $funder ELSE $other_funder END})
CALL (funder) {
  MATCH (funder)-[f:FUNDS]->(p:Program)<-[d:IMPLEMENTS]-(o:Organization)
  WHERE o <> funder
    AND ($country IS NULL OR d.country = $country
      OR (d.country IS NULL AND (
        EXISTS { (p)-[:OPERATES_IN|BENEFITS|TRAINS]->(:Country {iso2: $country}) }
        OR EXISTS { (p)-[:OPERATES_IN]->(:AdminArea {country: $country}) }
        OR EXISTS { (p)-[:BENEFITS|TRAINS]->(:ForeignCounterpart {country: $country}) })))
    AND ($all_times OR (
      all(r IN [f, d] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= coalesce($since, $as_of)))
      AND (p.valid_from IS NULL OR p.valid_from <= $as_of)
      AND (p.valid_to >= coalesce($since, $as_of) OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))))
  RETURN o, p, [f, d] AS links
  UNION ALL
  MATCH (funder)-[f:FUNDS]->(o:Organization)
  WHERE ($country IS NULL OR coalesce(f.country, o.country) = $country)
    AND ($all_times OR ((f.valid_from IS NULL OR f.valid_from <= $as_of) AND (f.valid_to IS NULL OR f.valid_to >= coalesce($since, $as_of))))
  RETURN o, null AS p, [f] AS links
}
WITH o, collect({side: side, program: p, links: links}) AS work
WHERE any(w IN work WHERE w.side = 1) AND any(w IN work WHERE w.side = 2)
CALL (work) {
  UNWIND work AS w
  WITH w ORDER BY toLower(w.program.name), w.program.id
  RETURN collect(DISTINCT CASE WHEN w.side = 1 THEN w.program END) AS first, collect(DISTINCT CASE WHEN w.side = 2 THEN w.program END) AS second
}
CALL (work) {
  UNWIND work AS w
  UNWIND w.links AS r
  WITH r.source AS source, r.source + '/' + r.record AS record ORDER BY record
  RETURN collect(DISTINCT source) AS sources, collect(DISTINCT record) AS records
}
RETURN o.name AS implementer, o.id AS implementer_id, o.kind AS implementer_kind,
  [p IN first | p.name] AS first_programs, [p IN first | p.id] AS first_programs_id,
  [p IN second | p.name] AS second_programs, [p IN second | p.id] AS second_programs_id,
  [p IN first WHERE p IN second | p.name] AS joint_programs, [p IN first WHERE p IN second | p.id] AS joint_programs_id,
  any(w IN work WHERE w.side = 1 AND w.program IS NULL) AS first_directly,
  any(w IN work WHERE w.side = 2 AND w.program IS NULL) AS second_directly,
  sources, records
ORDER BY toLower(implementer), implementer_id
