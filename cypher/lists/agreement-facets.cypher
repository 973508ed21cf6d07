// ---
// title: Facets of the list of agreements
// description: >
//   For each facet how many agreements under the filters have which value, and how many there are in all (facet all). One with
//   several values counts under each.
// view: table
// row: a facet and a value
// parameters:
//   - {name: kind, type: texts, label: Kinds (none for those without), default: []}
//   - {name: country, type: texts, label: Codes of the countries that they cover or that are a party (none for those without), default: []}
//   - {name: state, type: texts, label: Codes of the U.S. states of their parties, default: []}
//   - {name: focus, type: texts, label: Ids of focus areas that they or their programs are about (none for those without), default: []}
//   - {name: source, type: texts, label: Keys of sources that name them, default: []}
//   - {name: in_force, type: texts, label: "yes: in force on the day; no: not", default: []}
//   - {name: overlap, type: texts, label: "yes: about a program in an overlap; no: about none", default: []}
//   - {name: overlapping, type: texts, label: Ids of programs in an overlap, default: []}
//   - {name: problem, type: texts, label: Checks that found something (any and none as well), default: []}
//   - {name: year, type: year, label: Signed in this year, default: null}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: facets, type: texts, label: Facets to count, default: [all]}
// columns: [facet, value, found]
// ---
MATCH (a:Agreement)
WHERE (size($kind) = 0 OR coalesce(a.kind, 'none') IN $kind)
  AND (size($source) = 0 OR any(source IN a.sources WHERE source IN $source))
  AND ($year IS NULL OR left(a.valid_from, 4) = toString($year))
WITH a, CASE WHEN size($in_force) = 0 AND NOT 'in_force' IN $facets THEN false
  ELSE (a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= $as_of) END AS running
WHERE size($in_force) = 0 OR CASE WHEN running THEN 'yes' ELSE 'no' END IN $in_force
WITH a, running, CASE WHEN size($country) = 0 AND NOT 'country' IN $facets THEN [] ELSE COLLECT {
  CALL (a) {
    MATCH (a)-[:COVERS]->(c:Country)
    RETURN substring(c.id, 8) AS code
    UNION
    MATCH (a)<-[:PARTY_TO]-(c:Country)
    RETURN substring(c.id, 8) AS code
    UNION
    MATCH (a)<-[:PARTY_TO]-(o:Organization)
    RETURN o.country AS code
  }
  WITH code WHERE code IS NOT NULL
  RETURN DISTINCT code ORDER BY code
} END AS codes
WHERE size($country) = 0 OR any(code IN codes WHERE code IN $country)
  OR ('none' IN $country AND size(codes) = 0)
WITH a, running, codes, CASE WHEN size($state) = 0 AND NOT 'state' IN $facets THEN [] ELSE COLLECT {
  MATCH (a)<-[:PARTY_TO]-(o:Organization)
  WHERE o.us_state IS NOT NULL
  RETURN DISTINCT o.us_state AS code ORDER BY code
} END AS states
WHERE size($state) = 0 OR any(code IN states WHERE code IN $state)
WITH a, running, codes, states, CASE WHEN size($focus) = 0 AND NOT 'focus' IN $facets THEN [] ELSE COLLECT {
  CALL (a) {
    MATCH (a)-[:COVERS]->(f:FocusArea)
    RETURN f
    UNION
    MATCH (a)-[:COVERS]->(:Program)-[:ADDRESSES]->(f:FocusArea)
    RETURN f
    UNION
    MATCH (a)-[:COVERS]->(:Program)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(f:FocusArea)
    RETURN f
  }
  UNWIND [f.id, 'focus:' + f.line] AS area
  RETURN DISTINCT area ORDER BY area
} END AS areas
WHERE size($focus) = 0 OR any(area IN areas WHERE area IN $focus)
  OR ('none' IN $focus AND size(areas) = 0)
WITH a, running, codes, states, areas, CASE WHEN size($overlap) = 0 AND NOT 'overlap' IN $facets THEN false
  ELSE EXISTS { MATCH (a)-[:COVERS]->(p:Program) WHERE p.id IN $overlapping } END AS overlaps
WHERE size($overlap) = 0 OR CASE WHEN overlaps THEN 'yes' ELSE 'no' END IN $overlap
WITH a, running, codes, states, areas, overlaps, CASE WHEN size($problem) = 0 AND NOT 'problem' IN $facets THEN []
  ELSE CASE WHEN a.valid_to < a.valid_from THEN ['end-before-start'] ELSE [] END END AS checks
WHERE size($problem) = 0 OR any(check IN checks WHERE check IN $problem) OR ('any' IN $problem AND size(checks) > 0)
  OR ('none' IN $problem AND size(checks) = 0)
UNWIND $facets AS facet
WITH a, running, codes, states, areas, overlaps, checks, facet
UNWIND CASE facet
    WHEN 'all' THEN ['all']
    WHEN 'kind' THEN [coalesce(a.kind, 'none')]
    WHEN 'source' THEN a.sources
    WHEN 'in_force' THEN [CASE WHEN running THEN 'yes' ELSE 'no' END]
    WHEN 'country' THEN CASE WHEN size(codes) = 0 THEN ['none'] ELSE codes END
    WHEN 'state' THEN states
    WHEN 'focus' THEN CASE WHEN size(areas) = 0 THEN ['none'] ELSE areas END
    WHEN 'overlap' THEN [CASE WHEN overlaps THEN 'yes' ELSE 'no' END]
    WHEN 'problem' THEN CASE WHEN size(checks) = 0 THEN ['none'] ELSE ['any'] + checks END
    ELSE []
  END AS value
RETURN facet, value, count(*) AS found
ORDER BY facet, found DESC, value
