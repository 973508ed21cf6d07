// ---
// title: What has no dates, so that no comparison of two days can tell of it
// description: Programs and agreements under the filters, with how many of them no source gives a start, or an end.
// view: table
// row: programs, or agreements
// empty: Nothing passes these filters.
// parameters:
//   - {name: country, type: text, label: Code of a country (empty for all), default: ""}
//   - {name: focus, type: text, label: Id of a focus area (empty for all), default: ""}
//   - {name: organization, type: text, label: Id of an organization that takes part (empty for any), default: ""}
// columns: [what, known, no_start, no_end]
// ---
MATCH (x:Program|Agreement)
WHERE ($organization = '' OR EXISTS {
    MATCH (x)-[:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH|TRAINS|BENEFITS|PARTY_TO]-(:Organization {id: $organization}) })
  AND ($country = ''
    OR EXISTS { MATCH (x)-[:OPERATES_IN|BENEFITS|TRAINS|PARTY_TO|COVERS]-(:Country {id: 'country:' + $country}) }
    OR EXISTS { MATCH (x)-[:OPERATES_IN]->(a:AdminArea) WHERE a.country = $country }
    OR EXISTS { MATCH (x)-[h:BENEFITS|TRAINS|PARTY_TO]-(body:Organization) WHERE coalesce(h.country, body.country) = $country })
  AND ($focus = ''
    OR EXISTS { MATCH (x)-[:ADDRESSES|COVERS]->(f:FocusArea) WHERE f.id = $focus OR f.id STARTS WITH $focus + ':' }
    OR EXISTS { MATCH (x)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(f:FocusArea) WHERE f.id = $focus OR f.id STARTS WITH $focus + ':' }
    OR EXISTS { MATCH (x)-[:COVERS]->(:Program)-[:ADDRESSES]->(f:FocusArea) WHERE f.id = $focus OR f.id STARTS WITH $focus + ':' })
RETURN CASE WHEN x:Program THEN 'program' ELSE 'agreement' END AS what, count(*) AS known,
  count(CASE WHEN x.valid_from IS NULL THEN 1 END) AS no_start, count(CASE WHEN x.valid_to IS NULL THEN 1 END) AS no_end
ORDER BY what DESC
