// ---
// title: Links among things of a map with everything that is stated of them
// description: >
//   Each link among a set of things with all its properties, one link a statement of one source, as a file for another
//   program takes them along; those in force in the time asked for, or all.
// view: graph
// row: a link
// parameters:
//   - {name: ids, type: texts, label: Their ids, default: ["org:demo:inl", "org:demo:state-dept"]}
//   - {name: since, type: date, label: First day of the time, default: today}
//   - {name: until, type: date, label: Last day of the time, default: today}
//   - {name: current, type: truth, label: Only links in force in that time, default: false}
//   - {name: without, type: texts, label: Types of links left out, default: []}
// columns: [start, end, type, facts]
// ---
UNWIND $ids AS id
CALL (id) {
  MATCH (n:Organization {id: id})
  RETURN n
  UNION
  MATCH (n:Program {id: id})
  RETURN n
  UNION
  MATCH (n:Country {id: id})
  RETURN n
  UNION
  MATCH (n:AdminArea {id: id})
  RETURN n
  UNION
  MATCH (n:Agreement {id: id})
  RETURN n
  UNION
  MATCH (n:FocusArea {id: id})
  RETURN n
}
MATCH (n)-[r]->(x:Organization|Program|Country|AdminArea|Agreement|FocusArea)
WHERE x <> n AND x.id IN $ids AND NOT type(r) IN $without
WITH n, r, x, CASE WHEN x:Program THEN x WHEN n:Program THEN n END AS p
WITH n, r, x,
  coalesce((r.valid_from IS NULL OR r.valid_from <= $until) AND (r.valid_to IS NULL OR r.valid_to >= $since)
    AND (p.valid_from IS NULL OR p.valid_from <= $until)
    AND (p IS NULL OR p.valid_to >= $since OR (p.valid_to IS NULL
      AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled'])), false) AS holds
WHERE holds OR NOT $current
RETURN n.id AS start, x.id AS end, type(r) AS type, properties(r) AS facts
ORDER BY start, end, type, facts.key
