// ---
// title: Everything on the map, by group
// description: >
//   Organizations, programs, agreements, and countries that one of them is linked to, that pass the filters, counted by kind or by country. What stands in
//   several countries is counted once, as such.
// view: graph
// row: a group
// parameters:
//   - {name: since, type: date, label: First day of the time, default: today}
//   - {name: until, type: date, label: Last day of the time, default: today}
//   - {name: current, type: truth, label: Only what is in force in that time, default: false}
//   - {name: kinds, type: texts, label: Only these kinds, default: []}
//   - {name: without, type: texts, label: Kinds left out, default: []}
//   - {name: country, type: text, label: Only what has to do with this country (code), default: ""}
//   - {name: focus, type: text, label: Only what works on this focus area (id), default: ""}
//   - {name: by, type: text, label: kind or country, default: kind}
// columns: [group, name, things]
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
  END AS group
WITH group, count(x) AS things
OPTIONAL MATCH (country:Country {id: 'country:' + group})
RETURN group, country.name AS name, things
ORDER BY things DESC, group
