// ---
// title: Programs in the name of an organization that is gone
// theme: Time
// description: >
//   Organizations that a source says were dissolved, merged or replaced by the day, and that sources still name in programs in force:
//   who took over, and which programs to ask about. It does not say that the work has stopped, nor who
//   answers for it now.
// view: network
// network: [[organization, program], [successor, organization]]
// row: an organization that is gone
// empty: No organization that a source calls dissolved or replaced is named in a program in force on this day. Sources rarely say when a body ends.
// related: [organizations-in-several-roles, ending-soon]
// scans: {Organization: "no index on the end of an organization"}
// parameters:
//   - {name: country, type: country, label: Only in programs of this country, default: null}
//   - {name: as_of, type: date, label: As of, default: today}
// columns:
//   - organization
//   - organization_id
//   - organization_kind: Kind
//   - ended: Ended
//   - successor: Replaced by
//   - successor_id
//   - programs: Programs in force (number)
//   - program: Programs
//   - program_id
//   - roles: As what
//   - sources
//   - records
// ---
CALL () {
  MATCH (o:Organization)
  WHERE o.valid_to < $as_of OR EXISTS { (o)-[s:SUCCEEDED_BY]->() WHERE s.valid_from IS NULL OR s.valid_from <= $as_of }
  RETURN o
}
MATCH (o)-[r:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS]->(p:Program)
WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
  AND (p.valid_from IS NULL OR p.valid_from <= $as_of)
  AND (p.valid_to >= $as_of OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))
  AND ($country IS NULL OR r.country = $country OR EXISTS { (p)-[:OPERATES_IN|BENEFITS|TRAINS]->(:Country {iso2: $country}) })
WITH o, collect(DISTINCT p) AS work, collect(DISTINCT r) AS links, collect(DISTINCT {FUNDS: 'pays', ACCOUNTABLE_FOR: 'answers for it',
  EXTENDS: 'manages', IMPLEMENTS: 'delivers'}[type(r)]) AS roles
CALL (o) {
  OPTIONAL MATCH (o)-[s:SUCCEEDED_BY]->(next:Organization)
  WITH next, s ORDER BY toLower(next.name), next.id
  RETURN collect(DISTINCT next) AS successors, min(s.valid_from) AS day, min(coalesce(s.valid_from_text, s.valid_from)) AS since
}
WITH o, links, successors, since, COLLECT { UNWIND roles AS role WITH role ORDER BY role RETURN role } AS roles,
  COLLECT { UNWIND work AS p WITH p ORDER BY toLower(p.name), p.id RETURN p } AS work
RETURN o.name AS organization, o.id AS organization_id, o.kind AS organization_kind,
  coalesce(o.valid_to_text, o.valid_to, since) AS ended, [x IN successors | x.name] AS successor, [x IN successors | x.id] AS successor_id,
  size(work) AS programs, [p IN work | p.name] AS program, [p IN work | p.id] AS program_id, roles,
  COLLECT { UNWIND links AS r WITH DISTINCT r.source AS source ORDER BY source RETURN source } AS sources,
  COLLECT { UNWIND links AS r WITH DISTINCT r.source + '/' + r.record AS record ORDER BY record RETURN record } AS records
ORDER BY programs DESC, toLower(organization), organization_id
