// ---
// title: Programs and agreements that end before they start
// description: The last day that is shown lies before the first; the two may come from different sources.
// view: table
// row: a program or an agreement
// parameters:
//   - {name: source, type: source, label: Only of this source, default: null}
// columns: [id, name, found, sources, records]
// ---
MATCH (n:Program|Agreement)
WHERE n.valid_to < n.valid_from AND ($source IS NULL OR $source IN n.sources)
RETURN n.id AS id, n.name AS name, n.valid_from + ' to ' + n.valid_to AS found, n.sources AS sources, n.records AS records
ORDER BY id
