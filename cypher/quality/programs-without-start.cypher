// ---
// title: Programs without a start
// description: Programs for which no source gives a first day.
// view: table
// row: a program
// parameters:
//   - {name: source, type: source, label: Only of this source, default: null}
// columns: [id, name, found, sources, records]
// ---
MATCH (p:Program)
WHERE p.valid_from IS NULL AND ($source IS NULL OR $source IN p.sources)
RETURN p.id AS id, p.name AS name, 'no start' AS found, p.sources AS sources, p.records AS records
ORDER BY id
