// ---
// title: Organizations that deliver, train or work with somebody
// description: One row an organization, with what it says of itself and the focus areas that it works on.
// view: table
// row: an organization
// empty: No source names an organization that delivers, trains or works with another.
// parameters:
//   - {name: ids, type: texts, label: Only these organizations, default: null}
// columns: [organization_id, organization, kind, country, us_state, ends, focus_areas]
// ---
MATCH (o:Organization)
WHERE ($ids IS NULL OR o.id IN $ids)
  AND EXISTS { MATCH (o)-[:IMPLEMENTS|TRAINS|PARTNERS_WITH|PARTY_TO|OPERATES_IN]-() }
RETURN o.id AS organization_id, o.name AS organization, o.kind AS kind, o.country AS country, o.us_state AS us_state,
  o.valid_to AS ends, COLLECT { MATCH (o)-[:ADDRESSES]->(f:FocusArea) RETURN DISTINCT f.id } AS focus_areas
ORDER BY organization_id
