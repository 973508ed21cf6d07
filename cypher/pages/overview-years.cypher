// ---
// title: What is in here, by year
// description: >
//   Programs that were running in a year by their stated dates (without a stated end: up to the year of the day asked),
//   and agreements signed in it. The row without a year counts those without a stated start.
// view: table
// row: a year
// parameters:
//   - {name: as_of, type: date, label: As of, default: today}
// columns: [year, programs, agreements]
// ---
CALL () {
  MATCH (p:Program)
  WHERE p.valid_from IS NOT NULL
  WITH toInteger(left(p.valid_from, 4)) AS first, p.valid_to AS valid_to, toInteger(left($as_of, 4)) AS now
  WITH first, CASE WHEN valid_to IS NOT NULL THEN toInteger(left(valid_to, 4)) WHEN now > first THEN now ELSE first END AS last
  UNWIND range(first, last) AS year
  RETURN year, 1 AS program, 0 AS agreement
  UNION ALL
  MATCH (p:Program)
  WHERE p.valid_from IS NULL
  RETURN null AS year, 1 AS program, 0 AS agreement
  UNION ALL
  MATCH (a:Agreement)
  RETURN toInteger(left(a.valid_from, 4)) AS year, 0 AS program, 1 AS agreement
}
RETURN year, sum(program) AS programs, sum(agreement) AS agreements
ORDER BY year
