// ---
// title: An agreement
// description: >
//   Kind, topic and dates of one agreement, and who states them.
// view: table
// row: the agreement
// parameters:
//   - {name: id, type: agreement, label: Agreement, default: "agreement:demo:agr-europol-al-2013"}
//   - {name: as_of, type: date, label: As of, default: today}
// columns: [id, name, kind, topic, valid_from, valid_to, valid_from_text, valid_to_text, in_force, records, sources, pages]
// ---
MATCH (a:Agreement {id: $id})
RETURN a.id AS id, a.name AS name, a.kind AS kind, a.topic AS topic, a.valid_from AS valid_from, a.valid_to AS valid_to,
  a.valid_from_text AS valid_from_text, a.valid_to_text AS valid_to_text,
  coalesce((a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= $as_of), false) AS in_force,
  a.records AS records, a.sources AS sources, a.pages AS pages
