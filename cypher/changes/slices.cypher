// ---
// title: Slices of all organizations
// description: Ids from which, and before which, slices of so many organizations lie in the order of their ids; empty for the first and the last.
// view: table
// row: a slice
// parameters:
//   - {name: size, type: integer, label: Organizations of a slice, default: 20000}
// columns: [first, next]
// ---
MATCH (o:Organization)
WHERE o.id > ''
WITH o.id AS id
ORDER BY id
WITH collect(id) AS ids
WITH [''] + [i IN range($size, size(ids) - 1, $size) | ids[i]] AS firsts
UNWIND range(0, size(firsts) - 1) AS i
RETURN firsts[i] AS first, coalesce(firsts[i + 1], '') AS next
ORDER BY first
