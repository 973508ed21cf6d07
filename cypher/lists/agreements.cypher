// ---
// title: List of agreements
// description: >
//   Agreements under filters in a chosen order, a piece at a time: a page by how many stand before it, a download by the row
//   that it goes on from. What has no value in the column that is sorted by comes last.
// view: table
// row: an agreement
// parameters:
//   - name: filters
//     type: rows
//     label: All filters, as one map
//     help: >
//       Each is a list of values, empty for any. They come as one map so that one plan serves every choice.
//       kind: Kinds (none for those without).
//       country: Codes of the countries that they cover or that are a party (none for those without).
//       state: Codes of the U.S. states of their parties.
//       focus: Ids of focus areas that they or their programs are about (none for those without).
//       source: Keys of sources that name them.
//       in_force: yes: in force on the day; no: not.
//       overlap: yes: about a program in an overlap; no: about none.
//       overlapping: Ids of programs in an overlap.
//       problem: Checks that found something (any and none as well).
//       year: Signed in this year.
//     default: [{kind: [], country: [], state: [], focus: [], source: [], in_force: [], overlap: [], overlapping: [], problem: [],
//       year: null}]
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: First day of the time that in force is about, default: today}
//   - {name: sort, type: text, label: Column to sort by, default: name, options: [name, kind, from, to, parties]}
//   - {name: down, type: truth, label: The last first, default: false}
//   - {name: after, type: rows, label: "Row to go on from, as one map of key and id", default: []}
//   - {name: skip, type: integer, label: Rows before the first, default: 0}
//   - {name: size, type: integer, label: Rows at most, default: 50}
// columns: [key, id]
// ---
WITH $filters[0] AS chosen
MATCH (a:Agreement)
WHERE (size(chosen['kind']) = 0 OR coalesce(a.kind, 'none') IN chosen['kind'])
  AND (size(chosen['source']) = 0 OR any(source IN a.sources WHERE source IN chosen['source']))
  AND (chosen['year'] IS NULL OR left(a.valid_from, 4) = toString(chosen['year']))
WITH chosen, a, CASE WHEN size(chosen['in_force']) = 0 THEN false
  ELSE (a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= $since) END AS running
WHERE size(chosen['in_force']) = 0 OR CASE WHEN running THEN 'yes' ELSE 'no' END IN chosen['in_force']
WITH chosen, a, CASE WHEN size(chosen['country']) = 0 THEN [] ELSE COLLECT {
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
WHERE size(chosen['country']) = 0 OR any(code IN codes WHERE code IN chosen['country'])
  OR ('none' IN chosen['country'] AND size(codes) = 0)
WITH chosen, a, CASE WHEN size(chosen['state']) = 0 THEN [] ELSE COLLECT {
  CALL (a) {
    MATCH (a)<-[:PARTY_TO]-(o:Organization)
    WHERE o.us_state IS NOT NULL
    RETURN 'area:US-' + o.us_state AS place
    UNION
    MATCH (a)<-[:PARTY_TO]-(:Organization)-[:BASED_IN]->(home:AdminArea)
    RETURN home.id AS place
  }
  WITH place WHERE place STARTS WITH 'area:US-'
  RETURN DISTINCT substring(place, 8) AS code ORDER BY code
} END AS states
WHERE size(chosen['state']) = 0 OR any(code IN states WHERE code IN chosen['state'])
WITH chosen, a, CASE WHEN size(chosen['focus']) = 0 THEN [] ELSE COLLECT {
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
  WITH area WHERE area IS NOT NULL
  RETURN DISTINCT area ORDER BY area
} END AS areas
WHERE size(chosen['focus']) = 0 OR any(area IN areas WHERE area IN chosen['focus'])
  OR ('none' IN chosen['focus'] AND size(areas) = 0)
WITH chosen, a, CASE WHEN size(chosen['overlap']) = 0 THEN false
  ELSE EXISTS { MATCH (a)-[:COVERS]->(p:Program) WHERE p.id IN chosen['overlapping'] } END AS overlaps
WHERE size(chosen['overlap']) = 0 OR CASE WHEN overlaps THEN 'yes' ELSE 'no' END IN chosen['overlap']
WITH chosen, a, CASE WHEN size(chosen['problem']) = 0 THEN []
  ELSE CASE WHEN a.valid_to < a.valid_from THEN ['end-before-start'] ELSE [] END END AS checks
WHERE size(chosen['problem']) = 0 OR any(check IN checks WHERE check IN chosen['problem'])
  OR ('any' IN chosen['problem'] AND size(checks) > 0)
  OR ('none' IN chosen['problem'] AND size(checks) = 0)
WITH a, CASE $sort
    WHEN 'kind' THEN coalesce(a.kind,
      CASE WHEN $down THEN '' ELSE '\uFFFF' END)
    WHEN 'from' THEN coalesce(a.valid_from,
      CASE WHEN $down THEN '' ELSE '\uFFFF' END)
    WHEN 'to' THEN coalesce(a.valid_to,
      CASE WHEN $down THEN '' ELSE '\uFFFF' END)
    WHEN 'parties' THEN COUNT {
      MATCH (a)<-[:PARTY_TO]-(o:Organization|Country)
      RETURN DISTINCT o
    }
    ELSE toLower(a.name)
  END AS key
WHERE size($after) = 0
  OR (NOT $down AND (key > $after[0].key OR (key = $after[0].key AND a.id > $after[0].id)))
  OR ($down AND (key < $after[0].key OR (key = $after[0].key AND a.id > $after[0].id)))
RETURN key, a.id AS id
ORDER BY CASE WHEN NOT $down THEN key END, CASE WHEN $down THEN key END DESC, id
SKIP $skip LIMIT $size
