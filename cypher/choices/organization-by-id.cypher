// ---
// title: An organization by its id
// description: The organization that an id leads to, also an id that it had before it was joined with another.
// view: table
// row: an organization
// parameters:
//   - {name: id, type: organization, label: Id}
// columns: [id, name]
// ---
CALL () {
  MATCH (o:Organization {id: $id})
  RETURN o, 0 AS rank
  UNION
  MATCH (o:Organization)
  WHERE NOT EXISTS { (:Organization {id: $id}) } AND $id IN o.also_ids
  RETURN o, 1 AS rank
}
RETURN o.id AS id, o.name AS name
ORDER BY rank, id
LIMIT 1
