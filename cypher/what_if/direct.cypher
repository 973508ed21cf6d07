// ---
// title: Direct links of some organizations
// description: Links in force of these organizations with others, without a program between them. Links among the others are not here.
// view: table
// row: two organizations
// empty: No source links one of these with another organization directly.
// parameters:
//   - {name: organizations, type: texts, label: Ids of organizations, default: ["org:demo:unodc"]}
//   - {name: as_of, type: date, label: As of, default: today}
// columns: [one, one_name, one_kind, other, other_name, other_kind, links]
// ---
UNWIND $organizations AS id
MATCH (a:Organization {id: id})-[r:FUNDS|TRAINS|BENEFITS|PARTNERS_WITH]-(b:Organization)
WHERE a <> b AND (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
WITH DISTINCT r, CASE WHEN a.id < b.id THEN a ELSE b END AS one, CASE WHEN a.id < b.id THEN b ELSE a END AS other
RETURN one.id AS one, one.name AS one_name, one.kind AS one_kind, other.id AS other, other.name AS other_name, other.kind AS other_kind,
  count(r) AS links
ORDER BY one, other
