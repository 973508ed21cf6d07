// ---
// title: Search, counted
// description: How many things of each type match a search.
// view: table
// row: a type of thing
// parameters:
//   - {name: text, type: text, label: Search text in the words of the full-text index, default: "police"}
// columns: [label, found]
// ---
CALL db.index.fulltext.queryNodes('names', $text) YIELD node AS n
UNWIND [l IN labels(n) WHERE l IN
  ['Organization', 'Program', 'Agreement', 'Country', 'AdminArea', 'FocusArea', 'Sector', 'Indicator']] AS label
RETURN label, count(*) AS found
ORDER BY found DESC, label
