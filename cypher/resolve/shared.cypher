// ---
// title: What two organizations share
// description: >
//   Programs that both take part in ("beside" where one source names both), organizations that both are linked with, and the
//   links between the two.
// view: table
// row: a program or an organization
// empty: They share no program and no partner that a source names.
// parameters:
//   - {name: one, type: organization, label: One, default: "org:demo:inl"}
//   - {name: other, type: organization, label: The other, default: "org:demo:unodc"}
//   - {name: size, type: integer, label: Rows at most of each, default: 20}
// columns: [what, total, shown]
// ---
MATCH (one:Organization {id: $one}), (other:Organization {id: $other})
CALL (one, other) {
  // A source that names both in one program takes them for two: "beside".
  MATCH (one)-[r]-(p:Program)
  WITH other, p, collect(DISTINCT r.source) AS told
  MATCH (p)-[s]-(other)
  WITH p, told, collect(DISTINCT s.source) AS also
  WITH p, CASE WHEN any(x IN also WHERE x IN told) THEN 'beside' ELSE 'programs' END AS what ORDER BY p.name, p.id
  RETURN what, count(p) AS total, collect([p.id, p.name])[..$size] AS shown
  UNION
  MATCH (one)-[:FUNDS|TRAINS|BENEFITS|PARTNERS_WITH|PART_OF|MEMBER_OF]-(x:Organization)
  WITH DISTINCT other, x
  WHERE x <> other AND EXISTS { (x)-[:FUNDS|TRAINS|BENEFITS|PARTNERS_WITH|PART_OF|MEMBER_OF]-(other) }
  WITH x ORDER BY x.name, x.id
  RETURN 'partners' AS what, count(x) AS total, collect([x.id, x.name])[..$size] AS shown
  UNION
  MATCH (one)-[r]-(other)
  WITH type(r) AS type, startNode(r) = one AS forward, count(r) AS n ORDER BY type
  RETURN 'links' AS what, coalesce(sum(n), 0) AS total, collect([type, CASE WHEN forward THEN 'forward' ELSE 'back' END])[..$size] AS shown
}
RETURN what, total, shown
