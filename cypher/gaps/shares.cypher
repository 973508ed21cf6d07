// ---
// title: How the programs of a focus area are shared among partners, by country
// description: >
//   Each program in force counts one in a country, divided evenly among the organizations that deliver it there; programs
//   of which no source names anybody are counted apart, with an empty partner.
// view: table
// row: a partner in a country
// empty: No program on this focus area is in force on this day.
// parameters:
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: to the day}
//   - {name: focus, type: focus_area, label: Line of effort or topic, default: III}
//   - {name: countries, type: texts, label: Only these countries, default: null}
// columns: [country, partner_id, partner, partner_kind, programs, weight]
// ---
MATCH (area:FocusArea {id: $focus})
CALL (area) {
  MATCH (area)<-[:PART_OF*0..1]-(:FocusArea)<-[a:ADDRESSES]-(p:Program)
  WHERE (a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= coalesce($since, $as_of))
  RETURN p
  UNION
  MATCH (area)<-[:PART_OF*0..1]-(:FocusArea)<-[:MAPS_TO]-(:Sector)<-[:CLASSIFIED_AS]-(p:Program)
  RETURN p
}
WITH p
WHERE (p.valid_from IS NULL OR p.valid_from <= $as_of)
  AND (p.valid_to >= coalesce($since, $as_of)
    OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))
CALL (p) {
  MATCH (p)-[w:OPERATES_IN|BENEFITS|TRAINS]->(place)
  WHERE (w.valid_from IS NULL OR w.valid_from <= $as_of) AND (w.valid_to IS NULL OR w.valid_to >= coalesce($since, $as_of))
  WITH CASE WHEN place:Organization THEN place END AS body, CASE
    WHEN place:Country THEN place.iso2
    WHEN place:AdminArea THEN place.country
    WHEN w.country IS NOT NULL THEN w.country
    WHEN place:ForeignCounterpart THEN place.country
  END AS country
  WHERE country IS NOT NULL AND ($countries IS NULL OR country IN $countries)
  RETURN country, collect(DISTINCT body) AS bodies
}
CALL (p, country, bodies) {
  CALL (p, country, bodies) {
    MATCH (o:Organization)-[i:IMPLEMENTS]->(p)
    WHERE (i.valid_from IS NULL OR i.valid_from <= $as_of) AND (i.valid_to IS NULL OR i.valid_to >= coalesce($since, $as_of))
      AND (i.country IS NULL OR i.country = country
        OR NOT EXISTS { MATCH (p)-[:OPERATES_IN|BENEFITS|TRAINS]->(:Country {iso2: i.country}) })
    RETURN o
    UNION
    UNWIND bodies AS body
    MATCH (body)<-[t:TRAINS]-(o:Organization)
    WHERE (t.valid_from IS NULL OR t.valid_from <= $as_of) AND (t.valid_to IS NULL OR t.valid_to >= coalesce($since, $as_of))
      AND (t.country IS NULL OR t.country = country)
    RETURN o
  }
  WITH o
  WHERE o.valid_to IS NULL OR o.valid_to >= coalesce($since, $as_of)
  RETURN collect(o) AS partners
}
WITH country, CASE partners WHEN [] THEN [null] ELSE partners END AS partners
UNWIND partners AS o
RETURN country, o.id AS partner_id, o.name AS partner, o.kind AS partner_kind,
  count(*) AS programs, sum(1.0 / size(partners)) AS weight
ORDER BY country, weight DESC, partner, partner_id
