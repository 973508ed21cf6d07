// ---
// title: Need beside programs, the worst off first
// theme: Gaps and need
// description: >
//   Countries by one indicator of need, the worst off first, each with the programs in force there, in all or on one line of effort or
//   topic, and who delivers them. Countries for which the indicator has no value come last and say so: no value is not low need. No
//   program means that no source names one.
// view: map
// map: {country: country, value: programs, unit: programs}
// row: a country
// empty: No country has a value of this indicator or a program with these choices.
// related: [high-need-falling-money, one-partner-countries, no-local-counterpart]
// parameters:
//   - {name: indicator, type: indicator, label: Indicator of need, help: "The latest value up to the day's year counts."}
//   - {name: focus_area, type: focus_area, label: Line of effort or topic, default: III}
//   - {name: worst, type: number, label: Share of countries to show, default: 0.25, help: "0.25: the worst quarter, 1: all"}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: "to the day of As of; left out: on that day"}
// columns:
//   - country: Country
//   - country_id
//   - value: Indicator (in its unit)
//   - value_year: Year of the value
//   - worse_than: Worse off than (%)
//   - programs: Programs (number)
//   - partners: Who delivers
//   - partners_id
//   - sources
// ---
MATCH (i:Indicator {id: $indicator})
CALL (i) {
  MATCH (c:Country)-[m:MEASURED]->(i)
  WHERE m.year <= toInteger(left($as_of, 4))
  WITH c, max(m.year) AS latest
  MATCH (c)-[m:MEASURED {year: latest}]->(i)
  OPTIONAL MATCH (s:Source {id: 'source:' + m.source})
  WITH c, m ORDER BY coalesce(s.rank, 1000), m.source, m.key
  WITH c, head(collect(m)) AS m
  RETURN collect({c: c, m: m, need: CASE i.direction WHEN 'lower is worse' THEN -m.value ELSE m.value END}) AS ranked
}
CALL () {
  MATCH (:FocusArea {id: $focus_area})<-[:PART_OF*0..1]-(f:FocusArea)
  CALL (f) {
    MATCH (f)<-[:ADDRESSES]-(p:Program) RETURN p
    UNION
    MATCH (f)<-[:MAPS_TO]-(:Sector)<-[:CLASSIFIED_AS]-(p:Program) RETURN p
  }
  WITH DISTINCT p
  WHERE (p.valid_from IS NULL OR p.valid_from <= $as_of)
    AND (p.valid_to >= coalesce($since, $as_of) OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))
  MATCH (p)-[w:OPERATES_IN|BENEFITS|TRAINS]->(place)
  WHERE (w.valid_from IS NULL OR w.valid_from <= $as_of) AND (w.valid_to IS NULL OR w.valid_to >= coalesce($since, $as_of))
  WITH DISTINCT p, CASE
    WHEN place:Country THEN place.iso2
    WHEN place:AdminArea THEN place.country
    WHEN w.country IS NOT NULL THEN w.country
    WHEN place:ForeignCounterpart THEN place.country
  END AS iso2
  WHERE iso2 IS NOT NULL
  WITH iso2, collect(p) AS work
  RETURN collect({iso2: iso2, work: work}) AS supply
}
WITH ranked, supply, size(ranked) AS n, [one IN ranked | one.c.iso2] AS measured
CALL (ranked, supply, n, measured) {
  UNWIND ranked AS one
  WITH one, n, reduce(sum = 0.0, other IN ranked |
    sum + CASE WHEN other.need < one.need THEN 1.0 WHEN other.need = one.need THEN 0.5 ELSE 0.0 END) - 0.5 AS better_off
  WITH one, CASE WHEN n > 1 THEN better_off / (n - 1) ELSE 1.0 END AS share
  WHERE share >= 1 - $worst
  RETURN one.c AS c, one.m AS m, share
  UNION ALL
  UNWIND supply AS one
  WITH one WHERE NOT one.iso2 IN measured
  MATCH (c:Country {id: 'country:' + one.iso2})
  RETURN c, null AS m, null AS share
}
WITH c, m, share, head([one IN supply WHERE one.iso2 = c.iso2 | one.work]) AS work
CALL (c, work) {
  UNWIND work AS p
  MATCH (o:Organization)-[r:IMPLEMENTS]->(p)
  WHERE (r.country IS NULL OR r.country = c.iso2)
    AND (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= coalesce($since, $as_of))
  WITH DISTINCT o ORDER BY toLower(o.name), o.id
  RETURN collect(o) AS partners
}
RETURN c.name AS country, c.id AS country_id, m.value AS value, coalesce(toString(m.year), 'no value: need is not known') AS value_year,
  round(100 * share, 1) AS worse_than, size(coalesce(work, [])) AS programs, [o IN partners | o.name] AS partners, [o IN partners | o.id] AS partners_id,
  COLLECT {
    UNWIND reduce(keys = CASE WHEN m IS NULL THEN [] ELSE [m.source] END, p IN coalesce(work, []) | keys + p.sources) AS key
    WITH DISTINCT key ORDER BY key RETURN key
  } AS sources
ORDER BY coalesce(share, -1) DESC, programs, country
