// ---
// title: Who meets what is taken away
// description: >
//   Organizations that take part in a program in force with an organization that leaves, or in a program that ends, or that are linked
//   with one that leaves directly. Organizations further away are not here.
// view: table
// row: an organization
// empty: Nobody is known to meet what is taken away.
// parameters:
//   - {name: organizations, type: texts, label: Ids of organizations that leave, default: ["org:demo:unodc"]}
//   - {name: programs, type: texts, label: Ids of programs that end, default: []}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: most, type: integer, label: Rows at most, default: 401}
// columns: [id]
// ---
CALL () {
  UNWIND $organizations AS id
  RETURN id
  UNION
  UNWIND $programs AS program
  MATCH (p:Program {id: program})-[r:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|TRAINS|BENEFITS|PARTNERS_WITH]-(x:Organization)
  WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
  AND (p.valid_from IS NULL OR p.valid_from <= $as_of)
  AND (p.valid_to >= $as_of OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))
  RETURN x.id AS id
  UNION
  UNWIND $organizations AS organization
  MATCH (:Organization {id: organization})-[r:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|TRAINS|BENEFITS|PARTNERS_WITH]-(p:Program)
  WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
  AND (p.valid_from IS NULL OR p.valid_from <= $as_of)
  AND (p.valid_to >= $as_of OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))
  WITH DISTINCT p
  MATCH (p)-[r:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|TRAINS|BENEFITS|PARTNERS_WITH]-(x:Organization)
  WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
  RETURN x.id AS id
  UNION
  UNWIND $organizations AS organization
  MATCH (:Organization {id: organization})-[r:FUNDS|TRAINS|BENEFITS|PARTNERS_WITH]-(x:Organization)
  WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
  RETURN x.id AS id
}
RETURN id
LIMIT $most
