// ---
// title: Indicators of a state or province
// description: >
//   Every value of every indicator of need or supply, newest first.
// view: table
// row: a value of an indicator in a year, as one source states it
// empty: No source gives an indicator for this place.
// parameters:
//   - {name: id, type: area, label: State or province, default: "US-TX"}
// columns: [id, name, unit, direction, measures, description, year, value, source, record, page]
// ---
MATCH (:AdminArea {id: $id})-[r:MEASURED]->(i:Indicator)
RETURN i.id AS id, i.name AS name, i.unit AS unit, i.direction AS direction, i.measures AS measures,
  i.description AS description, r.year AS year, r.value AS value, r.source AS source, r.record AS record, r.page AS page
ORDER BY measures, name, id, source, year DESC, record
