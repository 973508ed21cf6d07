// ---
// title: A thing that a fact may be about
// description: Everything that is stated of a thing itself, by its id.
// view: table
// row: a thing
// parameters:
//   - {name: id, type: text, label: Its id, default: "org:demo:inl"}
// columns: [id, label, name, records, props]
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
  UNION
  MATCH (n:Sector {id: $id})
  RETURN n
  UNION
  MATCH (n:Indicator {id: $id})
  RETURN n
}
RETURN n.id AS id, head([l IN labels(n) WHERE l IN
  ['Organization', 'Program', 'Agreement', 'Country', 'AdminArea', 'FocusArea', 'Sector', 'Indicator']]) AS label,
  n.name AS name, n.records AS records, properties(n) AS props
