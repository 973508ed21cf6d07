// ---
// title: Parties to agreements
// description: >
//   Who signed or is bound by agreements, as sources state it, and by how many direct links and programs in force it works with other
//   parties. Which of that rests on the agreement no source says.
// view: table
// row: a party of an agreement
// empty: No source names a party of these agreements.
// parameters:
//   - {name: agreements, type: texts, label: Ids of agreements, default: ["agreement:demo:agr-europol-al-2013"]}
//   - {name: as_of, type: date, label: As of, default: today}
// columns: [agreement_id, agreement, id, name, kind, links, sources, records]
// ---
UNWIND $agreements AS id
MATCH (a:Agreement {id: id})<-[r:PARTY_TO]-(x)
WITH a, x, collect(DISTINCT r.source) AS sources, collect(DISTINCT r.source + '/' + r.record) AS records
CALL (a, x) {
  MATCH (a)<-[:PARTY_TO]-(y)
  WHERE y <> x
  WITH DISTINCT x, y
  MATCH (x)-[r:FUNDS|TRAINS|BENEFITS|PARTNERS_WITH|MEMBER_OF]-(y)
  WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
  RETURN count(DISTINCT r) AS links
}
RETURN a.id AS agreement_id, a.name AS agreement, x.id AS id, x.name AS name, x.kind AS kind, links, sources, records
ORDER BY toLower(agreement), agreement_id, toLower(name), id
