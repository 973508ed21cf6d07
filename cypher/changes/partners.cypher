// ---
// title: Partners gained and lost between two days
// description: >
//   Organizations that are at work somewhere on one of two days and not on the other, as sources state it: in a program there, by a
//   link of their own with the country, or with one of its bodies. Whoever is at work there by something else on both days is not
//   here, nor what no source dates, nor the police of one country in another that a regional program works in.
// view: table
// row: an organization in a country
// empty: No source states that a partner came or went between these two days.
// parameters:
//   - {name: before, type: date, label: From, default: today}
//   - {name: after, type: date, label: To, default: today}
//   - {name: country, type: text, label: Code of a country (empty for all), default: ""}
//   - {name: focus, type: text, label: Id of a focus area (empty for all), default: ""}
//   - {name: organization, type: text, label: Id of an organization that takes part (empty for any), default: ""}
//   - {name: first, type: text, label: Id of an organization from which (empty for the first), default: ""}
//   - {name: next, type: text, label: Id of an organization before which (empty for no end), default: ""}
//   - {name: evidence, type: integer, label: Links told of each at most, default: 5}
// columns: [organization_id, organization, kind, country, country_name, was, is, starts, ends, links, evidence]
// ---
CALL () {
  CALL () {
    // Programs under the filters, and whether the chosen organization takes part on each of the days.
    WITH 1 AS chosen WHERE $organization <> ''
    MATCH (:Organization {id: $organization})-[m:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH|TRAINS|BENEFITS]-(p:Program)
    RETURN p,
      max(CASE WHEN (m.valid_from IS NULL OR m.valid_from <= $before) AND (m.valid_to IS NULL OR m.valid_to >= $before) THEN 1 ELSE 0 END) AS then,
      max(CASE WHEN (m.valid_from IS NULL OR m.valid_from <= $after) AND (m.valid_to IS NULL OR m.valid_to >= $after) THEN 1 ELSE 0 END) AS now
    UNION
    WITH 1 AS chosen WHERE $organization = '' AND $country <> ''
    MATCH (home:Country {id: 'country:' + $country})
    CALL (home) {
      MATCH (home)<-[:OPERATES_IN|BENEFITS|TRAINS]-(p:Program)
      RETURN p
      UNION
      MATCH (home)<-[:PART_OF]-(:AdminArea)<-[:OPERATES_IN]-(p:Program)
      RETURN p
      UNION
      MATCH (body:Organization)<-[:BENEFITS|TRAINS]-(p:Program)
      WHERE body.country = $country
      RETURN p
    }
    RETURN p, 1 AS then, 1 AS now
    UNION
    WITH 1 AS chosen WHERE $organization = '' AND $country = ''
    MATCH (o:Organization)-[:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH]-(p:Program)
    WHERE o.id >= $first AND ($next = '' OR o.id < $next)
    RETURN DISTINCT p, 1 AS then, 1 AS now
  }
  WITH p,
    then = 1 AND (p.valid_from IS NULL OR p.valid_from <= $before)
      AND (p.valid_to >= $before OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled'])) AS then,
    now = 1 AND (p.valid_from IS NULL OR p.valid_from <= $after)
      AND (p.valid_to >= $after OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled'])) AS now
  WHERE (then OR now)
    AND ($focus = ''
      OR EXISTS { MATCH (p)-[:ADDRESSES]->(f:FocusArea) WHERE f.id = $focus OR f.id STARTS WITH $focus + ':' }
      OR EXISTS { MATCH (p)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(f:FocusArea) WHERE f.id = $focus OR f.id STARTS WITH $focus + ':' })
  CALL (p) {
    // Where it is, and whether it is there on each of the days.
    MATCH (p)-[w:OPERATES_IN|BENEFITS|TRAINS]->(place)
    WITH w, CASE
      WHEN place:Country THEN place.iso2
      WHEN place:AdminArea THEN place.country
      WHEN w.country IS NOT NULL THEN w.country
      WHEN place:ForeignCounterpart THEN place.country
    END AS code
    WHERE code IS NOT NULL AND ($country = '' OR code = $country)
    WITH code,
      max(CASE WHEN (w.valid_from IS NULL OR w.valid_from <= $before) AND (w.valid_to IS NULL OR w.valid_to >= $before) THEN 1 ELSE 0 END) AS then,
      max(CASE WHEN (w.valid_from IS NULL OR w.valid_from <= $after) AND (w.valid_to IS NULL OR w.valid_to >= $after) THEN 1 ELSE 0 END) AS now,
      CASE WHEN count(w.valid_from) = count(*) THEN min(w.valid_from) END AS starts,
      CASE WHEN count(w.valid_to) = count(*) THEN max(w.valid_to) END AS ends
    RETURN collect({code: code, then: then = 1, now: now = 1, starts: starts, ends: ends}) AS places
  }
  UNWIND CASE WHEN places = [] AND $country = '' THEN [{code: '', then: true, now: true}] ELSE places END AS place
  MATCH (o:Organization)-[r:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH]-(p)
  WHERE o.id >= $first AND ($next = '' OR o.id < $next)
    AND (r.country IS NULL OR r.country = place.code
      OR NOT EXISTS { MATCH (p)-[:OPERATES_IN|BENEFITS|TRAINS]->(:Country {iso2: r.country}) })
    AND (NOT o:ForeignCounterpart OR coalesce(o.country, place.code) = place.code OR place.code = '')
  RETURN o, place.code AS code, r, p AS via,
    then AND place.then AND (r.valid_from IS NULL OR r.valid_from <= $before) AND (r.valid_to IS NULL OR r.valid_to >= $before) AS then,
    now AND place.now AND (r.valid_from IS NULL OR r.valid_from <= $after) AND (r.valid_to IS NULL OR r.valid_to >= $after) AS now,
    [p.valid_from, r.valid_from, place.starts] AS starts, [p.valid_to, r.valid_to, place.ends] AS ends
  UNION ALL
  // By a link of its own with the country, with one of its bodies, with the chosen organization, or with the focus area.
  CALL () {
    WITH 1 AS chosen WHERE $focus = ''
    MATCH (o:Organization)-[r:OPERATES_IN|FUNDS|TRAINS|PARTNERS_WITH]-(home:Country)
    WHERE ($country = '' OR home.iso2 = $country) AND ($organization = '' OR o.id = $organization)
    RETURN o, home.iso2 AS code, r, home AS via
    UNION
    WITH 1 AS chosen WHERE $focus = ''
    MATCH (o:Organization)-[r:FUNDS|TRAINS|BENEFITS|PARTNERS_WITH]-(body:ForeignCounterpart)
    WHERE body.country IS NOT NULL AND coalesce(o.country, '') <> body.country
      AND ($country = '' OR body.country = $country) AND ($organization = '' OR o.id = $organization)
    RETURN o, body.country AS code, r, body AS via
    UNION
    WITH 1 AS chosen WHERE $focus = '' AND $organization <> ''
    MATCH (me:Organization {id: $organization})-[r:FUNDS|TRAINS|BENEFITS|PARTNERS_WITH]-(o:Organization)
    WITH o, r, me, coalesce(r.country, CASE WHEN me:ForeignCounterpart THEN me.country WHEN o:ForeignCounterpart THEN o.country END, '') AS code
    WHERE $country = '' OR code = $country
    RETURN o, code, r, me AS via
    UNION
    WITH 1 AS chosen WHERE $focus <> '' AND $country = ''
    MATCH (via:FocusArea)<-[r:ADDRESSES]-(o:Organization)
    WHERE (via.id = $focus OR via.id STARTS WITH $focus + ':') AND ($organization = '' OR o.id = $organization)
    RETURN o, '' AS code, r, via
  }
  WITH o, code, r, via
  WHERE o.id >= $first AND ($next = '' OR o.id < $next)
  RETURN o, code, r, via,
    (r.valid_from IS NULL OR r.valid_from <= $before) AND (r.valid_to IS NULL OR r.valid_to >= $before) AS then,
    (r.valid_from IS NULL OR r.valid_from <= $after) AND (r.valid_to IS NULL OR r.valid_to >= $after) AS now,
    [r.valid_from] AS starts, [r.valid_to] AS ends
}
WITH o, code, r, via, starts, ends + [o.valid_to] AS ends,
  then AND (o.valid_to IS NULL OR o.valid_to >= $before) AS then,
  now AND (o.valid_to IS NULL OR o.valid_to >= $after) AS now
WITH o, code, max(CASE WHEN then THEN 1 ELSE 0 END) AS was, max(CASE WHEN now THEN 1 ELSE 0 END) AS is,
  collect(CASE WHEN then <> now THEN {r: r, via: via, starts: starts, ends: ends} END) AS turned
WHERE was <> is
CALL (turned) {
  UNWIND turned AS t
  WITH t, reduce(last = null, d IN t.starts | CASE WHEN last IS NULL OR d > last THEN d ELSE last END) AS starts,
    reduce(first = null, d IN t.ends | CASE WHEN first IS NULL OR d < first THEN d ELSE first END) AS ends
  ORDER BY starts, ends, t.r.key
  RETURN min(starts) AS starts, max(ends) AS ends, count(*) AS links,
    collect({type: type(t.r), via_id: t.via.id, via: t.via.name, starts: starts, ends: ends,
      starts_text: CASE starts WHEN t.r.valid_from THEN t.r.valid_from_text WHEN t.via.valid_from THEN t.via.valid_from_text END,
      ends_text: CASE ends WHEN t.r.valid_to THEN t.r.valid_to_text WHEN t.via.valid_to THEN t.via.valid_to_text END,
      source: t.r.source, record: t.r.record, page: t.r.page})[..$evidence] AS evidence
}
OPTIONAL MATCH (c:Country {id: 'country:' + code})
RETURN o.id AS organization_id, o.name AS organization, o.kind AS kind, code AS country, c.name AS country_name,
  was = 1 AS was, is = 1 AS is, starts, ends, links, evidence
ORDER BY country_name, toLower(organization), organization_id
