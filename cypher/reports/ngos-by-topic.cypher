// ---
// title: NGOs, universities or others in a country by topic
// theme: Partners
// description: >
//   How many programs organizations of one kind deliver in a country, by topic or line of effort. A program on several topics counts in
//   each. Work of which no source names a topic stands under "topic not stated", and organizations that work there without a
//   program that names them are not here.
// view: matrix
// row: an organization and a topic
// empty: >
//   No source names an organization of this kind that delivers a program in this country with these choices. Choose another kind;
//   where only a day counts, another day, or include what has ended.
// related: [partners-in-many-countries, works-in-a-not-in-b, one-partner-countries]
// parameters:
//   - {name: country, type: country, label: Country, default: GT}
//   - {name: kind, type: kind, label: Kind of organization, default: ngo}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: "to the day of As of; left out: on that day"}
//   - {name: all_times, type: truth, label: Also what has ended or not begun, default: false}
// columns:
//   - organization: Organization
//   - topic: Topic
//   - programs: Programs
//   - organization_id
//   - sources
// ---
CALL () {
  MATCH (p:Program)-[:OPERATES_IN|BENEFITS|TRAINS]->(:Country {id: 'country:' + $country})
  RETURN p
  UNION
  MATCH (p:Program)-[:OPERATES_IN]->(:AdminArea {country: $country})
  RETURN p
  UNION
  MATCH (p:Program)-[w:BENEFITS|TRAINS]->(body:Organization {country: $country})
  WHERE body:ForeignCounterpart AND (w.country IS NULL OR w.country = $country)
  RETURN p
}
WITH p
WHERE $all_times OR (
  (p.valid_from IS NULL OR p.valid_from <= $as_of)
  AND (p.valid_to >= coalesce($since, $as_of) OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled'])))
MATCH (o:Organization)-[i:IMPLEMENTS]->(p)
WHERE o.kind = $kind AND (i.country IS NULL OR i.country = $country)
  AND ($all_times OR ((i.valid_from IS NULL OR i.valid_from <= $as_of) AND (i.valid_to IS NULL OR i.valid_to >= coalesce($since, $as_of))))
CALL (p) {
  MATCH (p)-[:ADDRESSES]->(area:FocusArea)
  RETURN area
  UNION
  MATCH (p)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(area:FocusArea)
  RETURN area
  UNION
  WITH p WHERE NOT EXISTS { (p)-[:ADDRESSES]->() } AND NOT EXISTS { (p)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->() }
  RETURN null AS area
}
WITH o, area, count(DISTINCT p) AS programs, collect(DISTINCT i.source) AS keys
RETURN o.name AS organization,
  coalesce(CASE area.level WHEN 'line' THEN area.line + '. ' + area.name ELSE area.name END, 'topic not stated') AS topic, programs,
  o.id AS organization_id, COLLECT { UNWIND keys AS key WITH key ORDER BY key RETURN key } AS sources
ORDER BY toLower(organization), organization_id, topic
