// ---
// title: Who and what stands around a thing
// description: >
//   Organizations, programs, countries, areas, agreements and focus areas with a link to it: those with a link in force
//   first, then by number of links to it, then by number of links in all. The total counts those that are left out.
// view: graph
// row: a neighbour
// empty: No source links it to anything.
// parameters:
//   - {name: id, type: text, label: Its id, default: "org:demo:inl"}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: size, type: integer, label: Neighbours at most, default: 120}
// columns: [total, id, name, label, kind, links, degree, in_force]
// ---
CALL () {
  MATCH (n:Organization {id: $id})
  RETURN n
  UNION
  MATCH (n:Program {id: $id})
  RETURN n
  UNION
  MATCH (n:Country {id: $id})
  RETURN n
  UNION
  MATCH (n:AdminArea {id: $id})
  RETURN n
  UNION
  MATCH (n:Agreement {id: $id})
  RETURN n
  UNION
  MATCH (n:FocusArea {id: $id})
  RETURN n
}
MATCH (n)-[r]-(x:Organization|Program|Country|AdminArea|Agreement|FocusArea)
WHERE x <> n
WITH x, count(r) AS links,
  max(CASE WHEN (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
    THEN 1 ELSE 0 END) = 1 AS in_force
WITH x, links, in_force, COUNT { (x)--() } AS degree
ORDER BY in_force DESC, links DESC, degree DESC, x.id
WITH collect({x: x, links: links, in_force: in_force, degree: degree}) AS found
WITH found, size(found) AS total
UNWIND found[0..$size] AS row
WITH total, row.x AS x, row.links AS links, row.degree AS degree, row.in_force AS in_force
RETURN total, x.id AS id, x.name AS name, labels(x) AS label, x.kind AS kind, links, degree, in_force
