// ---
// title: How many things of each type
// description: Number of nodes by label, kind labels included.
// view: table
// columns: [label, count]
// ---
MATCH (n) UNWIND labels(n) AS label
RETURN label, count(*) AS count
ORDER BY label
