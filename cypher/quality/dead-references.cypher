// ---
// title: Reporters that lead nowhere
// description: Programs whose reporter is given by a reference that leads to no organization here.
// view: table
// row: a program
// parameters:
//   - {name: source, type: source, label: Only of this source, default: null}
// columns: [id, name, found, sources, records]
// ---
MATCH (p:Program)
WHERE p.reported_by IS NOT NULL AND ($source IS NULL OR $source IN p.sources)
WITH p.reported_by AS found, collect(p) AS programs
WHERE NOT EXISTS { MATCH (o:Organization) WHERE o.id IN [found, 'org:IATI-ORG:' + found] }
  AND NOT EXISTS { MATCH (o:Organization) WHERE found IN o.also_ids OR 'org:IATI-ORG:' + found IN o.also_ids }
UNWIND programs AS p
RETURN p.id AS id, p.name AS name, found, p.sources AS sources, p.records AS records
ORDER BY id
