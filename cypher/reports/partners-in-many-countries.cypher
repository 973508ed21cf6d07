// ---
// title: Who delivers in many countries
// theme: Partners
// description: >
//   Organizations that deliver programs in at least so many countries, in all or on one line of effort or topic, with the
//   countries and how many programs. A program that names several countries counts in each of them unless a source says where the
//   organization delivers. Programs whose country or deliverer no source states do not count.
// view: chart
// chart: {form: bars, along: organization, values: [countries_at_work], unit: countries}
// row: an organization that delivers
// empty: >
//   No source names an organization that delivers in so many countries with these choices on this day. Ask for fewer countries, or
//   include what has ended.
// related: [organizations-in-several-roles, works-in-a-not-in-b, more-than-a-third]
// scans: {Program: "without a focus area every program counts"}
// parameters:
//   - {name: at_least, type: integer, label: In at least so many countries, default: 3}
//   - {name: focus_area, type: focus_area, label: Line of effort or topic, default: null}
//   - {name: kind, type: kind, label: Only this kind of organization, default: null}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: "to the day of As of; left out: on that day"}
//   - {name: all_times, type: truth, label: Also what has ended or not begun, default: false}
// columns:
//   - organization
//   - organization_id
//   - organization_kind: Kind
//   - countries_at_work: Countries (number)
//   - programs: Programs (number)
//   - countries: Where
//   - countries_id
//   - sources
//   - records
// ---
CALL () {
  WITH 1 AS one WHERE $focus_area IS NULL
  MATCH (p:Program)
  RETURN p
  UNION ALL
  WITH 1 AS one WHERE $focus_area IS NOT NULL
  MATCH (:FocusArea {id: $focus_area})<-[:PART_OF*0..1]-(f:FocusArea)
  CALL (f) {
    MATCH (f)<-[:ADDRESSES]-(p:Program) RETURN p
    UNION
    MATCH (f)<-[:MAPS_TO]-(:Sector)<-[:CLASSIFIED_AS]-(p:Program) RETURN p
  }
  RETURN DISTINCT p
}
WITH p
WHERE $all_times OR (
  (p.valid_from IS NULL OR p.valid_from <= $as_of)
  AND (p.valid_to >= coalesce($since, $as_of) OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled'])))
MATCH (o:Organization)-[i:IMPLEMENTS]->(p)
WHERE ($kind IS NULL OR o.kind = $kind)
  AND ($all_times OR ((i.valid_from IS NULL OR i.valid_from <= $as_of) AND (i.valid_to IS NULL OR i.valid_to >= coalesce($since, $as_of))))
CALL (p, i) {
  WITH i WHERE i.country IS NOT NULL
  RETURN i.country AS iso2
  UNION
  WITH p, i WHERE i.country IS NULL
  MATCH (p)-[w:OPERATES_IN|BENEFITS|TRAINS]->(place)
  WHERE $all_times OR ((w.valid_from IS NULL OR w.valid_from <= $as_of) AND (w.valid_to IS NULL OR w.valid_to >= coalesce($since, $as_of)))
  RETURN CASE
    WHEN place:Country THEN place.iso2
    WHEN place:AdminArea THEN place.country
    WHEN w.country IS NOT NULL THEN w.country
    WHEN place:ForeignCounterpart THEN place.country
  END AS iso2
}
WITH o, p, i, iso2 WHERE iso2 IS NOT NULL
WITH o, collect(DISTINCT iso2) AS codes, count(DISTINCT p) AS programs, collect(DISTINCT i) AS links
WHERE size(codes) >= $at_least
CALL (codes) {
  UNWIND codes AS iso2
  MATCH (c:Country {id: 'country:' + iso2})
  WITH c ORDER BY c.name
  RETURN collect(c) AS places
}
WITH o, codes, programs, links, places, toLower(o.name) AS name_key
ORDER BY size(codes) DESC, programs DESC, name_key, o.id
RETURN o.name AS organization, o.id AS organization_id, o.kind AS organization_kind, size(codes) AS countries_at_work, programs,
  [c IN places | c.name] AS countries, [c IN places | c.id] AS countries_id,
  COLLECT { UNWIND links AS r WITH DISTINCT r.source AS source ORDER BY source RETURN source } AS sources,
  COLLECT { UNWIND links AS r WITH DISTINCT r.source + '/' + r.record AS record ORDER BY record RETURN record } AS records
ORDER BY countries_at_work DESC, programs DESC, toLower(organization), organization_id
