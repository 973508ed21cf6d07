// ---
// title: A program
// description: Names, dates, state and description of one program, and who states them.
// view: table
// row: the program
// parameters:
//   - {name: id, type: program, label: Program, default: "program:demo:carsi"}
//   - {name: as_of, type: date, label: As of, default: today}
// columns: [id, name, level, acronym, aliases, identifiers, conflicts, description, descriptions, status, valid_from, valid_to,
//   valid_from_text, valid_to_text, dates_are, homepage, humanitarian, reporter_id, reporter, reporter_kind, in_force, records,
//   sources, pages]
// ---
MATCH (p:Program {id: $id})
OPTIONAL MATCH (o:Organization)
WHERE o.id IN [p.reported_by, 'org:IATI-ORG:' + p.reported_by]
RETURN p.id AS id, p.name AS name, p.level AS level, p.acronym AS acronym, p.aliases AS aliases,
  p.identifiers AS identifiers, p.conflicts AS conflicts, p.description AS description, p.descriptions AS descriptions,
  p.status AS status, p.valid_from AS valid_from, p.valid_to AS valid_to, p.valid_from_text AS valid_from_text,
  p.valid_to_text AS valid_to_text, p.dates_are AS dates_are, p.homepage AS homepage, p.humanitarian AS humanitarian,
  o.id AS reporter_id, coalesce(o.name, p.reported_by) AS reporter, o.kind AS reporter_kind,
  coalesce((p.valid_from IS NULL OR p.valid_from <= $as_of)
    AND (p.valid_to >= $as_of OR (p.valid_to IS NULL
      AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled'])), false) AS in_force,
  p.records AS records, p.sources AS sources, p.pages AS pages
