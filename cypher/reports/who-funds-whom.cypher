// ---
// title: Who funds whom in a country
// theme: Money
// description: >
//   Every funder with what it pays for in one country: a program, an organization, or the country itself, who delivers it,
//   and every sum that a source states. Sums overlap and are not added. Funders that no source names are not here.
// view: network
// scans: {Organization: "a link that itself names the country is found only by looking", Program: "a link that itself names the country is found only by looking"}
// network: [[funder, receives], [implementers, receives]]
// related: [paid-by-several, funders-by-year, money-by-year, paid-for-nobody-named]
// row: a funder and what it pays for
// empty: >
//   No source names a funder of work in this country that is in force on this day. That says nothing about funders that
//   our sources do not cover. Try another day, or include what has ended.
// parameters:
//   - {name: country, type: country, label: Country, default: GT}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: "to the day of As of; left out: on that day"}
//   - {name: all_times, type: truth, label: Also what has ended or not begun, default: false}
// columns:
//   - funder
//   - funder_id
//   - funder_kind: Kind of funder
//   - receives: Pays for
//   - receives_id
//   - receives_is: Which is
//   - implementers: Delivered by
//   - implementers_id
//   - since: Since
//   - until: Until
//   - in_force: In force on the day
//   - amounts: Sums as stated
//   - sources
//   - records
// ---
MATCH (c:Country {id: 'country:' + $country})
CALL (c) {
  CALL (c) {
    MATCH (p:Program)-[:OPERATES_IN|BENEFITS|TRAINS|PARTNERS_WITH]->(c)
    RETURN p
    UNION
    MATCH (p:Program)-[:OPERATES_IN]->(:AdminArea {country: $country})
    RETURN p
    UNION
    MATCH (p:Program)-[w:BENEFITS|TRAINS]->(body:Organization)
    WHERE coalesce(w.country, CASE WHEN body:ForeignCounterpart THEN body.country END) = $country
    RETURN p
    UNION
    // A program that states no country of its own, and is paid for in this one.
    MATCH (p:Program)<-[f:FUNDS]-(:Organization)
    WHERE f.country = $country AND NOT EXISTS { (p)-[:OPERATES_IN|BENEFITS|TRAINS]->(:Country) }
    RETURN p
  }
  WITH p, [(p)-[:OPERATES_IN|BENEFITS|TRAINS]->(place:Country) | place.iso2] AS places
  MATCH (funder:Organization)-[f:FUNDS]->(p)
  WHERE f.country IS NULL OR f.country = $country OR NOT f.country IN places
  RETURN funder, f, p AS receiver, 'program' AS receives_is
  UNION ALL
  MATCH (funder:Organization)-[f:FUNDS]->(c)
  RETURN funder, f, c AS receiver, 'country' AS receives_is
  UNION ALL
  MATCH (funder:Organization)-[f:FUNDS]->(body:Organization)
  WHERE coalesce(f.country, body.country) = $country
  RETURN funder, f, body AS receiver, 'organization' AS receives_is
}
WITH funder, receiver, receives_is, f,
  (f.valid_from IS NULL OR f.valid_from <= $as_of) AND (f.valid_to IS NULL OR f.valid_to >= coalesce($since, $as_of))
  AND (receives_is <> 'program' OR (
    (receiver.valid_from IS NULL OR receiver.valid_from <= $as_of)
    AND (receiver.valid_to >= coalesce($since, $as_of)
      OR (receiver.valid_to IS NULL AND NOT coalesce(receiver.status, '') IN ['completed', 'closed', 'cancelled'])))) AS in_force
WITH funder, receiver, receives_is, collect(f) AS claims, any(each IN collect(coalesce(in_force, false)) WHERE each) AS in_force
WHERE $all_times OR in_force
CALL (receiver) {
  WITH receiver, [(receiver)-[:OPERATES_IN|BENEFITS|TRAINS]->(place:Country) | place.iso2] AS places
  MATCH (i:Organization)-[r:IMPLEMENTS]->(receiver)
  WHERE (r.country IS NULL OR r.country = $country OR NOT r.country IN places)
    AND ($all_times OR ((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= coalesce($since, $as_of))))
  WITH DISTINCT i ORDER BY toLower(i.name), i.id
  RETURN collect(i.name) AS implementers, collect(i.id) AS implementers_id
}
CALL (funder, receiver, receives_is) {
  MATCH (figure:Figure)-[:FOR|RECEIVED_BY]->(receiver)
  OPTIONAL MATCH (figure)-[:PROVIDED_BY]->(payer)
  WITH figure, collect(DISTINCT payer) AS payers
  WHERE funder IN payers OR (size(payers) = 0 AND receives_is = 'program')
  WITH DISTINCT figure, size(payers) = 0 AS unnamed
  ORDER BY figure.year, figure.value_date, figure.id
  RETURN collect({
    kind: figure.kind, amount: figure.amount, currency: figure.currency,
    year: coalesce(toString(figure.year), left(figure.value_date, 4), left(figure.valid_from, 4)),
    value_date: figure.value_date, valid_from: figure.valid_from, valid_to: figure.valid_to, count: figure.count, payer_unnamed: unnamed, sources: figure.sources
  }) AS amounts
}
RETURN funder.name AS funder, funder.id AS funder_id, funder.kind AS funder_kind,
  receiver.name AS receives, receiver.id AS receives_id, receives_is,
  implementers, implementers_id,
  coalesce(
    COLLECT { UNWIND claims AS f WITH f ORDER BY f.valid_from LIMIT 1 RETURN coalesce(f.valid_from_text, f.valid_from) }[0],
    CASE receives_is WHEN 'program' THEN coalesce(receiver.valid_from_text, receiver.valid_from) END
  ) AS since,
  coalesce(
    COLLECT { UNWIND claims AS f WITH f ORDER BY f.valid_to DESC LIMIT 1 RETURN coalesce(f.valid_to_text, f.valid_to) }[0],
    CASE receives_is WHEN 'program' THEN coalesce(receiver.valid_to_text, receiver.valid_to) END
  ) AS until,
  in_force, amounts,
  COLLECT { UNWIND claims AS f WITH DISTINCT f.source AS source ORDER BY source RETURN source } AS sources,
  COLLECT { UNWIND claims AS f WITH DISTINCT f.source + '/' + f.record AS record ORDER BY record RETURN record } AS records
ORDER BY toLower(funder), funder_id, toLower(receives), receives_id
