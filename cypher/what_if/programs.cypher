// ---
// title: Programs that have to do with what is taken away
// description: >
//   Programs in force on a day that end, or that an organization which leaves pays for, answers for, manages or delivers, or that an
//   agreement which is not renewed covers; with everybody who delivers and pays. A program where it is only helped is not here.
// view: table
// row: a program
// empty: No source names a program in force that has to do with these.
// parameters:
//   - {name: organizations, type: texts, label: Ids of organizations that leave, default: ["org:demo:unodc"]}
//   - {name: programs, type: texts, label: Ids of programs that end, default: []}
//   - {name: agreements, type: texts, label: Ids of agreements that are not renewed, default: []}
//   - {name: as_of, type: date, label: As of, default: today}
// columns: [id, name, starts, starts_text, ends, ends_text, deliverers, funders, agreements, countries, sources, pages]
// ---
CALL () {
  UNWIND $programs AS id
  MATCH (p:Program {id: id})
  RETURN p
  UNION
  UNWIND $organizations AS id
  MATCH (:Organization {id: id})-[r:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS]->(p:Program)
  WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
  RETURN p
  UNION
  UNWIND $agreements AS id
  MATCH (:Agreement {id: id})-[r:COVERS]->(p:Program)
  WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
  RETURN p
}
WITH p
WHERE (p.valid_from IS NULL OR p.valid_from <= $as_of)
  AND (p.valid_to >= $as_of OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))
CALL (p) {
  MATCH (o:Organization)-[r:IMPLEMENTS|FUNDS]->(p)
  WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
    AND (o.valid_to IS NULL OR o.valid_to >= $as_of)
  WITH DISTINCT o, type(r) AS role
  ORDER BY toLower(o.name), o.id
  RETURN collect(CASE role WHEN 'IMPLEMENTS' THEN {id: o.id, name: o.name, kind: o.kind} END) AS deliverers,
    collect(CASE role WHEN 'FUNDS' THEN {id: o.id, name: o.name, kind: o.kind} END) AS funders
}
CALL (p) {
  MATCH (a:Agreement)-[:COVERS]->(p)
  WHERE a.id IN $agreements
  WITH DISTINCT a
  RETURN collect({id: a.id, name: a.name, kind: null}) AS agreements
}
CALL (p) {
  MATCH (p)-[r:OPERATES_IN|BENEFITS|TRAINS]->(place)
  WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
  WITH CASE
    WHEN place:Country THEN place.iso2
    WHEN place:AdminArea THEN place.country
    WHEN r.country IS NOT NULL THEN r.country
    WHEN place:ForeignCounterpart THEN place.country
  END AS country
  ORDER BY country
  RETURN collect(DISTINCT country) AS countries
}
RETURN p.id AS id, p.name AS name, p.valid_from AS starts, p.valid_from_text AS starts_text, p.valid_to AS ends,
  p.valid_to_text AS ends_text, deliverers, funders, agreements, countries, p.sources AS sources, p.pages AS pages
ORDER BY toLower(name), id
