// ---
// title: Organizations that no register knows, by country
// theme: What we know
// description: >
//   How many organizations of each country carry an identifier of a register (LEI, UEI, ORI, an IATI organization identifier and so
//   on) in a source, and how many do not. Without one, the same organization in two sources is found by its name alone. It does
//   not say that an organization is in no register: a source may leave it out.
// view: chart
// chart: {form: stacked, along: country, values: [without, with_one], unit: organizations}
// row: a country
// empty: No organization with these choices is known.
// related: [sources-of-a-country, disagreeing-sources]
// scans: {Organization: "without a kind every organization counts"}
// parameters:
//   - {name: kind, type: kind, label: Only this kind of organization, default: null}
//   - {name: country, type: country, label: Country, default: null}
// columns:
//   - country: Country
//   - country_id
//   - without: No identifier (organizations)
//   - with_one: With an identifier (organizations)
//   - share: No identifier (%)
//   - examples: Some without
//   - examples_id
//   - sources
// ---
CALL () {
  WITH 1 AS one WHERE $kind IS NULL AND $country IS NULL
  MATCH (o:Organization)
  RETURN o
  UNION ALL
  MATCH (o:Organization {country: $country})
  WHERE $kind IS NULL OR o.kind = $kind
  RETURN o
  UNION ALL
  WITH 1 AS one WHERE $country IS NULL
  MATCH (o:Organization {kind: $kind})
  RETURN o
}
WITH o.country AS iso2, o, size(coalesce(o.identifiers, [])) > 0 AS known
ORDER BY toLower(o.name), o.id
WITH iso2, count(CASE WHEN known THEN 1 END) AS with_one, count(CASE WHEN NOT known THEN 1 END) AS without,
  collect(CASE WHEN NOT known THEN o END)[..20] AS examples, collect(DISTINCT o.sources) AS lists
OPTIONAL MATCH (c:Country {id: 'country:' + iso2})
RETURN coalesce(c.name, iso2, 'country not stated') AS country, c.id AS country_id, without, with_one,
  round(100.0 * without / (without + with_one), 1) AS share, [o IN examples | o.name] AS examples, [o IN examples | o.id] AS examples_id,
  COLLECT { UNWIND lists AS list UNWIND list AS source WITH DISTINCT source ORDER BY source RETURN source } AS sources
ORDER BY without DESC, country
