// ---
// title: An organization
// description: Names, identifiers, kind, country and dates of one organization, and who states them.
// view: table
// row: the organization
// parameters:
//   - {name: id, type: organization, label: Organization, default: "org:demo:inl"}
// columns: [id, name, kind, acronym, aliases, identifiers, conflicts, country_id, country, us_state_id, us_state, homepage, valid_from,
//   valid_to, valid_from_text, valid_to_text, records, sources, pages]
// ---
MATCH (o:Organization {id: $id})
OPTIONAL MATCH (c:Country {id: 'country:' + o.country})
OPTIONAL MATCH (a:AdminArea {id: 'area:US-' + o.us_state})
RETURN o.id AS id, o.name AS name, o.kind AS kind, o.acronym AS acronym, o.aliases AS aliases,
  o.identifiers AS identifiers, o.conflicts AS conflicts, c.id AS country_id, c.name AS country,
  a.id AS us_state_id, coalesce(a.name, o.us_state) AS us_state, o.homepage AS homepage, o.valid_from AS valid_from, o.valid_to AS valid_to,
  o.valid_from_text AS valid_from_text, o.valid_to_text AS valid_to_text, o.records AS records, o.sources AS sources, o.pages AS pages
