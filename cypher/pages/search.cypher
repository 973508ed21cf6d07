// ---
// title: Search
// description: Everything whose name, acronym, alias or identifier matches, exact acronyms and identifiers first.
// view: table
// row: an organization, program, agreement, place, focus area, purpose code or indicator
// parameters:
//   - {name: text, type: text, label: Search text in the words of the full-text index, default: "police"}
//   - {name: exact, type: text, label: The text as typed in lower case, default: ""}
//   - {name: what, type: text, label: Only this type of thing, default: ""}
//   - {name: skip, type: integer, label: Rows before the first, default: 0}
//   - {name: size, type: integer, label: Rows at most, default: 50}
// columns: [id, name, label, kind, acronym, aliases, identifiers, country_id, country, exact]
// ---
CALL db.index.fulltext.queryNodes('names', $text) YIELD node AS n, score
WITH n, score, head([l IN labels(n) WHERE l IN
  ['Organization', 'Program', 'Agreement', 'Country', 'AdminArea', 'FocusArea', 'Sector', 'Indicator']]) AS label
WHERE $what = '' OR label = $what
WITH n, score, label,
  CASE
    WHEN toLower(n.acronym) = $exact OR toLower(n.name) = $exact THEN true
    WHEN any(i IN n.identifiers WHERE toLower(i) = $exact OR split(toLower(i), ':')[-1] = $exact) THEN true
    WHEN toLower(n.iso2) = $exact OR toLower(n.iso3) = $exact OR toLower(n.code) = $exact THEN true
    ELSE false
  END AS exact
ORDER BY exact DESC, score DESC, n.id
SKIP $skip LIMIT $size
OPTIONAL MATCH (c:Country {id: 'country:' + n.country})
RETURN n.id AS id, n.name AS name, label, n.kind AS kind, n.acronym AS acronym, n.aliases AS aliases,
  n.identifiers AS identifiers, c.id AS country_id, c.name AS country, exact
ORDER BY exact DESC, score DESC, id
