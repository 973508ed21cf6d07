// ---
// title: Purpose codes that count towards focus areas, or that programs carry
// description: Purpose codes with the focus areas that they count towards by the editable table.
// view: table
// row: a purpose code
// empty: No program carries a purpose code.
// parameters: []
// columns: [sector_id, code, name, vocabulary, focus_areas]
// ---
MATCH (s:Sector)
WHERE EXISTS { MATCH (s)-[:MAPS_TO]->(:FocusArea) } OR EXISTS { MATCH (s)<-[:PART_OF*0..2]-(:Sector)<-[:CLASSIFIED_AS]-(:Program) }
RETURN s.id AS sector_id, s.code AS code, s.name AS name, s.vocabulary AS vocabulary,
  COLLECT { MATCH (s)-[:MAPS_TO]->(f:FocusArea) RETURN f.id ORDER BY f.id } AS focus_areas
ORDER BY vocabulary, code, sector_id
