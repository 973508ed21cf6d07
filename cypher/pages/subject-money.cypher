// ---
// title: Sums of money stated about the programs on a focus area or purpose code
// description: >
//   Sums for its programs, as sources state them; a sum may be for other work of the same program too. Sums overlap and are never added up.
// view: table
// row: a sum as one source states it
// empty: No source states a sum.
// parameters:
//   - {name: id, type: text, label: Id of a focus area or purpose code, default: "focus:III"}
//   - {name: skip, type: integer, label: Rows before the first, default: 0}
//   - {name: size, type: integer, label: Rows at most, default: 50}
// columns: [id, kind, amount, currency, year, value_date, valid_from, valid_to, count, note, givers, receivers, purposes,
//   source, record, records, page]
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
MATCH (p)<-[:FOR]-(f:Figure)
WITH DISTINCT f
ORDER BY coalesce(f.year, toInteger(left(f.valid_from, 4)), toInteger(left(f.value_date, 4)), 0) DESC, f.kind, f.amount DESC, f.id
SKIP $skip LIMIT $size
CALL (f) {
  MATCH (f)-[:PROVIDED_BY]->(x)
  WHERE x:Organization OR x:Country
  RETURN collect({id: x.id, name: x.name, kind: x.kind}) AS givers
}
CALL (f) {
  MATCH (f)-[:RECEIVED_BY]->(x)
  WHERE x:Organization OR x:Country
  RETURN collect({id: x.id, name: x.name, kind: x.kind}) AS receivers
}
CALL (f) {
  MATCH (f)-[:FOR]->(x)
  WHERE x:Program OR x:Country
  RETURN collect({id: x.id, name: x.name, kind: null}) AS purposes
}
CALL (f) {
  MATCH (f)-[r:PROVIDED_BY|RECEIVED_BY|FOR]->()
  RETURN r ORDER BY r.key LIMIT 1
}
RETURN f.id AS id, f.kind AS kind, f.amount AS amount, f.currency AS currency, f.year AS year, f.value_date AS value_date,
  f.valid_from AS valid_from, f.valid_to AS valid_to, f.count AS count, f.note AS note, givers, receivers, purposes,
  r.source AS source, r.record AS record, r.records AS records, coalesce(r.page, head(f.pages)) AS page
ORDER BY coalesce(year, toInteger(left(valid_from, 4)), toInteger(left(value_date, 4)), 0) DESC, kind, amount DESC, id
