// ---
// title: Purpose shares that do not sum to 100
// description: A source gives a program's purpose codes of one code list shares whose sum is not 100 percent, give or take 1.
// view: table
// row: a program and a code list as one source states it
// parameters:
//   - {name: source, type: source, label: Only of this source, default: null}
// columns: [id, name, found, sources, records]
// ---
MATCH (p:Program)-[r:CLASSIFIED_AS]->(s:Sector)
WHERE r.percentage IS NOT NULL AND coalesce(r.level, 'activity') = 'activity' AND ($source IS NULL OR $source = r.source)
WITH p, r.source AS source, r.record AS record, s.vocabulary AS vocabulary, sum(r.percentage) AS total
WHERE abs(total - 100) > 1
RETURN p.id AS id, p.name AS name, 'list ' + coalesce(vocabulary, '?') + ': sum ' + toString(round(total, 2)) AS found,
  [source] AS sources, [source + '/' + record] AS records
ORDER BY id, found, records
