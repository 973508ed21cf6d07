// ---
// title: Facets of the list of programs
// description: >
//   For each facet how many programs under the filters have which value, and how many there are in all (facet all). One with
//   several values counts under each.
// view: table
// row: a facet and a value
// parameters:
//   - name: filters
//     type: rows
//     label: All filters, as one map
//     help: >
//       Each is a list of values, empty for any. They come as one map so that one plan serves every choice.
//       kind: Sizes of work (none for those without).
//       country: Codes of the countries that they work in (none for those without).
//       state: Codes of the U.S. states whose bodies take part or that they work in.
//       focus: Ids of focus areas (none for those without).
//       source: Keys of sources that name them.
//       in_force: yes: in force on the day; no: not.
//       overlap: yes: in an overlap; no: in none.
//       overlapping: Ids of those in an overlap.
//       problem: Checks that found something (any and none as well).
//       nowhere: Reporters that lead nowhere.
//       country_shares: Ids of those whose shares of countries do not sum to 100.
//       sector_shares: Ids of those whose shares of purposes do not sum to 100.
//       year: Running in this year.
//       dated: With a stated start (no for those without).
//       facets: Facets to count.
//     default: [{kind: [], country: [], state: [], focus: [], source: [], in_force: [], overlap: [], overlapping: [], problem: [],
//       nowhere: [], country_shares: [], sector_shares: [], year: null, dated: null, facets: [all]}]
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: First day of the time that in force is about, default: today}
// columns: [facet, value, found]
// ---
WITH $filters[0] AS chosen
MATCH (p:Program)
WHERE (size(chosen['kind']) = 0 OR coalesce(p.level, 'none') IN chosen['kind'])
  AND (size(chosen['source']) = 0 OR any(source IN p.sources WHERE source IN chosen['source']))
  AND (size(chosen['overlap']) = 0 OR CASE WHEN p.id IN chosen['overlapping'] THEN 'yes' ELSE 'no' END IN chosen['overlap'])
  AND (chosen['year'] IS NULL OR (p.valid_from <= toString(chosen['year']) + '-12-31'
    AND (p.valid_to >= toString(chosen['year']) + '-01-01' OR p.valid_to IS NULL)))
  AND (chosen['dated'] IS NULL OR (p.valid_from IS NOT NULL) = chosen['dated'])
