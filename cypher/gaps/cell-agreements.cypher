// ---
// title: Agreements that the work of one cell of the coverage matrix stands under
// description: >
//   Agreements in force that cover one of the programs of a cell, or that cover the countries, or bind them or one of their
//   bodies, and cover the focus area or name none. How close each is stands first; an agreement that names no focus area may be about other work.
// view: table
// row: an agreement
// empty: No loaded source states an agreement for this work. There may be agreements all the same.
// parameters:
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: to the day}
//   - {name: focus, type: focus_area, label: Line of effort or topic, default: null}
//   - {name: countries, type: texts, label: Countries, default: [GT]}
//   - {name: programs, type: texts, label: Programs of the cell, default: [], help: ids of programs}
// columns: [agreement_id, agreement, kind, topic, starts, starts_text, ends, ends_text, how, parties, sources, pages]
// ---
CALL () {
  UNWIND $programs AS program
  MATCH (:Program {id: program})<-[:COVERS]-(a:Agreement)
  RETURN a, true AS of_program
  UNION
  UNWIND $countries AS code
  MATCH (home:Country {id: 'country:' + code})
  CALL (home, code) {
    MATCH (home)-[:PARTY_TO|COVERS]-(a:Agreement)
    RETURN a
    UNION
    MATCH (body:Organization)-[:PARTY_TO]->(a:Agreement)
    WHERE body.country = code
    RETURN a
  }
  RETURN a, false AS of_program
}
WITH a, max(CASE WHEN of_program THEN 1 ELSE 0 END) AS of_program
WHERE (a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= coalesce($since, $as_of))
WITH a, of_program, COLLECT { MATCH (a)-[:COVERS]->(f:FocusArea) RETURN f.id } AS covered
WITH a, CASE
  WHEN of_program = 1 THEN 'covers a program of these'
  WHEN any(id IN covered WHERE id = $focus OR id STARTS WITH $focus + ':' OR $focus STARTS WITH id + ':') THEN 'covers this focus area'
  WHEN $focus IS NULL OR covered = [] THEN 'names no focus area'
END AS how
WHERE how IS NOT NULL
CALL (a) {
  MATCH (a)<-[:PARTY_TO]-(x)
  WHERE x:Organization OR x:Country
  WITH DISTINCT x
  ORDER BY x.name, x.id
  RETURN collect({id: x.id, name: x.name, kind: x.kind}) AS parties
}
RETURN a.id AS agreement_id, a.name AS agreement, a.kind AS kind, a.topic AS topic, a.valid_from AS starts, a.valid_from_text AS starts_text,
  a.valid_to AS ends, a.valid_to_text AS ends_text, how, parties, a.sources AS sources, a.pages AS pages
ORDER BY CASE how WHEN 'covers a program of these' THEN 0 WHEN 'covers this focus area' THEN 1 ELSE 2 END,
  coalesce(starts, '') DESC, agreement_id
