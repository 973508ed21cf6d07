// ---
// title: Links that end before they start
// description: A source gives an organization's or a program's link to something else a last day before its first.
// view: table
// row: a link, named by the thing that it leads from
// parameters:
//   - {name: source, type: source, label: Only of this source, default: null}
// columns: [id, name, found, sources, records]
// ---
MATCH (n:Organization|Program)-[r]->(m)
WHERE r.valid_to < r.valid_from AND ($source IS NULL OR $source = r.source)
RETURN n.id AS id, n.name AS name, m.name + ': ' + r.valid_from + ' to ' + r.valid_to AS found,
  [r.source] AS sources, [r.source + '/' + r.record] AS records
ORDER BY id, found, records
