// ---
// title: Links among things on the map
// description: >
//   Which of the things are linked to each other, by which type of link, how many links say so, which sources state them,
//   and whether one is in force in the time asked for.
// view: graph
// row: a pair of things and a type of link
// parameters:
//   - {name: ids, type: texts, label: Their ids, default: ["org:demo:inl", "org:demo:state-dept"]}
//   - {name: since, type: date, label: First day of the time, default: today}
//   - {name: until, type: date, label: Last day of the time, default: today}
//   - {name: current, type: truth, label: Only links in force in that time, default: false}
//   - {name: without, type: texts, label: Types of links left out, default: []}
// columns: [start, end, type, links, in_force, sources]
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
RETURN n.id AS start, x.id AS end, type(r) AS type, count(r) AS links, max(CASE WHEN holds THEN 1 ELSE 0 END) = 1 AS in_force,
  collect(DISTINCT r.source) AS sources
ORDER BY start, end, type
