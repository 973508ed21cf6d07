// ---
// title: Indicators of a country
// description: Every value of every indicator of need or supply, newest first.
// view: table
// row: a value of an indicator in a year, as one source states it
// empty: No source gives an indicator for this country.
// parameters:
//   - {name: id, type: country, label: Country, default: GT}
// columns: [id, name, unit, direction, measures, description, year, value, source, record, page]
// ---
MATCH (:Country {id: 'country:' + $id})-[r:MEASURED]->(i:Indicator)
RETURN i.id AS id, i.name AS name, i.unit AS unit, i.direction AS direction, i.measures AS measures,
  i.description AS description, r.year AS year, r.value AS value, r.source AS source, r.record AS record, r.page AS page
ORDER BY measures, name, year DESC, source, record
