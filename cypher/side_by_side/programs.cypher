// ---
// title: Programs of a country or an organization on a day, with who has a part in each
// description: >
//   Programs in force on the day that work in a country or help or train its bodies, or that an organization pays for (or has any part
//   in), as the list of programs counts them. Parts in them count that are in force on the day.
// view: table
// row: a program
// empty: No source names a program of it that is in force on the day.
// parameters:
//   - {name: country, type: text, label: Code of a country (empty for an organization), default: ""}
//   - {name: organization, type: text, label: Id of an organization (empty for a country), default: ""}
//   - {name: paying, type: truth, label: Of an organization only what it pays for, default: true}
//   - {name: as_of, type: date, label: As of, default: today}
// columns: [id, name, focus, countries, parts]
// ---
CALL () {
  WITH 1 AS asked WHERE $country <> ''
  MATCH (c:Country {id: 'country:' + $country})-[:OPERATES_IN|BENEFITS|TRAINS|PARTNERS_WITH]-(p:Program)
  RETURN p
  UNION
  WITH 1 AS asked WHERE $country <> ''
  MATCH (a:AdminArea {country: $country})<-[:OPERATES_IN]-(p:Program)
  RETURN p
  UNION
  WITH 1 AS asked WHERE $country <> ''
  MATCH (body:ForeignCounterpart {country: $country})<-[h:BENEFITS|TRAINS]-(p:Program)
  WHERE coalesce(h.country, body.country) = body.country
  RETURN p
  UNION
  WITH 1 AS asked WHERE $organization <> ''
  MATCH (o:Organization {id: $organization})-[r:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|TRAINS|BENEFITS|PARTNERS_WITH]-(p:Program)
  WHERE (NOT $paying OR r:FUNDS)
    AND (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
  RETURN p
}
WITH p
WHERE (p.valid_from IS NULL OR p.valid_from <= $as_of)
  AND (p.valid_to >= $as_of OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))
RETURN p.id AS id, p.name AS name,
  COLLECT {
    CALL (p) {
      MATCH (p)-[:ADDRESSES]->(f:FocusArea)
      RETURN f
      UNION
      MATCH (p)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(f:FocusArea)
      RETURN f
    }
    UNWIND [f.id, 'focus:' + f.line] AS area
    WITH area WHERE area IS NOT NULL
    RETURN DISTINCT area ORDER BY area
  } AS focus,
  COLLECT {
    MATCH (p)-[:OPERATES_IN|BENEFITS|TRAINS|PARTNERS_WITH]-(c:Country)
    RETURN DISTINCT substring(c.id, 8) AS code ORDER BY code
  } AS countries,
  COLLECT {
    MATCH (o:Organization)-[r:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|TRAINS|BENEFITS|PARTNERS_WITH]-(p)
    WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
    RETURN DISTINCT {id: o.id, name: o.name, kind: o.kind, country: o.country} AS part ORDER BY part.id
  } AS parts
ORDER BY id
