// ---
// title: Organizations of unknown kind
// description: Organizations of which no source says whether they are a government body, an NGO or something else.
// view: table
// row: an organization
// parameters:
//   - {name: source, type: source, label: Only of this source, default: null}
// columns: [id, name, found, sources, records]
// ---
MATCH (o:Organization)
WHERE o.kind IS NULL AND ($source IS NULL OR $source IN o.sources)
RETURN o.id AS id, o.name AS name, 'no kind' AS found, o.sources AS sources, o.records AS records
ORDER BY id
