// ---
// title: Sources that tell of a country, an organization or a focus area
// description: >
//   Keys of the sources with a link at the country, organization or focus area (a topic under it counts too), as the network stands now.
// view: table
// row: a source
// empty: No loaded source tells of it.
// parameters:
//   - {name: country, type: text, label: Code of a country (empty for none), default: ""}
//   - {name: focus, type: text, label: Id of a focus area (empty for none), default: ""}
//   - {name: organization, type: text, label: Id of an organization (empty for none), default: ""}
// columns: [source]
// ---
CALL () {
  MATCH (c:Country {id: 'country:' + $country})-[r]-()
  RETURN r.source AS source
  UNION
  MATCH (o:Organization {id: $organization})-[r]-()
  RETURN r.source AS source
  UNION
  MATCH (f:FocusArea)-[r]-()
  WHERE $focus <> '' AND (f.id = $focus OR f.id STARTS WITH $focus + ':')
  RETURN r.source AS source
}
WITH DISTINCT source WHERE source IS NOT NULL
RETURN source
ORDER BY source
