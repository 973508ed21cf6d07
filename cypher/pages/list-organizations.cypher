// ---
// title: List of organizations
// description: Organizations by kind and country, by name, a page at a time.
// view: table
// row: an organization
// parameters:
//   - {name: kind, type: text, label: Kind (empty for any; none for those without), default: ""}
//   - {name: country, type: country, label: Based in, default: null}
//   - {name: skip, type: integer, label: Rows before the first, default: 0}
//   - {name: size, type: integer, label: Rows at most, default: 50}
// columns: [total, id, name, kind, acronym, country_id, country, links]
// ---
CALL () {
  MATCH (o:Organization)
  WHERE ($kind = '' OR coalesce(o.kind, 'none') = $kind) AND ($country IS NULL OR o.country = $country)
  RETURN count(*) AS total
}
CALL () {
  MATCH (o:Organization)
  WHERE ($kind = '' OR coalesce(o.kind, 'none') = $kind) AND ($country IS NULL OR o.country = $country)
  RETURN o
  ORDER BY toLower(o.name), o.id
  SKIP $skip LIMIT $size
}
OPTIONAL MATCH (c:Country {id: 'country:' + o.country})
RETURN total, o.id AS id, o.name AS name, o.kind AS kind, o.acronym AS acronym, c.id AS country_id, c.name AS country,
  COUNT { (o)--() } AS links
ORDER BY toLower(name), id
