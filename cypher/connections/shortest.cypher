// ---
// title: Shortest ways between two organizations
// description: >
//   Ways of the fewest links from one organization to another, through organizations, programs and agreements. Places, focus areas
//   and purpose codes are no way: through them nearly everything is two steps from everything.
// view: graph
// row: a way
// empty: No way of at most eight links joins the two in what is loaded.
// parameters:
//   - {name: one, type: organization, label: From, default: "org:demo:inl"}
//   - {name: other, type: organization, label: To, default: "org:demo:unodc"}
//   - {name: types, type: texts, label: Types of link to go through, default: [FUNDS, IMPLEMENTS, PARTNERS_WITH, PART_OF]}
//   - {name: without, type: texts, label: Ids of things not to go through, default: []}
//   - {name: current, type: truth, label: Only links in force on the day, default: false}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: size, type: integer, label: Ways at most, default: 10}
// columns: [things]
// ---
MATCH (a:Organization {id: $one}), (b:Organization {id: $other})
MATCH p = allShortestPaths((a)-[:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|TRAINS|BENEFITS|PARTNERS_WITH|MEMBER_OF|PARTY_TO|COVERS|PART_OF|RELATED_TO|SUCCEEDED_BY*..8]-(b))
WHERE all(r IN relationships(p) WHERE type(r) IN $types
    AND (NOT $current OR ((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of))))
  AND all(n IN nodes(p) WHERE (n:Organization OR n:Program OR n:Agreement) AND NOT n.id IN $without)
// Several links between two things make several ways of the same things: enough are taken to tell the ways apart, not all there are.
WITH nodes(p) AS through LIMIT 20000
WITH DISTINCT through
WITH [n IN through | {id: n.id, name: n.name, kind: n.kind}] AS things, reduce(ids = '', n IN through | ids + n.id + ' ') AS ids
ORDER BY ids
LIMIT $size
RETURN things
