// ---
// title: Neighbours of things on the map
// description: >
//   For each thing how many neighbours it has, how many pass the filters, and the first of these: those with a link in
//   force first, then by number of links to it, then by number of links in all.
// view: graph
// row: a thing with its neighbours
// parameters:
//   - {name: asked, type: rows, label: "Things as maps of id and type of link, empty for any", default: [{id: "org:demo:inl", type: ""}]}
//   - {name: since, type: date, label: First day of the time, default: today}
//   - {name: until, type: date, label: Last day of the time, default: today}
//   - {name: current, type: truth, label: Only links in force in that time, default: false}
//   - {name: kinds, type: texts, label: Only these kinds, default: []}
//   - {name: without, type: texts, label: Kinds and types of links left out, default: []}
//   - {name: country, type: text, label: Only what has to do with this country (code), default: ""}
//   - {name: focus, type: text, label: Only what works on this focus area (id), default: ""}
//   - {name: most, type: integer, label: Neighbours at most, default: 100}
// columns: [id, type, around, passing, neighbours]
// ---
UNWIND $asked AS one
CALL (one) {
  MATCH (n:Organization {id: one.id})
  RETURN n
  UNION
  MATCH (n:Program {id: one.id})
  RETURN n
  UNION
  MATCH (n:Country {id: one.id})
  RETURN n
  UNION
  MATCH (n:AdminArea {id: one.id})
  RETURN n
  UNION
  MATCH (n:Agreement {id: one.id})
  RETURN n
  UNION
  MATCH (n:FocusArea {id: one.id})
  RETURN n
}
CALL (n, one) {
  MATCH (n)-[r]-(x:Organization|Program|Country|AdminArea|Agreement|FocusArea)
  WHERE x <> n AND (one.type = '' OR type(r) = one.type)
  WITH x, r, NOT type(r) IN $without AS wanted, CASE WHEN x:Program THEN x WHEN n:Program THEN n END AS p
  WITH x, r, wanted,
    coalesce((r.valid_from IS NULL OR r.valid_from <= $until) AND (r.valid_to IS NULL OR r.valid_to >= $since)
      AND (p.valid_from IS NULL OR p.valid_from <= $until)
      AND (p IS NULL OR p.valid_to >= $since OR (p.valid_to IS NULL
        AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled'])), false) AS holds
  WITH x, sum(CASE WHEN wanted THEN 1 ELSE 0 END) AS links, max(CASE WHEN wanted AND holds THEN 1 ELSE 0 END) = 1 AS in_force,
    CASE
      WHEN x:Organization THEN coalesce(x.kind, 'organization')
      WHEN x:Program THEN 'program'
      WHEN x:Country THEN 'country'
      WHEN x:AdminArea THEN 'area'
      WHEN x:Agreement THEN 'agreement'
      ELSE 'focus'
    END AS kind
  WITH x, links, in_force, links > 0 AND (in_force OR NOT $current)
    AND (size($kinds) = 0 OR kind IN $kinds) AND NOT kind IN $without
    AND ($country = '' OR x.country = $country OR x.id = 'country:' + $country
      OR EXISTS { (x)--(c:Country) WHERE c.id = 'country:' + $country })
    AND ($focus = ''
      OR EXISTS { (x)-[:ADDRESSES|COVERS]->(f:FocusArea) WHERE f.id = $focus OR f.id STARTS WITH $focus + ':' }
      OR EXISTS { (x)--(:Program)-[:ADDRESSES]->(f:FocusArea) WHERE f.id = $focus OR f.id STARTS WITH $focus + ':' }
      OR x.id = $focus OR x.id STARTS WITH $focus + ':') AS passes
  WITH collect({x: x, links: links, in_force: in_force, passes: coalesce(passes, false)}) AS every
  WITH size(every) AS around, [e IN every WHERE e.passes] AS found
  CALL (found) {
    UNWIND found AS e
    WITH e.x AS x, e.links AS links, e.in_force AS in_force
    WITH x, links, in_force, COUNT { (x)--() } AS degree
    ORDER BY in_force DESC, links DESC, degree DESC, x.id
    LIMIT $most
    RETURN collect(x.id) AS neighbours
  }
  RETURN around, size(found) AS passing, neighbours
}
RETURN one.id AS id, one.type AS type, around, passing, neighbours
ORDER BY id, type
