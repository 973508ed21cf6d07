// ---
// title: Organizations that carry more than a third of a focus area in a country
// theme: Gaps and need
// description: >
//   Organizations with more than a given share of the programs in force on a day on a focus area in a country. Each program
//   counts one, divided evenly among those who deliver it there or train the bodies that it helps; programs that name nobody are
//   left out and counted beside. HHI is the sum of the squared shares of all partners, the effective number 1 / HHI. Size and
//   money of the programs do not count here, and partners that no source names are not in it.
// view: table
// scans: {FocusArea: "a few dozen focus areas"}
// related: [more-than-a-third-of-the-money, one-partner-countries, partners-in-many-countries]
// row: an organization with a large share of a focus area in a country
// empty: >
//   No organization that a source names has so large a share with these choices. That does not mean that nobody has: programs
//   that name nobody are left out.
// parameters:
//   - {name: share, type: number, label: More than this share, default: 0.3333}
//   - {name: focus_area, type: focus_area, label: Focus area, default: null, help: "A line of effort or a topic; empty: each line of effort."}
//   - {name: country, type: country, label: Country, default: null}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: "to the day of As of; left out: on that day"}
// columns:
//   - country
//   - country_id
//   - focus_area: Focus area
//   - focus_area_id
//   - partner: Organization
//   - partner_id
//   - partner_kind: Kind
//   - carries: Carries (%)
//   - partners: Partners
//   - hhi: HHI
//   - effective: Effective number
//   - programs: Naming somebody
//   - unnamed_programs: Naming nobody
//   - its_programs: Its programs
//   - its_programs_id
//   - sources
//   - records
// ---
MATCH (area:FocusArea)
WHERE area.id = $focus_area OR ($focus_area IS NULL AND area.level = 'line')
CALL (area) {
  MATCH (p:Program)-[a:ADDRESSES]->(:FocusArea)-[:PART_OF*0..1]->(area)
  WHERE (a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= coalesce($since, $as_of))
  RETURN p
  UNION
  MATCH (p:Program)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(:FocusArea)-[:PART_OF*0..1]->(area)
  RETURN p
}
WITH area, p
WHERE (p.valid_from IS NULL OR p.valid_from <= $as_of)
  AND (p.valid_to >= coalesce($since, $as_of) OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))
CALL (p) {
  MATCH (p)-[w:OPERATES_IN|BENEFITS|TRAINS]->(place:Country|AdminArea|Organization)
  WHERE (w.valid_from IS NULL OR w.valid_from <= $as_of) AND (w.valid_to IS NULL OR w.valid_to >= coalesce($since, $as_of))
  WITH CASE WHEN place:Organization THEN place END AS body, CASE
    WHEN place:Country THEN place.iso2
    WHEN place:AdminArea THEN place.country
    WHEN w.country IS NOT NULL THEN w.country
    WHEN place:ForeignCounterpart THEN place.country
  END AS iso2
  WHERE iso2 IS NOT NULL
  RETURN iso2, collect(DISTINCT body) AS bodies
}
WITH area, p, iso2, bodies
WHERE $country IS NULL OR iso2 = $country
CALL (p, iso2, bodies) {
  CALL (p, iso2, bodies) {
    MATCH (o:Organization)-[r:IMPLEMENTS]->(p)
    WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= coalesce($since, $as_of))
      AND (o.valid_to IS NULL OR o.valid_to >= coalesce($since, $as_of))
      AND (r.country IS NULL OR r.country = iso2
        OR NOT EXISTS { (p)-[:OPERATES_IN|BENEFITS|TRAINS]->(:Country {iso2: r.country}) })
    RETURN o
    UNION
    UNWIND bodies AS body
    MATCH (o:Organization)-[r:TRAINS]->(body)
    WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= coalesce($since, $as_of))
      AND (o.valid_to IS NULL OR o.valid_to >= coalesce($since, $as_of)) AND (r.country IS NULL OR r.country = iso2)
    RETURN o
  }
  RETURN collect(o) AS partners
}
WITH area, iso2, p, CASE partners WHEN [] THEN [null] ELSE partners END AS partners
UNWIND partners AS o
WITH area, iso2, o, sum(1.0 / size(partners)) AS weight, collect(p) AS its
WITH area, iso2, sum(CASE WHEN o IS NULL THEN size(its) ELSE 0 END) AS unnamed, sum(CASE WHEN o IS NULL THEN 0.0 ELSE weight END) AS whole,
  collect(CASE WHEN o IS NOT NULL THEN {o: o, weight: weight, its: its} END) AS shares
UNWIND shares AS one
WITH area, iso2, unnamed, whole, shares, one, one.weight / whole AS carries
WHERE round(carries, 4) > round($share, 4)
MATCH (c:Country {id: 'country:' + iso2})
WITH area, c, unnamed, whole, one.o AS o, carries, size(shares) AS partners,
  reduce(sum = 0.0, s IN shares | sum + (s.weight / whole) ^ 2) AS hhi,
  COLLECT { UNWIND one.its AS p WITH p ORDER BY toLower(p.name), p.id RETURN p } AS programs
RETURN c.name AS country, c.id AS country_id, area.name AS focus_area, area.id AS focus_area_id, o.name AS partner, o.id AS partner_id,
  o.kind AS partner_kind, round(100 * carries, 1) AS carries, partners, round(hhi, 3) AS hhi, round(1 / hhi, 2) AS effective,
  toInteger(round(whole)) AS programs, unnamed AS unnamed_programs,
  [p IN programs | p.name] AS its_programs, [p IN programs | p.id] AS its_programs_id,
  COLLECT { UNWIND programs AS p UNWIND coalesce(p.sources, []) AS source WITH DISTINCT source ORDER BY source RETURN source } AS sources,
  COLLECT { UNWIND programs AS p UNWIND coalesce(p.records, []) AS record WITH DISTINCT record ORDER BY record RETURN record } AS records
ORDER BY focus_area_id, carries DESC, country, toLower(partner), partner_id
