// ---
// title: Partners named in the programs of each country
// description: >
//   Programs in force on a day by country, whatever they work on, with the organizations that deliver them there or train
//   the bodies there that they help. A program stands in a country as in the coverage matrix: where it operates, which it
//   helps or trains, or whose bodies it helps or trains. A country without a row has none that a source names.
// view: table
// row: a country
// empty: No program that is in force on this day names a country.
// parameters:
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: to the day}
// columns: [country, programs, partners, unnamed]
// ---
MATCH (p:Program)
WHERE (p.valid_from IS NULL OR p.valid_from <= $as_of)
  AND (p.valid_to >= coalesce($since, $as_of)
    OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))
MATCH (p)-[w:OPERATES_IN|BENEFITS|TRAINS]->(place)
WHERE (w.valid_from IS NULL OR w.valid_from <= $as_of) AND (w.valid_to IS NULL OR w.valid_to >= coalesce($since, $as_of))
WITH p, CASE WHEN place:Organization THEN place END AS body, CASE
  WHEN place:Country THEN place.iso2
  WHEN place:AdminArea THEN place.country
  WHEN w.country IS NOT NULL THEN w.country
  WHEN place:ForeignCounterpart THEN place.country
END AS country
WHERE country IS NOT NULL
WITH p, country, collect(DISTINCT body) AS bodies
WITH p, collect(country) AS everywhere, collect({country: country, bodies: bodies}) AS places
// Who delivers it, and where: everywhere, or in the country that the link names where the program is there.
OPTIONAL MATCH (o:Organization)-[i:IMPLEMENTS]->(p)
WHERE (i.valid_from IS NULL OR i.valid_from <= $as_of) AND (i.valid_to IS NULL OR i.valid_to >= coalesce($since, $as_of))
  AND (o.valid_to IS NULL OR o.valid_to >= coalesce($since, $as_of))
WITH p, places, collect(CASE WHEN o IS NOT NULL THEN {o: o, country: CASE
  WHEN i.country IN everywhere OR EXISTS { MATCH (p)-[:OPERATES_IN|BENEFITS|TRAINS]->(:Country {iso2: i.country}) } THEN i.country
END} END) AS deliverers
UNWIND places AS here
WITH here, deliverers, CASE WHEN here.bodies = [] THEN [] ELSE COLLECT {
  UNWIND here.bodies AS body
  MATCH (body)<-[t:TRAINS]-(o:Organization)
  WHERE (t.valid_from IS NULL OR t.valid_from <= $as_of) AND (t.valid_to IS NULL OR t.valid_to >= coalesce($since, $as_of))
    AND (t.country IS NULL OR t.country = here.country) AND (o.valid_to IS NULL OR o.valid_to >= coalesce($since, $as_of))
  RETURN o
} END AS trainers
WITH here.country AS country,
  [d IN deliverers WHERE d.country IS NULL OR d.country = here.country | d.o] + trainers AS there
WITH country, count(*) AS programs, sum(CASE WHEN there = [] THEN 1 ELSE 0 END) AS unnamed, collect(there) AS lists
CALL (lists) {
  UNWIND lists AS list
  UNWIND list AS o
  RETURN count(DISTINCT o) AS partners
}
RETURN country, programs, partners, unnamed
ORDER BY country
