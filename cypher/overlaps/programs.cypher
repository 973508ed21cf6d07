// ---
// title: Programs as they are compared for overlaps
// description: >
//   One row a program with what it says, who pays, delivers and is helped, and where; what no source states is empty.
// view: table
// row: a program
// empty: No program is loaded.
// parameters:
//   - {name: id, type: program, label: Only this one, default: null}
// columns: [id, title, description, reporter, starts, ends, records, sources, payers, deliverers, helped, places, sectors, focus_areas, linked, identifiers, sums]
// ---
MATCH (p:Program)
WHERE $id IS NULL OR p.id = $id
CALL (p) {
  MATCH (p)<-[:FUNDS]-(o:Organization)
  WITH DISTINCT o ORDER BY o.id
  RETURN collect([o.id, o.name]) AS payers
}
CALL (p) {
  MATCH (p)<-[:IMPLEMENTS]-(o:Organization)
  WITH DISTINCT o ORDER BY o.id
  RETURN collect([o.id, o.name]) AS deliverers
}
CALL (p) {
  MATCH (p)-[:BENEFITS|TRAINS|PARTNERS_WITH]-(o:Organization)
  WITH DISTINCT o ORDER BY o.id
  RETURN collect([o.id, o.name, CASE WHEN o:ForeignCounterpart THEN o.country END]) AS helped
}
CALL (p) {
  MATCH (p)-[w:OPERATES_IN|BENEFITS|TRAINS|PARTNERS_WITH]-(place:Country|AdminArea)
  WITH DISTINCT CASE WHEN place:Country THEN place.iso2 ELSE place.country END AS country,
    CASE WHEN place:AdminArea THEN place.name END AS district
  WHERE country IS NOT NULL
  RETURN collect([country, district]) AS places
}
CALL (p) {
  MATCH (p)-[:CLASSIFIED_AS]->(s:Sector)
  WITH DISTINCT s ORDER BY s.id
  RETURN collect([s.id, s.name]) AS sectors
}
CALL (p) {
  MATCH (p)-[:ADDRESSES]->(f:FocusArea)
  WITH DISTINCT f ORDER BY f.id
  RETURN collect([f.id, f.name]) AS focus_areas
}
CALL (p) {
  MATCH (p)-[:PART_OF|RELATED_TO]-(other:Program)
  WITH DISTINCT other.id AS other ORDER BY other
  RETURN collect(other) AS linked
}
CALL (p) {
  MATCH (p)<-[:FOR]-(f:Figure)
  WHERE f.amount > 0
  WITH f.currency AS currency, max(f.amount) AS amount ORDER BY amount DESC
  RETURN collect([amount, currency]) AS sums
}
RETURN p.id AS id, p.name AS title, p.description AS description, p.reported_by AS reporter,
  p.valid_from AS starts, p.valid_to AS ends, p.records AS records, p.sources AS sources,
  payers, deliverers, helped, places, sectors, focus_areas, linked, p.identifiers AS identifiers, sums
ORDER BY id
