// ---
// title: Who takes part in the programs of some organizations
// description: >
//   Programs in force in which these organizations take part, with everybody in them. Programs in which none of them takes part are not here.
// view: table
// row: an organization in a program
// empty: No source names one of these in a program in force.
// parameters:
//   - {name: organizations, type: texts, label: Ids of organizations, default: ["org:demo:unodc"]}
//   - {name: as_of, type: date, label: As of, default: today}
// columns: [organization, name, kind, program]
// ---
UNWIND $organizations AS id
MATCH (:Organization {id: id})-[r:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|TRAINS|BENEFITS|PARTNERS_WITH]-(p:Program)
WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
  AND (p.valid_from IS NULL OR p.valid_from <= $as_of)
  AND (p.valid_to >= $as_of OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))
WITH DISTINCT p
MATCH (p)-[r:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|TRAINS|BENEFITS|PARTNERS_WITH]-(o:Organization)
WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
RETURN DISTINCT o.id AS organization, o.name AS name, o.kind AS kind, p.id AS program
ORDER BY organization, program
