// ---
// title: Links among a set of things
// description: Which of the things are linked to each other, by which type of link, and whether one is in force on the day.
// view: graph
// row: a pair of things and a type of link, with how many links say so
// parameters:
//   - {name: ids, type: texts, label: Their ids, default: ["org:demo:inl", "org:demo:state-dept"]}
//   - {name: as_of, type: date, label: As of, default: today}
// columns: [start, end, type, links, in_force]
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
WITH collect(n) AS found
UNWIND found AS a
UNWIND found AS b
WITH a, b
WHERE a.id < b.id
MATCH (a)-[r]-(b)
WITH r, startNode(r) AS start, endNode(r) AS end
RETURN start.id AS start, end.id AS end, type(r) AS type, count(r) AS links,
  max(CASE WHEN (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
    THEN 1 ELSE 0 END) = 1 AS in_force
ORDER BY start, end, type