WITH chosen, p, CASE WHEN size(chosen['in_force']) = 0 AND NOT 'in_force' IN chosen['facets'] THEN false
  ELSE coalesce((p.valid_from IS NULL OR p.valid_from <= $as_of)
    AND (p.valid_to >= $since OR (p.valid_to IS NULL
      AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled'])), false) END AS running
WHERE size(chosen['in_force']) = 0 OR CASE WHEN running THEN 'yes' ELSE 'no' END IN chosen['in_force']
WITH chosen, p, running, CASE WHEN size(chosen['country']) = 0 AND NOT 'country' IN chosen['facets'] THEN [] ELSE COLLECT {
  CALL (p) {
    MATCH (p)-[:OPERATES_IN|BENEFITS|TRAINS]->(c:Country)
    RETURN substring(c.id, 8) AS code
    UNION
    MATCH (p)-[:PARTNERS_WITH]-(c:Country)
    RETURN substring(c.id, 8) AS code
    UNION
    MATCH (p)-[:OPERATES_IN]->(a:AdminArea)
    RETURN a.country AS code
    UNION
    MATCH (p)-[h:BENEFITS|TRAINS]->(body:ForeignCounterpart)
    WHERE coalesce(h.country, body.country) = body.country
    RETURN body.country AS code
  }
  WITH code WHERE code IS NOT NULL
  RETURN DISTINCT code ORDER BY code
} END AS codes
WHERE size(chosen['country']) = 0 OR any(code IN codes WHERE code IN chosen['country'])
  OR ('none' IN chosen['country'] AND size(codes) = 0)
WITH chosen, p, running, codes, CASE WHEN size(chosen['state']) = 0 AND NOT 'state' IN chosen['facets'] THEN [] ELSE COLLECT {
  CALL (p) {
    MATCH (p)-[:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH|TRAINS|BENEFITS|PART_OF]-(o:Organization)
    WHERE o.us_state IS NOT NULL
    RETURN 'area:US-' + o.us_state AS place
    UNION
    MATCH (p)-[:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH|TRAINS|BENEFITS|PART_OF]-(:Organization)
      -[:BASED_IN]->(a:AdminArea)
    RETURN a.id AS place
    UNION
    MATCH (p)-[:OPERATES_IN]->(a:AdminArea)
    RETURN a.id AS place
  }
  WITH place WHERE place STARTS WITH 'area:US-'
  RETURN DISTINCT substring(place, 8) AS code ORDER BY code
} END AS states
WHERE size(chosen['state']) = 0 OR any(code IN states WHERE code IN chosen['state'])
WITH chosen, p, running, codes, states, CASE WHEN size(chosen['focus']) = 0 AND NOT 'focus' IN chosen['facets'] THEN [] ELSE COLLECT {
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
} END AS areas
WHERE size(chosen['focus']) = 0 OR any(area IN areas WHERE area IN chosen['focus'])
  OR ('none' IN chosen['focus'] AND size(areas) = 0)
WITH chosen, p, running, codes, states, areas, CASE WHEN size(chosen['problem']) = 0 AND NOT 'problem' IN chosen['facets'] THEN []
  ELSE [check IN [
  CASE WHEN p.valid_from IS NULL THEN 'programs-without-start' END,
  CASE WHEN p.valid_to IS NULL THEN 'programs-without-end' END,
  CASE WHEN NOT EXISTS { (p)-[:OPERATES_IN|BENEFITS|TRAINS|PARTNERS_WITH]->(:Country) }
    AND NOT EXISTS { (p)-[:OPERATES_IN]->(:AdminArea) } THEN 'programs-without-country' END,
  CASE WHEN NOT EXISTS { (p)--(:Organization) } THEN 'programs-without-organization' END,
  CASE WHEN p.valid_to < p.valid_from THEN 'end-before-start' END,
  CASE WHEN EXISTS { MATCH (p)-[r]-() WHERE startNode(r) = p AND r.valid_to < r.valid_from } THEN 'link-end-before-start' END,
  CASE WHEN p.id IN chosen['country_shares'] THEN 'country-shares' END,
  CASE WHEN p.id IN chosen['sector_shares'] THEN 'sector-shares' END,
  CASE WHEN p.reported_by IN chosen['nowhere'] THEN 'dead-references' END
] WHERE check IS NOT NULL] END AS checks
WHERE size(chosen['problem']) = 0 OR any(check IN checks WHERE check IN chosen['problem'])
  OR ('any' IN chosen['problem'] AND size(checks) > 0)
  OR ('none' IN chosen['problem'] AND size(checks) = 0)
UNWIND chosen['facets'] AS facet
WITH chosen, p, running, codes, states, areas, checks, facet
UNWIND CASE facet
    WHEN 'all' THEN ['all']
    WHEN 'kind' THEN [coalesce(p.level, 'none')]
    WHEN 'source' THEN p.sources
    WHEN 'overlap' THEN [CASE WHEN p.id IN chosen['overlapping'] THEN 'yes' ELSE 'no' END]
    WHEN 'in_force' THEN [CASE WHEN running THEN 'yes' ELSE 'no' END]
    WHEN 'country' THEN CASE WHEN size(codes) = 0 THEN ['none'] ELSE codes END
    WHEN 'state' THEN states
    WHEN 'focus' THEN CASE WHEN size(areas) = 0 THEN ['none'] ELSE areas END
    WHEN 'problem' THEN CASE WHEN size(checks) = 0 THEN ['none'] ELSE ['any'] + checks END
    ELSE []
  END AS value
RETURN facet, value, count(*) AS found
ORDER BY facet, found DESC, value
