// ---
// title: What is in force per row and column of the coverage matrix
// description: >
//   Counts the programs in force on a day, the organizations that deliver them or train there, and their stated ends.
//   Pairs where nothing is known are left out; a pair that is left out is not yet a gap. A program stands in a country
//   where it operates, which it helps or trains, or whose bodies it helps or trains.
// view: matrix
// row: a row of the matrix and a column, with what is in force there
// empty: No program that is in force on this day has both a place and a row of this kind.
// parameters:
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: to the day}
//   - {name: rows, type: text, label: Rows, default: focus, help: "focus, sector or kind (of partner)"}
//   - {name: columns, type: text, label: Columns, default: country, help: "country, or state (U.S. states of partners)"}
//   - {name: groups, type: rows, label: Countries taken together, default: null, help: "one map, [{GT: Central America}]"}
//   - {name: countries, type: texts, label: Only these countries, default: null}
//   - {name: line, type: focus_area, label: Only this line of effort or topic, default: null}
//   - {name: funders, type: texts, label: Paid by one of, default: null, help: ids of organizations}
//   - {name: kind, type: kind, label: Delivered by this kind of partner, default: null}
//   - {name: without, type: texts, label: Taken as gone, default: null, help: ids of programs and organizations}
//   - {name: only, type: texts, label: Only these programs, default: null, help: "ids; training outside programs is left out then"}
// columns: [row, column, programs, partners, unnamed, open_ended, nearest_end, latest_end, others, unknown]
// ---
CALL () {
  CALL () {
    // Programs by what they work on: focus areas and the lines above them, named or reached through purpose codes.
    MATCH (topic:FocusArea)
    WHERE $rows <> 'sector' AND $only IS NULL
    OPTIONAL MATCH (topic)-[:PART_OF]->(line:FocusArea)
    WITH topic, line
    WHERE $line IS NULL OR $line IN [topic.id, line.id]
    WITH topic, CASE WHEN line IS NULL THEN [topic.id] ELSE [topic.id, line.id] END AS ids
    CALL (topic) {
      MATCH (topic)<-[a:ADDRESSES]-(p:Program)
      WHERE (a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= coalesce($since, $as_of))
      RETURN p
      UNION ALL
      MATCH (topic)<-[:MAPS_TO]-(:Sector)<-[:CLASSIFIED_AS]-(p:Program)
      RETURN p
    }
    RETURN p, ids
    UNION ALL
    UNWIND $only AS id
    MATCH (p:Program {id: id})
    CALL (p) {
      MATCH (p)-[a:ADDRESSES]->(topic:FocusArea)
      WHERE (a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= coalesce($since, $as_of))
      RETURN topic
      UNION ALL
      MATCH (p)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(topic:FocusArea)
      RETURN topic
    }
    OPTIONAL MATCH (topic)-[:PART_OF]->(line:FocusArea)
    RETURN p, CASE WHEN line IS NULL THEN [topic.id] ELSE [topic.id, line.id] END AS ids
    UNION ALL
    MATCH (sector:Sector)
    WHERE $rows = 'sector' AND $only IS NULL
    MATCH (sector)-[:PART_OF*0..2]->(whole:Sector)
    WITH sector, collect(whole.id) AS ids
    MATCH (sector)<-[:CLASSIFIED_AS]-(p:Program)
    WHERE $line IS NULL
      OR EXISTS { MATCH (p)-[:ADDRESSES]->(:FocusArea)-[:PART_OF*0..1]->(:FocusArea {id: $line}) }
      OR EXISTS { MATCH (p)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(:FocusArea)-[:PART_OF*0..1]->(:FocusArea {id: $line}) }
    RETURN p, ids
  }
  WITH p, ids
  WHERE (p.valid_from IS NULL OR p.valid_from <= $as_of)
    AND (p.valid_to >= coalesce($since, $as_of)
      OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))
    AND ($without IS NULL OR NOT p.id IN $without)
  WITH p, collect(ids) AS lists
  WITH p, CASE size(lists)
    WHEN 1 THEN lists[0]
    ELSE reduce(kept = [], ids IN lists | kept + [id IN ids WHERE NOT id IN kept])
  END AS rows
  WHERE $line IS NULL OR $rows = 'sector' OR $line IN rows
  CALL (p) {
    // Whether one of the chosen funders pays: 1 yes, -1 somebody else does, 0 no source says who.
    WITH p WHERE $funders IS NOT NULL
    OPTIONAL MATCH (p)<-[f:FUNDS]-(payer:Organization)
    WITH p, count(payer) AS payers, count(CASE
      WHEN payer.id IN $funders
        AND (f.valid_from IS NULL OR f.valid_from <= $as_of) AND (f.valid_to IS NULL OR f.valid_to >= coalesce($since, $as_of))
      THEN 1
    END) AS chosen
    RETURN CASE WHEN chosen > 0 THEN 1 WHEN payers > 0 THEN -1 ELSE 0 END AS pays
    UNION ALL
    WITH p WHERE $funders IS NULL
    RETURN 1 AS pays
  }
  CALL (p) {
    // Where it is, by column, and the day until which it is there.
    MATCH (p)-[w:OPERATES_IN|BENEFITS|TRAINS]->(place)
    WHERE (w.valid_from IS NULL OR w.valid_from <= $as_of) AND (w.valid_to IS NULL OR w.valid_to >= coalesce($since, $as_of))
    WITH w.valid_to AS until, CASE WHEN place:Organization THEN place END AS body, CASE
      WHEN place:Country THEN place.iso2
      WHEN place:AdminArea THEN place.country
      WHEN w.country IS NOT NULL THEN w.country
      WHEN place:ForeignCounterpart THEN place.country
    END AS country
    WHERE country IS NOT NULL AND ($countries IS NULL OR country IN $countries)
    RETURN CASE WHEN $groups IS NULL THEN country ELSE $groups[0][country] END AS place,
      collect(country) AS here, collect(body) AS bodies,
      CASE WHEN count(until) = count(*) THEN max(until) END AS until
  }
  CALL (p, here, bodies) {
    // Who delivers it there, or trains the bodies there that it helps.
    CALL (p, here, bodies) {
      MATCH (o:Organization)-[i:IMPLEMENTS]->(p)
      WHERE (i.valid_from IS NULL OR i.valid_from <= $as_of) AND (i.valid_to IS NULL OR i.valid_to >= coalesce($since, $as_of))
        AND (i.country IS NULL OR i.country IN here
          OR NOT EXISTS { MATCH (p)-[:OPERATES_IN|BENEFITS|TRAINS]->(:Country {iso2: i.country}) })
      RETURN o
      UNION
      UNWIND bodies AS body
      MATCH (body)<-[t:TRAINS]-(o:Organization)
      WHERE (t.valid_from IS NULL OR t.valid_from <= $as_of) AND (t.valid_to IS NULL OR t.valid_to >= coalesce($since, $as_of))
        AND (t.country IS NULL OR t.country IN here)
      RETURN o
    }
    WITH o
    WHERE (o.valid_to IS NULL OR o.valid_to >= coalesce($since, $as_of)) AND ($without IS NULL OR NOT o.id IN $without)
    RETURN collect(o) AS everybody
  }
  UNWIND CASE $rows
    WHEN 'kind' THEN reduce(kinds = [], o IN everybody |
      CASE WHEN o.kind IS NULL OR o.kind IN kinds THEN kinds ELSE kinds + [o.kind] END)
    ELSE rows
  END AS row
  UNWIND CASE $columns
    WHEN 'state' THEN reduce(states = [], o IN everybody |
      CASE WHEN o.us_state IS NULL OR o.us_state IN states THEN states ELSE states + [o.us_state] END)
    ELSE [place]
  END AS column
  WITH p, row, column, pays, until,
    [o IN everybody WHERE ($rows <> 'kind' OR o.kind = row) AND ($columns <> 'state' OR o.us_state = column)] AS there
  WITH p, row, column, pays, until,
    CASE WHEN $kind IS NULL THEN there ELSE [o IN there WHERE o.kind = $kind] END AS partners,
    CASE
      WHEN $kind IS NULL OR any(o IN there WHERE o.kind = $kind) THEN 1
      WHEN there = [] OR any(o IN there WHERE o.kind IS NULL) THEN 0
      ELSE -1
    END AS fits
  RETURN row, column, 1 AS program, partners,
    pays = 1 AND fits = 1 AS kept, pays >= 0 AND fits >= 0 AND pays + fits < 2 AS untold,
    CASE WHEN until < p.valid_to OR p.valid_to IS NULL THEN until ELSE p.valid_to END AS ends
  UNION ALL
  // Training by a body that itself works on the focus area, outside any program; nobody says who pays for it.
  MATCH (o:Organization)-[a:ADDRESSES]->(:FocusArea)-[:PART_OF*0..1]->(f:FocusArea)
  WHERE $only IS NULL AND $funders IS NULL AND $rows <> 'sector' AND ($kind IS NULL OR o.kind = $kind)
    AND (a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= coalesce($since, $as_of))
    AND (o.valid_to IS NULL OR o.valid_to >= coalesce($since, $as_of)) AND ($without IS NULL OR NOT o.id IN $without)
  WITH o, collect(DISTINCT f.id) AS focuses
  WHERE $line IS NULL OR $line IN focuses
  MATCH (o)-[t:TRAINS]->(place)
  WHERE (t.valid_from IS NULL OR t.valid_from <= $as_of) AND (t.valid_to IS NULL OR t.valid_to >= coalesce($since, $as_of))
  WITH o, focuses, t.valid_to AS ends,
    CASE WHEN place:Country THEN place.iso2 ELSE coalesce(t.country, place.country) END AS country
  WHERE country IS NOT NULL AND ($countries IS NULL OR country IN $countries)
  UNWIND CASE $rows WHEN 'kind' THEN [o.kind] ELSE focuses END AS row
  RETURN row,
    CASE WHEN $columns = 'state' THEN o.us_state WHEN $groups IS NULL THEN country ELSE $groups[0][country] END AS column,
    0 AS program, [o] AS partners, true AS kept, false AS untold, ends
}
WITH row, column,
  sum(CASE WHEN kept THEN program ELSE 0 END) AS programs,
  count(CASE WHEN kept THEN ends END) AS stated,
  min(CASE WHEN kept THEN ends END) AS nearest_end,
  max(CASE WHEN kept THEN ends END) AS latest_end,
  sum(program) AS known,
  count(CASE WHEN untold THEN 1 END) AS unknown,
  collect(CASE WHEN kept THEN partners END) AS lists
WHERE row IS NOT NULL AND column IS NOT NULL
CALL (lists) {
  UNWIND lists AS list
  UNWIND list AS o
  RETURN count(DISTINCT o) AS partners
}
RETURN row, column, programs, partners, size([list IN lists WHERE list = []]) AS unnamed,
  size(lists) - stated AS open_ended, nearest_end, latest_end, known - programs AS others, unknown
