// ---
// title: Organizations in several roles
// description: >
//   Organizations that pay for, answer for, manage, deliver or receive in at least two of these roles, with the programs in
//   each, and the programs in which one holds two roles at once. It counts what sources state; it does not judge whether the
//   roles get in each other's way.
// view: table
// row: an organization
// empty: >
//   No organization that we know of holds two roles with these choices on this day. Try another day, or include what has
//   ended.
// parameters:
//   - {name: kind, type: kind, label: Only this kind of organization, default: null}
//   - {name: country, type: country, label: Only in programs of this country, default: null}
//   - {name: same_program, type: truth, label: Only two roles in the same program, default: false}
//   - {name: as_of, type: date, label: As of, default: today}
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
    (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
    AND (p.valid_from IS NULL OR p.valid_from <= $as_of)
    AND (p.valid_to >= $as_of OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))))
WITH o, p, r,
  CASE type(r) WHEN 'FUNDS' THEN 'pays' WHEN 'ACCOUNTABLE_FOR' THEN 'answers' WHEN 'EXTENDS' THEN 'manages'
    WHEN 'IMPLEMENTS' THEN 'delivers' ELSE 'receives' END AS role
WITH o, p, collect(DISTINCT role) AS here, collect(DISTINCT r) AS links
WITH o, collect({program: p, roles: here}) AS work, collect(links) AS links
WITH o, work, links,
  COLLECT { UNWIND work AS w UNWIND w.roles AS role WITH DISTINCT role ORDER BY role RETURN role } AS roles,
  COLLECT { UNWIND work AS w WITH w WHERE size(w.roles) > 1 WITH w.program AS p ORDER BY toLower(p.name), p.id RETURN p } AS both
WHERE size(roles) > 1 AND (NOT $same_program OR size(both) > 0)
RETURN o.name AS organization, o.id AS organization_id, o.kind AS organization_kind, roles,
  size([w IN work WHERE 'pays' IN w.roles]) AS pays, size([w IN work WHERE 'answers' IN w.roles]) AS answers,
  size([w IN work WHERE 'manages' IN w.roles]) AS manages, size([w IN work WHERE 'delivers' IN w.roles]) AS delivers,
  size([w IN work WHERE 'receives' IN w.roles]) AS receives,
  [p IN both | p.name] AS both, [p IN both | p.id] AS both_id,
  COLLECT { UNWIND links AS some UNWIND some AS r WITH DISTINCT r.source AS source ORDER BY source RETURN source } AS sources,
  COLLECT { UNWIND links AS some UNWIND some AS r WITH DISTINCT r.source + '/' + r.record AS record ORDER BY record RETURN record } AS records
ORDER BY size(roles) DESC, toLower(organization), organization_id
