// ---
// title: Programs without a country
// description: Programs that no source places in a country or a part of one, nor says whom there they help.
// view: table
// row: a program
// parameters:
//   - {name: source, type: source, label: Only of this source, default: null}
// columns: [id, name, found, sources, records]
// ---
MATCH (p:Program)
WHERE ($source IS NULL OR $source IN p.sources)
  AND NOT EXISTS { (p)-[:OPERATES_IN|BENEFITS|TRAINS|PARTNERS_WITH]->(:Country) }
  AND NOT EXISTS { (p)-[:OPERATES_IN]->(:AdminArea) }
RETURN p.id AS id, p.name AS name, 'no country' AS found, p.sources AS sources, p.records AS records
ORDER BY id
