// ---
// title: Who works in one country and not in another
// theme: Partners
// description: >
//   Organizations that a source places at work in the first country on a day (delivering, managing, training, or as a
//   partner) and that no source places in the second: a start for finding who could help there. Bodies of the first
//   country's own government are left out, and so is paying alone. Not named in the second country does not mean not there.
// view: table
// related: [{report: shared-memberships, with: {country: works_in, other_country: not_in}}, {report: one-partner-countries, with: {country: not_in}}, partners-in-many-countries]
// row: an organization
// empty: >
//   No organization that we know of works in the first country and not in the second with these choices. Try another day,
//   or another focus area.
// parameters:
//   - {name: works_in, type: country, label: Works in, default: CO}
//   - {name: not_in, type: country, label: And not in, default: GT}
//   - {name: kind, type: kind, label: Only this kind of organization, default: null}
//   - {name: focus_area, type: focus_area, label: Only work on this focus area, default: null}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: "to the day of As of; left out: on that day"}
// columns:
//   - organization
//   - organization_id
//   - organization_kind: Kind
//   - how: How it works in the first country
//   - programs: Programs in the first country
//   - programs_id
//   - was_in_other: Known in the second at another time
//   - pays_in_other: Pays for work in the second
//   - sources
//   - records
// ---
UNWIND [$works_in, $not_in] AS iso2
CALL (iso2) {
  MATCH (o:Organization)-[r:OPERATES_IN|TRAINS|PARTNERS_WITH]-(:Country {id: 'country:' + iso2})
  RETURN o, null AS p, r
  UNION ALL
  MATCH (o:Organization)-[r:OPERATES_IN]->(:AdminArea {country: iso2})
  RETURN o, null AS p, r
  UNION ALL
  MATCH (body:Organization {country: iso2})-[r:TRAINS|PARTNERS_WITH]-(o:Organization)
  WHERE body:ForeignCounterpart
  RETURN o, null AS p, r
  UNION ALL
  CALL (iso2) {
    MATCH (p:Program)-[:OPERATES_IN|BENEFITS|TRAINS|PARTNERS_WITH]->(:Country {id: 'country:' + iso2})
    RETURN p
    UNION
    MATCH (p:Program)-[:OPERATES_IN]->(:AdminArea {country: iso2})
    RETURN p
    UNION
    MATCH (p:Program)-[w:BENEFITS|TRAINS]->(body:Organization {country: iso2})
    WHERE body:ForeignCounterpart AND (w.country IS NULL OR w.country = iso2)
    RETURN p
  }
  WITH iso2, p, [(p)-[:OPERATES_IN|BENEFITS|TRAINS]->(place:Country) | place.iso2] AS places
  MATCH (o:Organization)-[r:IMPLEMENTS|EXTENDS|ACCOUNTABLE_FOR|PARTNERS_WITH]-(p)
  WHERE r.country IS NULL OR r.country = iso2 OR NOT r.country IN places
  RETURN o, p, r
}
WITH iso2, o, p, r,
  (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= coalesce($since, $as_of))
  AND (p IS NULL OR (
    (p.valid_from IS NULL OR p.valid_from <= $as_of)
    AND (p.valid_to >= coalesce($since, $as_of) OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled'])))) AS in_force
WITH o,
  collect(CASE WHEN iso2 = $works_in AND in_force THEN {r: r, p: p} END) AS here,
  collect(CASE WHEN iso2 = $not_in AND in_force THEN 1 END) AS there,
  collect(CASE WHEN iso2 = $not_in THEN 1 END) AS ever_there
WHERE size(here) > 0 AND size(there) = 0
  AND ($kind IS NULL OR o.kind = $kind)
  AND NOT (o:ForeignCounterpart AND o.country = $works_in)
CALL (here) {
  UNWIND here AS work
  WITH work.p AS p WHERE p IS NOT NULL
  WITH p ORDER BY toLower(p.name), p.id
  RETURN collect(DISTINCT p) AS programs
}
WITH o, here, ever_there, programs
WHERE $focus_area IS NULL OR any(p IN programs WHERE
  EXISTS { (p)-[:ADDRESSES]->(:FocusArea)-[:PART_OF*0..1]->(:FocusArea {id: $focus_area}) }
  OR EXISTS { (p)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(:FocusArea)-[:PART_OF*0..1]->(:FocusArea {id: $focus_area}) })
CALL (here) {
  UNWIND here AS work
  WITH work.r AS r, work.r.source AS source
  WITH source, source + '/' + r.record AS record,
    CASE type(r) WHEN 'OPERATES_IN' THEN 'works there' WHEN 'TRAINS' THEN 'trains' WHEN 'PARTNERS_WITH' THEN 'partner'
      WHEN 'IMPLEMENTS' THEN 'delivers' WHEN 'EXTENDS' THEN 'manages' ELSE 'is accountable' END AS how
  ORDER BY record
  RETURN collect(DISTINCT source) AS sources, collect(DISTINCT record) AS records, collect(DISTINCT how) AS how
}
RETURN o.name AS organization, o.id AS organization_id, o.kind AS organization_kind,
  COLLECT { UNWIND how AS word WITH word ORDER BY word RETURN word } AS how,
  [p IN programs | p.name] AS programs, [p IN programs | p.id] AS programs_id,
  size(ever_there) > 0 AS was_in_other,
  EXISTS { (o)-[:FUNDS]->(:Country {iso2: $not_in}) }
    OR EXISTS { (o)-[:FUNDS]->(:Program)-[:OPERATES_IN|BENEFITS|TRAINS]->(:Country {iso2: $not_in}) }
    OR EXISTS { MATCH (o)-[f:FUNDS]->(body:Organization) WHERE coalesce(f.country, body.country) = $not_in } AS pays_in_other,
  sources, records
ORDER BY toLower(organization), organization_id
