// ---
// title: Training in some countries outside any program
// description: >
//   Bodies that train there, and whether a source says that they work on the focus area. Training that no source ties
//   to a focus area is listed and not counted: it could belong to any.
// view: table
// row: a trainer and whom it trains
// empty: No loaded source names training here that is in force on this day.
// parameters:
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: to the day}
//   - {name: focus, type: focus_area, label: Line of effort or topic, default: null}
//   - {name: countries, type: texts, label: Countries, default: null}
//   - {name: partner_kind, type: kind, label: By this kind of body, default: null}
//   - {name: state, type: text, label: By a body from this U.S. state, default: null}
//   - {name: without, type: texts, label: Taken as gone, default: null, help: ids of organizations}
// columns: [trainer_id, trainer, trainer_kind, trained_id, trained, trained_kind, role, starts, starts_text, ends, ends_text, on_focus, source, record, page]
// ---
MATCH (o:Organization)-[t:TRAINS]->(place)
WHERE (t.valid_from IS NULL OR t.valid_from <= $as_of) AND (t.valid_to IS NULL OR t.valid_to >= coalesce($since, $as_of))
  AND (o.valid_to IS NULL OR o.valid_to >= coalesce($since, $as_of)) AND ($without IS NULL OR NOT o.id IN $without)
  AND ($partner_kind IS NULL OR o.kind = $partner_kind) AND ($state IS NULL OR o.us_state = $state)
WITH o, t, place, CASE WHEN place:Country THEN place.iso2 ELSE coalesce(t.country, place.country) END AS country
WHERE country IS NOT NULL AND ($countries IS NULL OR country IN $countries)
RETURN o.id AS trainer_id, o.name AS trainer, o.kind AS trainer_kind,
  place.id AS trained_id, place.name AS trained, CASE WHEN place:Organization THEN place.kind END AS trained_kind,
  t.role AS role, t.valid_from AS starts, t.valid_from_text AS starts_text, t.valid_to AS ends, t.valid_to_text AS ends_text,
  EXISTS {
    MATCH (o)-[a:ADDRESSES]->(:FocusArea)-[:PART_OF*0..1]->(f:FocusArea)
    WHERE ($focus IS NULL OR f.id = $focus)
      AND (a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= coalesce($since, $as_of))
  } AS on_focus,
  t.source AS source, t.record AS record, t.page AS page
ORDER BY on_focus DESC, trainer, trained, t.key
