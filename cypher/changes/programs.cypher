// ---
// title: Programs begun and ended between two days
// description: >
//   Programs whose stated start or end lies between two days. A program without a stated start is not among those that begin, one
//   without a stated end not among those that end.
// view: table
// row: a program
// empty: No source states that a program began or ended between these two days.
// parameters:
//   - {name: before, type: date, label: From, default: today}
//   - {name: after, type: date, label: To, default: today}
//   - {name: country, type: text, label: Code of a country (empty for all), default: ""}
//   - {name: focus, type: text, label: Id of a focus area (empty for all), default: ""}
//   - {name: organization, type: text, label: Id of an organization that takes part (empty for any), default: ""}
// columns: [id, name, kind, starts, ends, starts_text, ends_text, countries, sources, records, pages]
// ---
MATCH (p:Program)
WHERE ((p.valid_from > $before AND p.valid_from <= $after) OR (p.valid_to >= $before AND p.valid_to < $after))
  AND (p.valid_to IS NOT NULL OR NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled'])
  AND ($organization = ''
    OR EXISTS { MATCH (p)-[:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH|TRAINS|BENEFITS]-(:Organization {id: $organization}) })
  AND ($country = ''
    OR EXISTS { MATCH (p)-[:OPERATES_IN|BENEFITS|TRAINS]->(:Country {id: 'country:' + $country}) }
    OR EXISTS { MATCH (p)-[:OPERATES_IN]->(a:AdminArea) WHERE a.country = $country }
    OR EXISTS { MATCH (p)-[h:BENEFITS|TRAINS]->(body:Organization) WHERE coalesce(h.country, body.country) = $country })
  AND ($focus = ''
    OR EXISTS { MATCH (p)-[:ADDRESSES]->(f:FocusArea) WHERE f.id = $focus OR f.id STARTS WITH $focus + ':' }
    OR EXISTS { MATCH (p)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(f:FocusArea) WHERE f.id = $focus OR f.id STARTS WITH $focus + ':' })
RETURN p.id AS id, p.name AS name, p.level AS kind, p.valid_from AS starts, p.valid_to AS ends,
  p.valid_from_text AS starts_text, p.valid_to_text AS ends_text,
  COLLECT {
    MATCH (p)-[w:OPERATES_IN|BENEFITS|TRAINS]->(place:Country|AdminArea|ForeignCounterpart)
    WITH CASE WHEN place:Country THEN place.iso2 ELSE coalesce(w.country, place.country) END AS code
    WHERE code IS NOT NULL
    RETURN DISTINCT code ORDER BY code
  } AS countries, p.sources AS sources, p.records AS records, p.pages AS pages
ORDER BY toLower(name), id
