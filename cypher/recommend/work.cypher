// ---
// title: Who delivers what kind of work where
// description: >
//   One row a program that somebody delivers, with its countries, focus areas (named or reached through purpose codes),
//   who delivers it or works in it, and the bodies that it helps or trains. Of no day: programs that are over are there too.
// view: table
// row: a program
// empty: No source names who delivers a program.
// parameters:
//   - {name: programs, type: texts, label: Only these programs, default: null, help: ids of programs}
// columns: [program_id, program, status, starts, ends, sources, page, countries, focus_areas, does, bodies]
// ---
MATCH (p:Program)
WHERE $programs IS NULL OR p.id IN $programs
CALL (p) {
  MATCH (o:Organization)-[i:IMPLEMENTS|PARTNERS_WITH]-(p)
  WHERE type(i) = 'IMPLEMENTS' OR NOT o:ForeignCounterpart
  RETURN collect([o.id, CASE type(i) WHEN 'IMPLEMENTS' THEN 'delivers' ELSE 'works in it' END, i.country, i.valid_from, i.valid_to]) AS does
}
WITH p, does
WHERE does <> []
CALL (p) {
  MATCH (p)-[w:OPERATES_IN|BENEFITS|TRAINS]->(place)
  WITH CASE
    WHEN place:Country THEN place.iso2
    WHEN place:AdminArea THEN place.country
    WHEN w.country IS NOT NULL THEN w.country
    WHEN place:ForeignCounterpart THEN place.country
  END AS country
  WHERE country IS NOT NULL
  RETURN collect(DISTINCT country) AS countries
}
CALL (p) {
  OPTIONAL MATCH (p)-[:ADDRESSES|CLASSIFIED_AS]->(about)
  OPTIONAL MATCH (about:Sector)-[:MAPS_TO]->(f:FocusArea)
  RETURN collect(DISTINCT CASE WHEN about:FocusArea THEN about.id ELSE f.id END) AS focus_areas
}
CALL (p) {
  MATCH (p)-[:BENEFITS|TRAINS]->(body:ForeignCounterpart)
  RETURN collect(DISTINCT [body.id, body.name, body.country]) AS bodies
}
RETURN p.id AS program_id, p.name AS program, p.status AS status, p.valid_from AS starts, p.valid_to AS ends,
  p.sources AS sources, head(p.pages) AS page, countries, focus_areas, does, bodies
ORDER BY program_id
