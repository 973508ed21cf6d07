// ---
// title: What is in here, by kind
// description: Organizations by kind, programs and agreements, with how many of them are linked or in force on a day.
// view: table
// row: a kind of organization, programs, or agreements
// parameters:
//   - {name: as_of, type: date, label: As of, default: today}
// columns: [what, kind, total, in_force]
// ---
MATCH (o:Organization)
RETURN 'organization' AS what, o.kind AS kind, count(*) AS total, null AS in_force
UNION ALL
MATCH (p:Program)
RETURN 'program' AS what, null AS kind, count(*) AS total,
  sum(CASE WHEN (p.valid_from IS NULL OR p.valid_from <= $as_of)
    AND (p.valid_to >= $as_of OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))
    THEN 1 ELSE 0 END) AS in_force
UNION ALL
MATCH (a:Agreement)
RETURN 'agreement' AS what, null AS kind, count(*) AS total,
  sum(CASE WHEN (a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= $as_of)
    THEN 1 ELSE 0 END) AS in_force
