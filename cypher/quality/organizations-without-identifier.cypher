// ---
// title: Organizations without an identifier
// description: Organizations for which no source gives an identifier of any register, so that only their name tells them apart.
// view: table
// row: an organization
// parameters:
//   - {name: source, type: source, label: Only of this source, default: null}
// columns: [id, name, found, sources, records]
// ---
MATCH (o:Organization)
WHERE size(coalesce(o.identifiers, [])) = 0 AND ($source IS NULL OR $source IN o.sources)
RETURN o.id AS id, o.name AS name, 'no identifier' AS found, o.sources AS sources, o.records AS records
ORDER BY id
