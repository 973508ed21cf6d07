// ---
// title: Programs that somebody pays for and nobody is named to deliver
// theme: Gaps and need
// description: >
//   Programs in force on a day for which a source names who pays, and no source names who delivers, with the bodies that manage
//   or account for them where those are named. The report does not show programs without a named payer, and somebody delivers
//   all the same: this is what the sources leave out, or what is not awarded yet.
// view: map
// scans: {Program: "any program may lack whoever delivers it"}
// map: {country: countries, count: program, unit: programs}
// related: [incomplete-programs, no-local-counterpart, who-funds-whom]
// row: a program with a payer and nobody named to deliver it
// empty: >
//   Every program in force on this day that has a named payer also has somebody named who delivers it, with these choices. That
//   does not mean that all who deliver are named.
// parameters:
//   - {name: focus_area, type: focus_area, label: Focus area, default: null}
//   - {name: country, type: country, label: Country, default: null}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: "to the day of As of; left out: on that day"}
// columns:
//   - program
//   - program_id
//   - funders: Paid by
//   - funders_id
//   - managers: Managed or accounted for by
//   - managers_id
//   - countries: Where
//   - countries_id
//   - focus_areas: Works on
//   - since: Since
//   - until: Until
//   - sources
//   - records
// ---
MATCH (p:Program)
WHERE (p.valid_from IS NULL OR p.valid_from <= $as_of)
  AND (p.valid_to >= coalesce($since, $as_of) OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))
  AND EXISTS { (p)<-[f:FUNDS]-(:Organization) WHERE (f.valid_from IS NULL OR f.valid_from <= $as_of) AND (f.valid_to IS NULL OR f.valid_to >= coalesce($since, $as_of)) }
  AND NOT EXISTS { (p)<-[i:IMPLEMENTS]-(:Organization) WHERE (i.valid_from IS NULL OR i.valid_from <= $as_of) AND (i.valid_to IS NULL OR i.valid_to >= coalesce($since, $as_of)) }
  AND ($focus_area IS NULL
    OR EXISTS { (p)-[:ADDRESSES]->(:FocusArea)-[:PART_OF*0..1]->(:FocusArea {id: $focus_area}) }
    OR EXISTS { (p)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(:FocusArea)-[:PART_OF*0..1]->(:FocusArea {id: $focus_area}) })
CALL (p) {
  OPTIONAL MATCH (p)-[w:OPERATES_IN|BENEFITS|TRAINS]->(place:Country|AdminArea|Organization)
  WHERE (w.valid_from IS NULL OR w.valid_from <= $as_of) AND (w.valid_to IS NULL OR w.valid_to >= coalesce($since, $as_of))
  WITH CASE
    WHEN place:Country THEN place.iso2
    WHEN place:AdminArea THEN place.country
    WHEN w.country IS NOT NULL THEN w.country
    WHEN place:ForeignCounterpart THEN place.country
  END AS iso2
  OPTIONAL MATCH (c:Country {id: 'country:' + iso2})
  WITH DISTINCT c ORDER BY c.name
  RETURN collect(c) AS places
}
WITH p, places
WHERE $country IS NULL OR any(c IN places WHERE c.iso2 = $country)
CALL (p) {
  MATCH (o:Organization)-[f:FUNDS]->(p)
  WHERE (f.valid_from IS NULL OR f.valid_from <= $as_of) AND (f.valid_to IS NULL OR f.valid_to >= coalesce($since, $as_of))
  WITH DISTINCT o ORDER BY toLower(o.name), o.id
  RETURN collect(o) AS funders
}
CALL (p) {
  OPTIONAL MATCH (o:Organization)-[m:EXTENDS|ACCOUNTABLE_FOR]->(p)
  WHERE (m.valid_from IS NULL OR m.valid_from <= $as_of) AND (m.valid_to IS NULL OR m.valid_to >= coalesce($since, $as_of))
  WITH DISTINCT o ORDER BY toLower(o.name), o.id
  RETURN collect(o) AS managers
}
CALL (p) {
  CALL (p) {
    MATCH (p)-[:ADDRESSES]->(f:FocusArea)
    RETURN f
    UNION
    MATCH (p)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(f:FocusArea)
    RETURN f
  }
  WITH f ORDER BY f.id
  RETURN collect(f.name) AS focus_areas
}
RETURN p.name AS program, p.id AS program_id, [o IN funders | o.name] AS funders, [o IN funders | o.id] AS funders_id,
  [o IN managers | o.name] AS managers, [o IN managers | o.id] AS managers_id,
  [c IN places | c.name] AS countries, [c IN places | c.id] AS countries_id, focus_areas,
  coalesce(p.valid_from_text, p.valid_from) AS since, coalesce(p.valid_to_text, p.valid_to) AS until, p.sources AS sources, p.records AS records
ORDER BY toLower(program), program_id
