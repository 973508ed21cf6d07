// ---
// title: Identifiers that several organizations hold
// description: Two organizations that are kept apart by a decision have the same identifier.
// view: table
// row: an organization and an identifier
// parameters:
//   - {name: source, type: source, label: Only of this source, default: null}
// columns: [id, name, found, sources, records]
// ---
MATCH (o:Organization)
UNWIND coalesce(o.identifiers, []) AS identifier
WITH identifier, collect(o) AS holders
WHERE size(holders) > 1
UNWIND holders AS o
WITH o, identifier
WHERE $source IS NULL OR $source IN o.sources
RETURN o.id AS id, o.name AS name, identifier AS found, o.sources AS sources, o.records AS records
ORDER BY found, id
