// ---
// title: Who takes part in which program
// description: >
//   Organizations and the programs that they pay, answer for, manage, deliver, help or work with, under filters. A program counts
//   for a country where a source says that it works or helps there, for a focus area by a source's words or through a purpose code.
// view: table
// row: an organization in a program
// empty: No source names an organization of a program with these filters.
// parameters:
//   - {name: country, type: text, label: Code of a country (empty for all), default: ""}
//   - {name: focus, type: text, label: Id of a focus area (empty for all), default: ""}
//   - {name: current, type: truth, label: Only programs and parts in them that are in force on the day, default: false}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: First day of the time that in force is about, default: today}
// columns: [organization, name, kind, country, program, program_name]
// ---
MATCH (p:Program)
WHERE ($country = ''
    OR EXISTS { MATCH (p)-[:OPERATES_IN|BENEFITS|PARTNERS_WITH]-(c:Country) WHERE c.id = 'country:' + $country }
    OR EXISTS { MATCH (p)-[:OPERATES_IN]->(a:AdminArea) WHERE a.country = $country })
  AND ($focus = ''
    OR EXISTS { MATCH (p)-[:ADDRESSES]->(f:FocusArea) WHERE f.id = $focus OR f.id STARTS WITH $focus + ':' }
    OR EXISTS { MATCH (p)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(f:FocusArea) WHERE f.id = $focus OR f.id STARTS WITH $focus + ':' })
  AND (NOT $current OR ((p.valid_from IS NULL OR p.valid_from <= $as_of)
    AND (p.valid_to >= $since OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))))
MATCH (o:Organization)-[r:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|TRAINS|BENEFITS|PARTNERS_WITH]-(p)
WHERE NOT $current OR ((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $since))
RETURN DISTINCT o.id AS organization, o.name AS name, o.kind AS kind, o.country AS country, p.id AS program, p.name AS program_name
ORDER BY organization, program
