// ---
// title: Organizations that are linked with each other directly
// description: Who pays, trains, helps or works with whom without a program between them; one row a pair, with how many links say so.
// view: table
// row: two organizations
// empty: No source links two organizations directly.
// parameters:
//   - {name: current, type: truth, label: Only links in force on the day, default: false}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: First day of the time that in force is about, default: today}
// columns: [one, one_name, one_kind, one_country, other, other_name, other_kind, other_country, links]
// ---
MATCH (one:Organization)-[r:FUNDS|TRAINS|BENEFITS|PARTNERS_WITH]-(other:Organization)
WHERE one.id < other.id
  AND (NOT $current OR ((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $since)))
RETURN one.id AS one, one.name AS one_name, one.kind AS one_kind, one.country AS one_country,
  other.id AS other, other.name AS other_name, other.kind AS other_kind, other.country AS other_country, count(r) AS links
ORDER BY one, other
