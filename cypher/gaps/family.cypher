// ---
// title: An organization with what it is a part of, and its parts
// description: >
//   The organizations named by id (old ids lead to their node as well), those they are a part of and those that are a
//   part of them, up to four steps away.
// view: table
// row: an organization and one that is the same, above or below it
// empty: No organization has one of these ids.
// parameters:
//   - {name: ids, type: texts, label: Ids of organizations}
// columns: [asked, organization_id, organization, relative_id, place]
// ---
UNWIND $ids AS asked
CALL (asked) {
  MATCH (o:Organization {id: asked})
  RETURN o
  UNION
  WITH asked WHERE NOT EXISTS { MATCH (:Organization {id: asked}) }
  MATCH (o:Organization)
  WHERE asked IN o.also_ids
  RETURN o
}
CALL (o) {
  RETURN o AS relative, 'same' AS place
  UNION
  MATCH (o)-[:PART_OF*1..4]->(relative:Organization)
  RETURN relative, 'above' AS place
  UNION
  MATCH (relative:Organization)-[:PART_OF*1..4]->(o)
  RETURN relative, 'below' AS place
}
RETURN DISTINCT asked, o.id AS organization_id, o.name AS organization, relative.id AS relative_id, place
ORDER BY asked, place, relative_id
