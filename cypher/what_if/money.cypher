// ---
// title: Sums stated for programs
// description: Sums for these programs as sources state them. Sums overlap and are never added up; what no source states is not here.
// view: table
// row: a sum for a program
// empty: No source states a sum for these programs.
// parameters:
//   - {name: programs, type: texts, label: Ids of programs, default: ["program:demo:carsi"]}
// columns: [program_id, program, id, kind, amount, currency, year, value_date, count, payer_unnamed, givers, source, record, page]
// ---
UNWIND $programs AS id
MATCH (p:Program {id: id})<-[r:FOR]-(f:Figure)
WITH p, f, head(collect(r)) AS r
CALL (f) {
  MATCH (f)-[:PROVIDED_BY]->(x)
  WITH DISTINCT x
  ORDER BY x.name, x.id
  RETURN collect({id: x.id, name: x.name, kind: x.kind}) AS givers
}
RETURN p.id AS program_id, p.name AS program, f.id AS id, f.kind AS kind, f.amount AS amount, f.currency AS currency, f.year AS year,
  f.value_date AS value_date, f.count AS count, givers = [] AS payer_unnamed, givers, r.source AS source, r.record AS record,
  coalesce(r.page, head(f.pages)) AS page
ORDER BY toLower(program), program_id, kind, currency, year DESC, amount DESC, id
