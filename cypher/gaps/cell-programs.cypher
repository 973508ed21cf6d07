// ---
// title: The programs behind one cell of the coverage matrix
// description: >
//   Every program in force on a day that works on a focus area in some countries, with who pays, who delivers it there
//   and which bodies there it helps. counted says whether the chosen funder and kind of partner keep it.
// view: table
// row: a program
// empty: No loaded source names a program here that is in force on this day.
// parameters:
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: to the day}
//   - {name: focus, type: focus_area, label: Line of effort or topic, default: null}
//   - {name: sector, type: sector, label: Sector, default: null}
//   - {name: countries, type: texts, label: Countries, default: null}
//   - {name: partner_kind, type: kind, label: With a partner of this kind, default: null}
//   - {name: state, type: text, label: With a partner from this U.S. state, default: null}
//   - {name: funders, type: texts, label: Paid by one of, default: null, help: ids of organizations}
//   - {name: kind, type: kind, label: Delivered by this kind of partner, default: null}
//   - {name: without, type: texts, label: Taken as gone, default: null, help: ids of programs and organizations}
// columns: [program_id, program, level, status, starts, starts_text, ends, ends_text, until, counted, payers, partners, helped, places, focus_areas, sources, pages]
// ---
MATCH (p:Program)
WHERE (p.valid_from IS NULL OR p.valid_from <= $as_of)
  AND (p.valid_to >= coalesce($since, $as_of)
    OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))
  AND ($without IS NULL OR NOT p.id IN $without)
CALL (p) {
  MATCH (p)-[a:ADDRESSES]->(topic:FocusArea)
  WHERE (a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= coalesce($since, $as_of))
  RETURN topic
  UNION
  MATCH (p)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(topic:FocusArea)
  RETURN topic
}
OPTIONAL MATCH (topic)-[:PART_OF]->(line:FocusArea)
WITH p, collect(DISTINCT topic) AS topics, collect(topic.id) + collect(line.id) AS focuses
WHERE $focus IS NULL OR $focus IN focuses
CALL (p) {
  WITH p WHERE $sector IS NOT NULL
  MATCH (p)-[:CLASSIFIED_AS]->(:Sector)-[:PART_OF*0..2]->(s:Sector {id: $sector})
  RETURN count(s) AS classified
  UNION ALL
  WITH p WHERE $sector IS NULL
  RETURN 1 AS classified
}
WITH p, topics, sum(classified) AS classified
WHERE classified > 0
CALL (p) {
  MATCH (p)-[w:OPERATES_IN|BENEFITS|TRAINS]->(place)
  WHERE (w.valid_from IS NULL OR w.valid_from <= $as_of) AND (w.valid_to IS NULL OR w.valid_to >= coalesce($since, $as_of))
  WITH w.valid_to AS until, CASE WHEN place:Organization THEN place END AS body, CASE
    WHEN place:Country THEN place.iso2
    WHEN place:AdminArea THEN place.country
    WHEN w.country IS NOT NULL THEN w.country
    WHEN place:ForeignCounterpart THEN place.country
  END AS country
  WHERE country IS NOT NULL AND ($countries IS NULL OR country IN $countries)
  RETURN collect(DISTINCT country) AS here, collect(DISTINCT body) AS bodies,
    CASE WHEN count(until) = count(*) THEN max(until) END AS until
}
WITH p, topics, here, bodies, until
WHERE here <> []
CALL (p, here, bodies) {
  CALL (p, here, bodies) {
    MATCH (o:Organization)-[i:IMPLEMENTS]->(p)
    WHERE (i.valid_from IS NULL OR i.valid_from <= $as_of) AND (i.valid_to IS NULL OR i.valid_to >= coalesce($since, $as_of))
      AND (i.country IS NULL OR i.country IN here
        OR NOT EXISTS { MATCH (p)-[:OPERATES_IN|BENEFITS|TRAINS]->(:Country {iso2: i.country}) })
    RETURN o, 'delivers' AS how
    UNION
    UNWIND bodies AS body
    MATCH (body)<-[t:TRAINS]-(o:Organization)
    WHERE (t.valid_from IS NULL OR t.valid_from <= $as_of) AND (t.valid_to IS NULL OR t.valid_to >= coalesce($since, $as_of))
      AND (t.country IS NULL OR t.country IN here)
    RETURN o, 'trains' AS how
  }
  WITH o, how
  WHERE (o.valid_to IS NULL OR o.valid_to >= coalesce($since, $as_of)) AND ($without IS NULL OR NOT o.id IN $without)
    AND ($partner_kind IS NULL OR o.kind = $partner_kind) AND ($state IS NULL OR o.us_state = $state)
  ORDER BY how, o.name, o.id
  WITH o, collect(how) AS ways
  RETURN collect({id: o.id, name: o.name, kind: o.kind, how: ways[0]}) AS partners
}
CALL (p) {
  OPTIONAL MATCH (p)<-[f:FUNDS]-(payer:Organization)
  WITH payer, payer.id IN $funders
    AND (f.valid_from IS NULL OR f.valid_from <= $as_of) AND (f.valid_to IS NULL OR f.valid_to >= coalesce($since, $as_of)) AS chosen
  ORDER BY payer.name, payer.id
  WITH collect(DISTINCT payer) AS payers, count(CASE WHEN chosen THEN 1 END) AS chosen
  RETURN [payer IN payers | {id: payer.id, name: payer.name, kind: payer.kind}] AS payers,
    CASE WHEN $funders IS NULL OR chosen > 0 THEN 1 WHEN payers = [] THEN 0 ELSE -1 END AS pays
}
WITH p, topics, here, bodies, until, partners, payers, pays, CASE
  WHEN $kind IS NULL OR any(o IN partners WHERE o.kind = $kind) THEN 1
  WHEN partners = [] OR any(o IN partners WHERE o.kind IS NULL) THEN 0
  ELSE -1
END AS fits
WHERE ($partner_kind IS NULL AND $state IS NULL) OR partners <> []
RETURN p.id AS program_id, p.name AS program, p.level AS level, p.status AS status,
  p.valid_from AS starts, p.valid_from_text AS starts_text, p.valid_to AS ends, p.valid_to_text AS ends_text, until,
  CASE WHEN pays = 1 AND fits = 1 THEN 'yes' WHEN pays < 0 OR fits < 0 THEN 'no' ELSE 'not told' END AS counted,
  payers, partners,
  [body IN bodies | {id: body.id, name: body.name, kind: body.kind}] AS helped, here AS places,
  [topic IN topics | {id: topic.id, name: topic.name}] AS focus_areas, p.sources AS sources, p.pages AS pages
ORDER BY counted DESC, program, program_id
