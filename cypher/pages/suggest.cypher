// ---
// title: Search while typing
// description: The first few things whose name, acronym, alias or identifier matches, exact ones and names that begin so first.
// view: table
// row: an organization, program, agreement, place, focus area, purpose code or indicator
// parameters:
//   - {name: text, type: text, label: Search text in the words of the full-text index, default: "polic*"}
//   - {name: exact, type: text, label: The text as typed in lower case, default: ""}
//   - {name: size, type: integer, label: Rows at most, default: 8}
// columns: [id, name, kind, acronym, aliases, identifiers, country_id, country, exact]
// ---
CALL db.index.fulltext.queryNodes('names', $text, {limit: 60}) YIELD node AS n, score
WITH n, score, toLower(n.name) STARTS WITH $exact AS begins,
  CASE
    WHEN toLower(n.acronym) = $exact OR toLower(n.name) = $exact THEN true
    WHEN any(i IN n.identifiers WHERE toLower(i) = $exact OR split(toLower(i), ':')[-1] = $exact) THEN true
    WHEN toLower(n.iso2) = $exact OR toLower(n.iso3) = $exact OR toLower(n.code) = $exact THEN true
    ELSE false
  END AS exact
ORDER BY exact DESC, begins DESC, score DESC, n.id
LIMIT $size
OPTIONAL MATCH (c:Country {id: 'country:' + n.country})
RETURN n.id AS id, n.name AS name, n.kind AS kind, n.acronym AS acronym, n.aliases AS aliases,
  n.identifiers AS identifiers, c.id AS country_id, c.name AS country, exact
ORDER BY exact DESC, begins DESC, score DESC, id
