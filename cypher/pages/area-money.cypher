// ---
// title: Sums of money stated about the bodies of a state or province
// description: >
//   Sums that its bodies give or get, as sources state them. Sums overlap and are never added up.
// view: table
// row: a sum as one source states it
// empty: No source states a sum.
// parameters:
//   - {name: id, type: area, label: State or province, default: "US-TX"}
//   - {name: skip, type: integer, label: Rows before the first, default: 0}
//   - {name: size, type: integer, label: Rows at most, default: 50}
// columns: [id, kind, amount, currency, year, value_date, valid_from, valid_to, count, note, givers, receivers, purposes,
//   source, record, records, page]
// ---
MATCH (:AdminArea {id: $id})<-[:BASED_IN]-(:Organization)<-[:PROVIDED_BY|RECEIVED_BY]-(f:Figure)
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
