// ---
// title: Links between groups of everything on the map
// description: How many links of which type lead from one group to another, among what passes the filters.
// view: graph
// row: a pair of groups and a type of link
// parameters:
//   - {name: since, type: date, label: First day of the time, default: today}
//   - {name: until, type: date, label: Last day of the time, default: today}
//   - {name: current, type: truth, label: Only what is in force in that time, default: false}
//   - {name: kinds, type: texts, label: Only these kinds, default: []}
//   - {name: without, type: texts, label: Kinds and types of links left out, default: []}
//   - {name: country, type: text, label: Only what has to do with this country (code), default: ""}
//   - {name: focus, type: text, label: Only what works on this focus area (id), default: ""}
//   - {name: by, type: text, label: kind or country, default: kind}
// columns: [start, end, type, links, in_force]
// ---
MATCH (x:Organization|Program|Agreement|Country)
WITH x, CASE WHEN x:Organization THEN coalesce(x.kind, 'organization') WHEN x:Program THEN 'program'
    WHEN x:Country THEN 'country' ELSE 'agreement' END AS kind
WHERE (size($kinds) = 0 OR kind IN $kinds) AND NOT kind IN $without
  AND (NOT x:Country OR EXISTS { (x)--(:Organization|Program|Agreement) })
  AND (NOT $current OR x:Organization OR x:Country OR coalesce((x.valid_from IS NULL OR x.valid_from <= $until)
    AND (x.valid_to >= $since OR (x.valid_to IS NULL
      AND NOT coalesce(x.status, '') IN ['completed', 'closed', 'cancelled'])), false))
  AND ($country = '' OR x.country = $country OR x.id = 'country:' + $country
    OR EXISTS { (x)--(c:Country) WHERE c.id = 'country:' + $country })
  AND ($focus = ''
    OR EXISTS { (x)-[:ADDRESSES|COVERS]->(f:FocusArea) WHERE f.id = $focus OR f.id STARTS WITH $focus + ':' }
    OR EXISTS { (x)--(:Program)-[:ADDRESSES]->(f:FocusArea) WHERE f.id = $focus OR f.id STARTS WITH $focus + ':' })
WITH x, kind, CASE WHEN $by = 'country' AND (x:Program OR x:Agreement)
    THEN COLLECT { MATCH (x)-[:OPERATES_IN|BENEFITS|PARTY_TO|COVERS]-(c:Country) RETURN DISTINCT substring(c.id, 8) } ELSE [] END AS codes
WITH x, CASE
    WHEN $by = 'kind' THEN kind
    WHEN x:Organization THEN coalesce(x.country, 'none')
    WHEN x:Country THEN substring(x.id, 8)
    WHEN size(codes) = 1 THEN codes[0]
    WHEN size(codes) = 0 THEN 'none'
    ELSE 'several'
  END AS start
MATCH (x)-[r]->(y:Organization|Program|Agreement|Country)
WHERE NOT type(r) IN $without
WITH start, r, y, CASE WHEN x:Program THEN x WHEN y:Program THEN y END AS p, CASE WHEN y:Organization THEN coalesce(y.kind, 'organization') WHEN y:Program THEN 'program'
    WHEN y:Country THEN 'country' ELSE 'agreement' END AS kind
WHERE (size($kinds) = 0 OR kind IN $kinds) AND NOT kind IN $without
  AND (NOT y:Country OR EXISTS { (y)--(:Organization|Program|Agreement) })
  AND (NOT $current OR y:Organization OR y:Country OR coalesce((y.valid_from IS NULL OR y.valid_from <= $until)
    AND (y.valid_to >= $since OR (y.valid_to IS NULL
      AND NOT coalesce(y.status, '') IN ['completed', 'closed', 'cancelled'])), false))
  AND ($country = '' OR y.country = $country OR y.id = 'country:' + $country
    OR EXISTS { (y)--(c:Country) WHERE c.id = 'country:' + $country })
  AND ($focus = ''
    OR EXISTS { (y)-[:ADDRESSES|COVERS]->(f:FocusArea) WHERE f.id = $focus OR f.id STARTS WITH $focus + ':' }
    OR EXISTS { (y)--(:Program)-[:ADDRESSES]->(f:FocusArea) WHERE f.id = $focus OR f.id STARTS WITH $focus + ':' })
WITH start, r, p, y, kind, CASE WHEN $by = 'country' AND (y:Program OR y:Agreement)
    THEN COLLECT { MATCH (y)-[:OPERATES_IN|BENEFITS|PARTY_TO|COVERS]-(c:Country) RETURN DISTINCT substring(c.id, 8) } ELSE [] END AS codes
WITH start, r, CASE
    WHEN $by = 'kind' THEN kind
    WHEN y:Organization THEN coalesce(y.country, 'none')
    WHEN y:Country THEN substring(y.id, 8)
    WHEN size(codes) = 1 THEN codes[0]
    WHEN size(codes) = 0 THEN 'none'
    ELSE 'several'
  END AS end,
  coalesce((r.valid_from IS NULL OR r.valid_from <= $until) AND (r.valid_to IS NULL OR r.valid_to >= $since)
    AND (p.valid_from IS NULL OR p.valid_from <= $until)
    AND (p IS NULL OR p.valid_to >= $since OR (p.valid_to IS NULL
      AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled'])), false) AS holds
WHERE start <> end AND (holds OR NOT $current)
RETURN start, end, type(r) AS type, count(r) AS links, max(CASE WHEN holds THEN 1 ELSE 0 END) = 1 AS in_force
ORDER BY start, end, type
