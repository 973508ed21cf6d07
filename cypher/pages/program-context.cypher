// ---
// title: Where, on what, under what and for how much programs are
// description: >
//   For each of some programs the places and focus areas that a source names, the agreements that cover it, and its newest sums;
//   sums overlap and are never added up. Focus areas that are known through a purpose code alone are not here.
// view: table
// row: a program
// parameters:
//   - {name: ids, type: texts, label: Ids of programs, default: ["program:demo:carsi"]}
//   - {name: sums, type: integer, label: Sums at most of each, default: 2}
// columns: [id, places, focus_areas, agreements, sums, sum_count]
// ---
UNWIND $ids AS id
MATCH (p:Program {id: id})
CALL (p) {
  OPTIONAL MATCH (p)-[:OPERATES_IN]->(x:Country|AdminArea)
  WITH DISTINCT x ORDER BY x.name, x.id
  RETURN collect({id: x.id, name: x.name}) AS places
}
CALL (p) {
  OPTIONAL MATCH (p)-[:ADDRESSES]->(f:FocusArea)
  WITH DISTINCT f ORDER BY f.line, coalesce(f.sequence, 0), f.name
  RETURN collect({id: f.id, name: f.name}) AS focus_areas
}
CALL (p) {
  OPTIONAL MATCH (p)<-[:COVERS]-(a:Agreement)
  WITH DISTINCT a ORDER BY coalesce(a.valid_from, '') DESC, a.id
  RETURN collect({id: a.id, name: a.name}) AS agreements
}
CALL (p) {
  OPTIONAL MATCH (p)<-[:FOR]-(f:Figure)
  WITH DISTINCT f
  ORDER BY coalesce(f.year, toInteger(left(f.valid_from, 4)), toInteger(left(f.value_date, 4)), 0) DESC, f.amount DESC, f.id
  WITH collect(f) AS found
  RETURN size(found) AS sum_count, [f IN found[0..$sums] | {amount: f.amount, currency: f.currency, kind: f.kind,
    value_date: f.value_date, valid_from: f.valid_from, valid_to: f.valid_to, count: f.count,
    year: coalesce(f.year, toInteger(left(f.valid_from, 4)), toInteger(left(f.value_date, 4))), source: head(f.sources)}] AS sums
}
RETURN id, [x IN places WHERE x.id IS NOT NULL] AS places, [f IN focus_areas WHERE f.id IS NOT NULL] AS focus_areas,
  [a IN agreements WHERE a.id IS NOT NULL] AS agreements, sums, sum_count
ORDER BY id
