// ---
// title: Programs that no organization stands behind
// description: Programs that no source links to any organization in any role.
// view: table
// row: a program
// parameters:
//   - {name: source, type: source, label: Only of this source, default: null}
// columns: [id, name, found, sources, records]
// ---
MATCH (p:Program)
WHERE ($source IS NULL OR $source IN p.sources) AND NOT EXISTS { (p)--(:Organization) }
RETURN p.id AS id, p.name AS name, 'no organization' AS found, p.sources AS sources, p.records AS records
ORDER BY id
