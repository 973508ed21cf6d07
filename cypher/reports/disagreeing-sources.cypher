// ---
// title: Where sources disagree on one thing
// theme: What we know
// description: >
//   Organizations and programs of which sources state different things: dates, status, kind, country or name, with what each says. The
//   page shows what the source that ranks highest says; it does not mean that the others are wrong. Links that contradict each other
//   are not here: they stand side by side on the pages.
// view: table
// row: a thing on which sources disagree
// empty: No two sources disagree on a program or organization with these choices. Where only one source tells a thing, nothing can disagree.
// related: [sources-of-a-country, incomplete-programs]
// scans: {Organization: "any may be told differently", Program: "any may be told differently"}
// parameters:
//   - {name: about, type: text, label: On what, options: [anything, dates, status, kind, country, name], default: anything}
//   - {name: country, type: country, label: Country, default: null}
// columns:
//   - thing: Program or organization
//   - thing_id
//   - what: What it is
//   - disagreements: What each says
//   - countries: Where
//   - countries_id
//   - sources
//   - records
// ---
CALL () {
  MATCH (n:Program)
  WHERE n.conflicts IS NOT NULL
  RETURN n, 'program' AS what
  UNION ALL
  MATCH (n:Organization)
  WHERE n.conflicts IS NOT NULL
  RETURN n, 'organization' AS what
}
WITH n, what, [text IN n.conflicts WHERE $about = 'anything'
  OR ($about = 'dates' AND (text STARTS WITH 'valid_from' OR text STARTS WITH 'valid_to'))
  OR text STARTS WITH $about] AS disagreements
WHERE size(disagreements) > 0
CALL (n) {
  OPTIONAL MATCH (n)-[:OPERATES_IN|BENEFITS|TRAINS|BASED_IN]->(c:Country)
  WITH DISTINCT c ORDER BY c.name
  RETURN collect(c) AS places
}
WITH n, what, disagreements, places
WHERE $country IS NULL OR any(c IN places WHERE c.iso2 = $country) OR (what = 'organization' AND n.country = $country)
RETURN n.name AS thing, n.id AS thing_id, what, disagreements, [c IN places | c.name] AS countries, [c IN places | c.id] AS countries_id,
  n.sources AS sources, n.records AS records
ORDER BY size(disagreements) DESC, toLower(thing), thing_id
