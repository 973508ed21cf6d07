// ---
// title: Where an old id leads
// description: The organization or program that an id of one of its records, or one that it had before, leads to now.
// view: table
// row: an organization or program
// parameters:
//   - {name: id, type: text, label: Old id, default: "org:demo:inl"}
// columns: [id]
// ---
CALL () {
  MATCH (o:Organization)
  WHERE $id IN o.also_ids
  RETURN o.id AS id
  UNION
  MATCH (p:Program)
  WHERE $id IN p.also_ids
  RETURN p.id AS id
}
RETURN id
ORDER BY id
LIMIT 1
