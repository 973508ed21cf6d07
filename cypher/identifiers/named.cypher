// ---
// title: Organizations and programs with an identifier
// description: Name, kind and country of everything to which a source gives an identifier.
// view: table
// row: an organization or program
// columns: [id, name, kind, country]
// ---
CALL () {
  MATCH (n:Organization)
  WHERE n.identifiers IS NOT NULL
  RETURN n
  UNION
  MATCH (n:Program)
  WHERE n.identifiers IS NOT NULL
  RETURN n
}
RETURN n.id AS id, n.name AS name, n.kind AS kind, n.country AS country
ORDER BY id
