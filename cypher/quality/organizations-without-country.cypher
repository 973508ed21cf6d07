// ---
// title: Organizations without a country
// description: Organizations that no source places in a country; international and regional bodies are not counted.
// view: table
// row: an organization
// parameters:
//   - {name: source, type: source, label: Only of this source, default: null}
// columns: [id, name, found, sources, records]
// ---
MATCH (o:Organization)
WHERE o.country IS NULL AND ($source IS NULL OR $source IN o.sources)
  AND NOT coalesce(o.kind, '') IN ['international_organization', 'regional_body']
  AND NOT EXISTS { (o)-[:BASED_IN]->() }
RETURN o.id AS id, o.name AS name, 'no country' AS found, o.sources AS sources, o.records AS records
ORDER BY id
