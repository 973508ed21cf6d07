// ---
// title: From when to when a source tells, guessed from its data
// description: >
//   The first and last day that it states of programs, agreements and links, and the first and last year of its values. What lies
//   outside may be covered all the same.
// view: table
// row: the source
// parameters:
//   - {name: source, type: text, label: Key of the source, default: demo}
// columns: [first_day, last_day, first_year, last_year]
// ---
CALL () {
  MATCH (n:Program|Agreement)
  WHERE $source IN n.sources
  RETURN min(n.valid_from) AS start, max(coalesce(n.valid_to, n.valid_from)) AS end
  UNION ALL
  MATCH ()-[r]->()
  WHERE r.source = $source AND (r.valid_from IS NOT NULL OR r.valid_to IS NOT NULL)
  RETURN min(r.valid_from) AS start, max(coalesce(r.valid_to, r.valid_from)) AS end
}
WITH min(start) AS first_day, max(end) AS last_day
CALL () {
  MATCH ()-[r:MEASURED]->(:Indicator)
  WHERE r.source = $source
  RETURN min(r.year) AS first_year, max(r.year) AS last_year
}
RETURN first_day, last_day, first_year, last_year
