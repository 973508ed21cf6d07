// ---
// title: Who works in a country
// description: >
//   Organizations that work there by their own links, in a program there, or with a body of the country.
// view: table
// row: a role as one source states it
// empty: No source names an organization at work there.
// parameters:
//   - {name: id, type: country, label: Country, default: "GT"}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: current, type: truth, label: Only what is in force on the day, default: false}
//   - {name: skip, type: integer, label: Rows before the first, default: 0}
//   - {name: size, type: integer, label: Rows at most, default: 50}
// columns: [other_id, other, kind, acronym, type, outgoing, role, via_id, via, via_kind, place_id, place, percentage, valid_from,
//   valid_to, valid_from_text, valid_to_text, program_dates, in_force, source, record, records, page]
// ---
MATCH (home:Country {id: 'country:' + $id})
CALL (home) {
  MATCH (x:Organization)-[r:OPERATES_IN|FUNDS|TRAINS|PARTNERS_WITH]-(home)
  RETURN r, x, startNode(r) = home AS outgoing, home AS via, null AS p
  UNION
  CALL (home) {
    MATCH (p:Program)-[:OPERATES_IN|BENEFITS|TRAINS|PARTNERS_WITH]-(home)
    RETURN p
    UNION
    MATCH (p:Program)-[:OPERATES_IN]->(:AdminArea)-[:PART_OF]->(home)
    RETURN p
    UNION
    MATCH (p:Program)-[h:BENEFITS|TRAINS]->(body:Organization)
    WHERE body.country = $id AND body:ForeignCounterpart AND coalesce(h.country, $id) = $id
    RETURN p
  }
  MATCH (x:Organization)-[r:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH]-(p)
  WHERE r.country IS NULL OR r.country = $id
    OR NOT EXISTS { MATCH (p)-[:OPERATES_IN|BENEFITS|TRAINS]->(other:Country) WHERE other.iso2 = r.country }
  RETURN r, x, startNode(r) = p AS outgoing, p AS via, p
  UNION
  MATCH (body:Organization)-[r:FUNDS|TRAINS|BENEFITS|PARTNERS_WITH]-(x:Organization)
  WHERE body.country = $id AND body:ForeignCounterpart AND coalesce(x.country, '') <> $id
  RETURN r, x, startNode(r) = body AS outgoing, body AS via, null AS p
}
WITH r, x, outgoing, via, p,
  coalesce((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
    AND (p IS NULL OR ((p.valid_from IS NULL OR p.valid_from <= $as_of)
    AND (p.valid_to >= $as_of OR (p.valid_to IS NULL
      AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled'])))), false) AS in_force
WHERE in_force OR NOT $current
ORDER BY in_force DESC, toLower(x.name), x.id, type(r), via.id, r.key
SKIP $skip LIMIT $size
OPTIONAL MATCH (c:Country {id: 'country:' + r.country})
RETURN x.id AS other_id, x.name AS other, x.kind AS kind, x.acronym AS acronym, type(r) AS type, outgoing, r.role AS role,
  via.id AS via_id, via.name AS via, via.kind AS via_kind, c.id AS place_id, c.name AS place, r.percentage AS percentage,
  CASE WHEN r.valid_from IS NULL AND r.valid_to IS NULL THEN p.valid_from ELSE r.valid_from END AS valid_from,
  CASE WHEN r.valid_from IS NULL AND r.valid_to IS NULL THEN p.valid_to ELSE r.valid_to END AS valid_to,
  CASE WHEN r.valid_from IS NULL AND r.valid_to IS NULL THEN p.valid_from_text ELSE r.valid_from_text END AS valid_from_text,
  CASE WHEN r.valid_from IS NULL AND r.valid_to IS NULL THEN p.valid_to_text ELSE r.valid_to_text END AS valid_to_text,
  coalesce(r.valid_from IS NULL AND r.valid_to IS NULL AND (p.valid_from IS NOT NULL OR p.valid_to IS NOT NULL), false) AS program_dates,
  in_force, r.source AS source, r.record AS record, r.records AS records, r.page AS page
ORDER BY in_force DESC, toLower(other), other_id, type, via_id, r.key
