// ---
// title: Related programs that no file describes
// description: A source relates a program to another one by its number alone, and no loaded source says anything else about that one.
// view: table
// row: a program and the other one that it is related to
// parameters:
//   - {name: source, type: source, label: Only of this source, default: null}
// columns: [id, name, found, sources, records]
// ---
MATCH (p:Program)-[r:PART_OF|RELATED_TO]-(other:Program)
WHERE ($source IS NULL OR $source = r.source)
  AND other.level IS NULL AND other.description IS NULL AND other.status IS NULL AND other.valid_from IS NULL AND other.valid_to IS NULL
  AND NOT (p.level IS NULL AND p.description IS NULL AND p.status IS NULL AND p.valid_from IS NULL AND p.valid_to IS NULL)
RETURN p.id AS id, p.name AS name, other.name AS found, collect(DISTINCT r.source) AS sources,
  collect(DISTINCT r.source + '/' + r.record) AS records
ORDER BY id, found
