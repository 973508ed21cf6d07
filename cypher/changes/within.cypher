// ---
// title: What has to do with a country, a focus area or an organization
// description: >
//   Ids of programs and agreements that stand in a country, work on a focus area or that an organization takes part in, of the
//   country's own organizations, and of the thing itself. With several filters: of those that fit each. Organizations of elsewhere
//   are not here: their links with these are.
// view: table
// row: a thing
// empty: Nothing passes these filters.
// parameters:
//   - {name: country, type: text, label: Code of a country (empty for all), default: ""}
//   - {name: focus, type: text, label: Id of a focus area (empty for all), default: ""}
//   - {name: organization, type: text, label: Id of an organization (empty for any), default: ""}
// columns: [id]
// ---
MATCH (x:Organization|Program|Agreement|Country|FocusArea)
WHERE ($country = '' OR x.country = $country OR x.id = 'country:' + $country
    OR (x:Program AND EXISTS { MATCH (x)-[:OPERATES_IN|BENEFITS|TRAINS]->(:Country {id: 'country:' + $country}) })
    OR (x:Program AND EXISTS { MATCH (x)-[:BENEFITS|TRAINS]->(body:Organization) WHERE body.country = $country })
    OR (x:Agreement AND EXISTS { MATCH (x)-[:PARTY_TO|COVERS]-(:Country {id: 'country:' + $country}) })
    OR (x:Agreement AND EXISTS { MATCH (x)<-[:PARTY_TO]-(o:Organization) WHERE o.country = $country }))
  AND ($focus = '' OR x.id = $focus OR x.id STARTS WITH $focus + ':'
    OR (NOT x:Organization AND EXISTS {
      MATCH (x)-[:ADDRESSES|COVERS]->(f:FocusArea) WHERE f.id = $focus OR f.id STARTS WITH $focus + ':' })
    OR (x:Program AND EXISTS {
      MATCH (x)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(f:FocusArea) WHERE f.id = $focus OR f.id STARTS WITH $focus + ':' }))
  AND ($organization = '' OR x.id = $organization
    OR (NOT x:Organization AND EXISTS {
      MATCH (x)-[:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH|TRAINS|BENEFITS|PARTY_TO]-(:Organization {id: $organization}) }))
RETURN x.id AS id
ORDER BY id
