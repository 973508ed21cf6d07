// ---
// title: What is taken away
// description: Organizations, programs and agreements by their ids; an id that an organization had before it was joined leads to it as well.
// view: table
// row: an organization, program or agreement
// empty: Nothing has one of these ids.
// parameters:
//   - {name: ids, type: texts, label: Ids}
// columns: [asked, id, name, kind, type, sources]
// ---
UNWIND $ids AS asked
CALL (asked) {
  MATCH (x:Organization {id: asked})
  RETURN x, 'organization' AS type
  UNION
  WITH asked WHERE asked STARTS WITH 'org:' AND NOT EXISTS { MATCH (:Organization {id: asked}) }
  MATCH (x:Organization)
  WHERE asked IN x.also_ids
  RETURN x, 'organization' AS type
  UNION
  MATCH (x:Program {id: asked})
  RETURN x, 'program' AS type
  UNION
  MATCH (x:Agreement {id: asked})
  RETURN x, 'agreement' AS type
}
RETURN asked, x.id AS id, x.name AS name, CASE type WHEN 'organization' THEN x.kind END AS kind, type, x.sources AS sources
ORDER BY type, toLower(name), id
