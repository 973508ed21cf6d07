// ---
// title: How many programs there are
// description: Whether all programs are few enough to be read for one answer.
// view: table
// row: the whole network
// empty: Nothing is loaded.
// parameters: []
// columns: [programs]
// ---
MATCH (p:Program)
RETURN count(p) AS programs
