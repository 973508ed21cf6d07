// ---
// title: How much is known about an indicator
// description: >
//   Places with a value up to a day, by source, and countries without one.
// view: table
// row: a part of the profile
// parameters:
//   - {name: id, type: indicator, label: Indicator, default: cpi_score}
//   - {name: as_of, type: date, label: As of, default: today}
// columns: [section, total, in_force, others]
// ---
CALL () {
  MATCH (i:Indicator {id: $id})<-[r:MEASURED]-(x:Country|AdminArea)
  WHERE r.year <= toInteger(left($as_of, 4))
  WITH DISTINCT x, r.source AS source
  RETURN 'values' AS section, count(*) AS total, null AS in_force, null AS others
  UNION ALL
  MATCH (c:Country)
  WHERE NOT EXISTS { MATCH (c)-[r:MEASURED]->(:Indicator {id: $id}) WHERE r.year <= toInteger(left($as_of, 4)) }
    AND EXISTS { (c)--(:Organization|Program|Agreement) }
  RETURN 'missing' AS section, count(c) AS total, null AS in_force, null AS others
}
RETURN section, total, in_force, others
