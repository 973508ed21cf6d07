// ---
// title: Where a focus area or purpose code is worked on
// description: >
//   Countries of the programs on it: where they work, which they help, or whose bodies they help or train.
// view: table
// row: a country
// empty: No source names a country for the programs on this.
// parameters:
//   - {name: id, type: text, label: Id of a focus area or purpose code, default: "focus:III"}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: current, type: truth, label: Only what is in force on the day, default: false}
//   - {name: skip, type: integer, label: Rows before the first, default: 0}
//   - {name: size, type: integer, label: Rows at most, default: 50}
// columns: [id, name, line, level, programs, in_force, by_code, itself]
// ---
CALL () {
  MATCH (:FocusArea {id: $id})<-[:PART_OF*0..1]-(:FocusArea)<-[:ADDRESSES]-(p:Program)
  RETURN p
  UNION
  MATCH (:FocusArea {id: $id})<-[:PART_OF*0..1]-(:FocusArea)<-[:MAPS_TO]-(:Sector)<-[:CLASSIFIED_AS]-(p:Program)
  RETURN p
  UNION
  MATCH (:Sector {id: $id})<-[:PART_OF*0..2]-(:Sector)<-[:CLASSIFIED_AS]-(p:Program)
  RETURN p
}
CALL (p) {
  MATCH (p)-[:OPERATES_IN|BENEFITS|TRAINS|PARTNERS_WITH]-(c:Country)
  RETURN c
  UNION
  MATCH (p)-[:OPERATES_IN]->(:AdminArea)-[:PART_OF]->(c:Country)
  RETURN c
  UNION
  MATCH (p)-[h:BENEFITS|TRAINS]->(body:ForeignCounterpart)
  MATCH (c:Country {id: 'country:' + body.country})
  WHERE coalesce(h.country, body.country) = body.country
  RETURN c
}
WITH c, count(p) AS programs, sum(CASE WHEN (p.valid_from IS NULL OR p.valid_from <= $as_of)
    AND (p.valid_to >= $as_of OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))
    THEN 1 ELSE 0 END) AS in_force
WHERE in_force > 0 OR NOT $current
RETURN c.id AS id, c.name AS name, null AS line, null AS level, programs, in_force, 0 AS by_code, false AS itself
ORDER BY in_force DESC, programs DESC, name, id
SKIP $skip LIMIT $size
