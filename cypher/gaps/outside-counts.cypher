// ---
// title: How many programs stand in no cell of the coverage matrix
// description: Programs in force on a day that name no place, no focus area, or neither, so that no cell counts them.
// view: table
// row: all programs in force
// parameters:
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: to the day}
// columns: [in_force, no_place, no_focus, neither]
// ---
MATCH (p:Program)
WHERE (p.valid_from IS NULL OR p.valid_from <= $as_of)
  AND (p.valid_to >= coalesce($since, $as_of)
    OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))
WITH EXISTS {
    MATCH (p)-[w:OPERATES_IN|BENEFITS|TRAINS]->(place)
    WHERE (w.valid_from IS NULL OR w.valid_from <= $as_of) AND (w.valid_to IS NULL OR w.valid_to >= coalesce($since, $as_of))
      AND (place:Country OR (place:AdminArea AND place.country IS NOT NULL)
        OR (place:Organization AND w.country IS NOT NULL) OR (place:ForeignCounterpart AND place.country IS NOT NULL))
  } AS somewhere,
  EXISTS {
    MATCH (p)-[a:ADDRESSES]->(:FocusArea)
    WHERE (a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= coalesce($since, $as_of))
  } OR EXISTS { MATCH (p)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(:FocusArea) } AS on_something
RETURN count(*) AS in_force,
  count(CASE WHEN NOT somewhere AND on_something THEN 1 END) AS no_place,
  count(CASE WHEN somewhere AND NOT on_something THEN 1 END) AS no_focus,
  count(CASE WHEN NOT somewhere AND NOT on_something THEN 1 END) AS neither
