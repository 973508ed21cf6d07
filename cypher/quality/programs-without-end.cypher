// ---
// title: Programs without an end
// description: Programs for which no source gives a last day; an open end may be right.
// view: table
// row: a program
// parameters:
//   - {name: source, type: source, label: Only of this source, default: null}
// columns: [id, name, found, sources, records]
// ---
MATCH (p:Program)
WHERE p.valid_to IS NULL AND ($source IS NULL OR $source IN p.sources)
RETURN p.id AS id, p.name AS name, 'no end' AS found, p.sources AS sources, p.records AS records
ORDER BY id
