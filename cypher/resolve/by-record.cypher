// ---
// title: The organization that a record belongs to
// description: Id of the organization that is made of a record, whatever it is called now.
// view: table
// row: an organization
// parameters:
//   - {name: record, type: text, label: "A record, as source/key", default: "demo/inl"}
// columns: [id]
// ---
MATCH (o:Organization)
WHERE $record IN o.records
RETURN o.id AS id
ORDER BY id
LIMIT 1
