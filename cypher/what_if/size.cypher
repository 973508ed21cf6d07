// ---
// title: How many programs the network has
// description: The number of programs of any day; what else the network holds is not counted.
// view: table
// columns: [programs]
// ---
MATCH (p:Program)
RETURN count(p) AS programs
