// ---
// title: Facets of the list of organizations
// description: >
//   For each facet how many organizations under the filters have which value, and how many there are in all (facet all). One with
//   several values counts under each.
// view: table
// row: a facet and a value
// parameters:
//   - name: filters
//     type: rows
//     label: All filters, as one map
//     help: >
//       Each is a list of values, empty for any. They come as one map so that one plan serves every choice.
//       kind: Kinds (none for those without).
//       country: Codes of the countries that they belong to (none for those without).
//       state: Codes of the U.S. states that they belong to or are based in.
//       focus: Ids of focus areas that they or their programs work on (none for those without).
//       source: Keys of sources that name them.
//       in_force: yes: with a partnership in force on the day; no: without.
//       overlap: yes: in an overlap; no: in none.
//       overlapping: Ids of those in an overlap.
//       problem: Checks that found something (any and none as well).
//       twice: Ids of those that share an identifier.
//       facets: Facets to count.
//     default: [{kind: [], country: [], state: [], focus: [], source: [], in_force: [], overlap: [], overlapping: [], problem: [],
//       twice: [], facets: [all]}]
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: First day of the time that in force is about, default: today}
// columns: [facet, value, found]
// ---
WITH $filters[0] AS chosen
MATCH (o:Organization)
WHERE (size(chosen['kind']) = 0 OR coalesce(o.kind, 'none') IN chosen['kind'])
  AND (size(chosen['country']) = 0 OR coalesce(o.country, 'none') IN chosen['country'])
  AND (size(chosen['source']) = 0 OR any(source IN o.sources WHERE source IN chosen['source']))
  AND (size(chosen['overlap']) = 0 OR CASE WHEN o.id IN chosen['overlapping'] THEN 'yes' ELSE 'no' END IN chosen['overlap'])
WITH chosen, o, CASE WHEN size(chosen['in_force']) = 0 AND NOT 'in_force' IN chosen['facets'] THEN false
  ELSE EXISTS {
  MATCH (o)-[r:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH|TRAINS|BENEFITS|PARTY_TO]-(x:Organization|Country|Program|Agreement)
  WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $since)
    AND (x:Organization OR x:Country OR ((x.valid_from IS NULL OR x.valid_from <= $as_of)
      AND (x.valid_to >= $since OR (x.valid_to IS NULL
        AND NOT coalesce(x.status, '') IN ['completed', 'closed', 'cancelled']))))
} END AS running
WHERE size(chosen['in_force']) = 0 OR CASE WHEN running THEN 'yes' ELSE 'no' END IN chosen['in_force']
WITH chosen, o, running, CASE WHEN size(chosen['state']) = 0 AND NOT 'state' IN chosen['facets'] THEN [] ELSE COLLECT {
  CALL (o) {
    WITH o WHERE o.us_state IS NOT NULL
    RETURN 'area:US-' + o.us_state AS place
    UNION
    MATCH (o)-[:BASED_IN]->(a:AdminArea)
    RETURN a.id AS place
  }
  WITH place WHERE place STARTS WITH 'area:US-'
  RETURN DISTINCT substring(place, 8) AS code ORDER BY code
} END AS states
WHERE size(chosen['state']) = 0 OR any(code IN states WHERE code IN chosen['state'])
WITH chosen, o, running, states, CASE WHEN size(chosen['focus']) = 0 AND NOT 'focus' IN chosen['facets'] THEN [] ELSE COLLECT {
  CALL (o) {
    MATCH (o)-[:ADDRESSES]->(f:FocusArea)
    RETURN f
    UNION
    MATCH (o)-[:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH|TRAINS|BENEFITS|PART_OF]-(:Program)
      -[:ADDRESSES|CLASSIFIED_AS]->(x:FocusArea|Sector)
    WITH DISTINCT x
    MATCH (x)-[:MAPS_TO*0..1]->(f:FocusArea)
    RETURN f
  }
  UNWIND [f.id, 'focus:' + f.line] AS area
  WITH area WHERE area IS NOT NULL
  RETURN DISTINCT area ORDER BY area
} END AS areas
WHERE size(chosen['focus']) = 0 OR any(area IN areas WHERE area IN chosen['focus'])
  OR ('none' IN chosen['focus'] AND size(areas) = 0)
WITH chosen, o, running, states, areas, CASE WHEN size(chosen['problem']) = 0 AND NOT 'problem' IN chosen['facets'] THEN []
  ELSE [check IN [
  CASE WHEN o.kind IS NULL THEN 'organizations-without-kind' END,
  CASE WHEN o.country IS NULL AND NOT coalesce(o.kind, '') IN ['international_organization', 'regional_body']
    AND NOT EXISTS { (o)-[:BASED_IN]->() } THEN 'organizations-without-country' END,
  CASE WHEN size(coalesce(o.identifiers, [])) = 0 THEN 'organizations-without-identifier' END,
  CASE WHEN EXISTS { MATCH (o)-[r]-() WHERE startNode(r) = o AND r.valid_to < r.valid_from } THEN 'link-end-before-start' END,
  CASE WHEN o.id IN chosen['twice'] THEN 'duplicate-identifiers' END
] WHERE check IS NOT NULL] END AS checks
WHERE size(chosen['problem']) = 0 OR any(check IN checks WHERE check IN chosen['problem'])
  OR ('any' IN chosen['problem'] AND size(checks) > 0)
  OR ('none' IN chosen['problem'] AND size(checks) = 0)
UNWIND chosen['facets'] AS facet
WITH chosen, o, running, states, areas, checks, facet
UNWIND CASE facet
    WHEN 'all' THEN ['all']
    WHEN 'kind' THEN [coalesce(o.kind, 'none')]
    WHEN 'country' THEN [coalesce(o.country, 'none')]
    WHEN 'source' THEN o.sources
    WHEN 'overlap' THEN [CASE WHEN o.id IN chosen['overlapping'] THEN 'yes' ELSE 'no' END]
    WHEN 'in_force' THEN [CASE WHEN running THEN 'yes' ELSE 'no' END]
    WHEN 'state' THEN states
    WHEN 'focus' THEN CASE WHEN size(areas) = 0 THEN ['none'] ELSE areas END
    WHEN 'problem' THEN CASE WHEN size(checks) = 0 THEN ['none'] ELSE ['any'] + checks END
    ELSE []
  END AS value
RETURN facet, value, count(*) AS found
ORDER BY facet, found DESC, value
