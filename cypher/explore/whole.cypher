// ---
// title: Everything on the map
// description: Organizations, programs, agreements and countries that one of them is linked to, as far as they pass the filters, and how many pass.
// view: graph
// row: a thing
// parameters:
//   - {name: since, type: date, label: First day of the time, default: today}
//   - {name: until, type: date, label: Last day of the time, default: today}
//   - {name: current, type: truth, label: Only what is in force in that time, default: false}
//   - {name: kinds, type: texts, label: Only these kinds, default: []}
//   - {name: without, type: texts, label: Kinds left out, default: []}
//   - {name: country, type: text, label: Only what has to do with this country (code), default: ""}
//   - {name: focus, type: text, label: Only what works on this focus area (id), default: ""}
//   - {name: most, type: integer, label: Things at most, default: 400}
// columns: [id]
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
RETURN x.id AS id
ORDER BY id
LIMIT $most
