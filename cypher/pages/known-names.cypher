// ---
// title: Names that are known
// description: Which of some names are names of organizations or programs in the network.
// view: table
// row: an organization or program
// parameters:
//   - {name: text, type: text, label: Names as phrases in the words of the full-text index, default: "\"police\""}
//   - {name: size, type: integer, label: Rows at most, default: 500}
// columns: [name, aliases, label]
// ---
CALL db.index.fulltext.queryNodes('names', $text, {limit: $size}) YIELD node AS n
WITH n, head([l IN labels(n) WHERE l IN ['Organization', 'Program']]) AS label
WHERE label IS NOT NULL
RETURN n.name AS name, coalesce(n.aliases, []) + [x IN [n.acronym] WHERE x IS NOT NULL] AS aliases, label
ORDER BY name, label
