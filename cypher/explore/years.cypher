// ---
// title: Programs and agreements of a map by the years in which they begin and end
// description: >
//   How many programs and agreements have which first and last year; an empty one where no source states it. Those that are over
//   without a stated end are not here: no source says in which years they ran. Organizations and places have no such years.
// view: table
// row: programs and agreements with the same first and last year
// empty: No program or agreement is on the map.
// parameters:
//   - {name: ids, type: texts, label: Only these things (empty for all under the filters), default: []}
//   - {name: kinds, type: texts, label: Only these kinds, default: []}
//   - {name: without, type: texts, label: Kinds left out, default: []}
//   - {name: country, type: text, label: Only what has to do with this country (code), default: ""}
//   - {name: focus, type: text, label: Only what works on this focus area (id), default: ""}
// columns: [first, last, things]
// ---
CALL () {
  UNWIND $ids AS id
  CALL (id) {
    MATCH (x:Program {id: id})
    RETURN x
    UNION
    MATCH (x:Agreement {id: id})
    RETURN x
  }
  RETURN x
  UNION
  WITH 1 AS chosen WHERE size($ids) = 0
  MATCH (x:Program|Agreement)
  WHERE ($country = '' OR EXISTS { (x)--(c:Country) WHERE c.id = 'country:' + $country })
    AND ($focus = ''
      OR EXISTS { (x)-[:ADDRESSES|COVERS]->(f:FocusArea) WHERE f.id = $focus OR f.id STARTS WITH $focus + ':' }
      OR EXISTS { (x)--(:Program)-[:ADDRESSES]->(f:FocusArea) WHERE f.id = $focus OR f.id STARTS WITH $focus + ':' })
  RETURN x
}
WITH x, CASE WHEN x:Program THEN 'program' ELSE 'agreement' END AS kind
WHERE (size($kinds) = 0 OR kind IN $kinds) AND NOT kind IN $without
  AND (x.valid_to IS NOT NULL OR NOT coalesce(x.status, '') IN ['completed', 'closed', 'cancelled'])
RETURN left(x.valid_from, 4) AS first, left(x.valid_to, 4) AS last, count(x) AS things
ORDER BY first, last
