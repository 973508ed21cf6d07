// ---
// title: What a thing on the map is linked to, by type of link
// description: Neighbours of a thing counted by type of link and direction, and how many of them have one in force in the time asked for.
// view: graph
// row: a type of link and a direction
// parameters:
//   - {name: id, type: text, label: Its id, default: "org:demo:inl"}
//   - {name: since, type: date, label: First day of the time, default: today}
//   - {name: until, type: date, label: Last day of the time, default: today}
// columns: [type, outgoing, others, in_force]
// ---
CALL () {
  MATCH (n:Organization {id: $id})
  RETURN n
  UNION
  MATCH (n:Program {id: $id})
  RETURN n
  UNION
  MATCH (n:Country {id: $id})
  RETURN n
  UNION
  MATCH (n:AdminArea {id: $id})
  RETURN n
  UNION
  MATCH (n:Agreement {id: $id})
  RETURN n
  UNION
  MATCH (n:FocusArea {id: $id})
  RETURN n
}
MATCH (n)-[r]-(x:Organization|Program|Country|AdminArea|Agreement|FocusArea)
WHERE x <> n
WITH n, r, x, CASE WHEN x:Program THEN x WHEN n:Program THEN n END AS p
WITH type(r) AS type, startNode(r) = n AS outgoing, x,
  coalesce((r.valid_from IS NULL OR r.valid_from <= $until) AND (r.valid_to IS NULL OR r.valid_to >= $since)
    AND (p.valid_from IS NULL OR p.valid_from <= $until)
    AND (p IS NULL OR p.valid_to >= $since OR (p.valid_to IS NULL
      AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled'])), false) AS holds
WITH type, outgoing, x, max(CASE WHEN holds THEN 1 ELSE 0 END) AS holds
RETURN type, outgoing, count(x) AS others, sum(holds) AS in_force
ORDER BY others DESC, type, outgoing DESC
