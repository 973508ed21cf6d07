// ---
// title: Links of a thing, each as it is stated
// description: Every link of a thing to another that a person may correct, by the other's name; of one key, or of others whose name holds a text.
// view: table
// row: a link
// parameters:
//   - {name: id, type: text, label: Its id, default: "org:demo:inl"}
//   - {name: key, type: text, label: Only the link of this key, default: ""}
//   - {name: text, type: text, label: Only others whose name holds this text in lower case, default: ""}
//   - {name: skip, type: integer, label: Rows before the first, default: 0}
//   - {name: size, type: integer, label: Rows at most, default: 50}
// columns: [key, type, outgoing, props, other, other_label, other_name, other_kind, other_records, total]
// ---
CALL () {
  MATCH (n:Organization {id: $id})
  RETURN n
  UNION
  MATCH (n:Program {id: $id})
  RETURN n
  UNION
  MATCH (n:Agreement {id: $id})
  RETURN n
  UNION
  MATCH (n:Country {id: $id})
  RETURN n
  UNION
  MATCH (n:AdminArea {id: $id})
  RETURN n
  UNION
  MATCH (n:FocusArea {id: $id})
  RETURN n
}
MATCH (n)-[r]-(x:Organization|Program|Agreement|Country|AdminArea|FocusArea)
WHERE ($key = '' OR r.key = $key) AND ($text = '' OR toLower(x.name) CONTAINS $text)
WITH r, x, startNode(r) = n AS outgoing
ORDER BY toLower(x.name), x.id, type(r), r.key
WITH count(*) AS total, collect({r: r, x: x, outgoing: outgoing})[$skip..$skip + $size] AS page
UNWIND page AS one
WITH total, one.r AS r, one.x AS x, one.outgoing AS outgoing
RETURN r.key AS key, type(r) AS type, outgoing, properties(r) AS props, x.id AS other,
  head([l IN labels(x) WHERE l IN ['Organization', 'Program', 'Agreement', 'Country', 'AdminArea', 'FocusArea']]) AS other_label,
  x.name AS other_name, x.kind AS other_kind, x.records AS other_records, total
ORDER BY toLower(other_name), other, type, key
