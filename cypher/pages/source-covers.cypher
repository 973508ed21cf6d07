// ---
// title: What a source covers, guessed from its data
// description: >
//   Countries that its facts name, focus areas of its programs, who funds and who reports them, each with how many things or
//   programs say so. What is not here may be covered all the same: the source may have nothing to report.
// view: table
// row: a country, focus area, funder or reporter
// empty: The source names no country, focus area or funder.
// parameters:
//   - {name: source, type: text, label: Key of the source, default: demo}
// columns: [what, id, name, kind, things]
// ---
CALL () {
  MATCH (x:Organization|Program|Agreement|AdminArea|Figure)-[r]-(c:Country)
  WHERE r.source = $source
  RETURN 'country' AS what, c.id AS id, c.name AS name, null AS kind, count(DISTINCT x) AS things
  UNION ALL
  MATCH (c:Country)-[r:MEASURED]->(i:Indicator)
  WHERE r.source = $source
  RETURN 'indicator' AS what, i.id AS id, i.name AS name, null AS kind, count(DISTINCT c) AS things
  UNION ALL
  CALL () {
    MATCH (p:Program)-[r:ADDRESSES]->(f:FocusArea)
    WHERE r.source = $source
    RETURN p, f
    UNION
    MATCH (p:Program)-[r:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(f:FocusArea)
    WHERE r.source = $source
    RETURN p, f
  }
  RETURN 'focus area' AS what, f.id AS id, f.name AS name, null AS kind, count(DISTINCT p) AS things
  UNION ALL
  MATCH (o:Organization)-[r:FUNDS]->(p:Program)
  WHERE r.source = $source
  RETURN 'funder' AS what, o.id AS id, o.name AS name, o.kind AS kind, count(DISTINCT p) AS things
}
RETURN what, id, name, kind, things
ORDER BY what, things DESC, name, id
