// ---
// title: Who trains whom in a country
// theme: Partners
// description: >
//   Organizations and programs that train, mentor or equip a body of a country, or somebody in it where the source names no body, with
//   when and what. Training that is part of a program and not told as training by a source is not here.
// view: network
// network: [[trainer, trained]]
// row: a trainer and whom it trains
// empty: >
//   No source names training in this country on this day. Programs may well train: sources often do not say so. Try another day, or
//   include what has ended.
// related: [counterparts-by-partners, no-local-counterpart, us-agencies-by-country, {report: partners-of-an-organization, with: {as_of: as_of}}]
// parameters:
//   - {name: country, type: country, label: Country, default: GT}
//   - {name: kind, type: kind, label: Only this kind of trainer, default: null}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: "to the day of As of; left out: on that day"}
//   - {name: all_times, type: truth, label: Also what has ended or not begun, default: false}
// columns:
//   - trainer: Trainer
//   - trainer_id
//   - trainer_kind: Kind of trainer
//   - trained: Trains
//   - trained_id
//   - what: What
//   - since: Since
//   - until: Until
//   - sources
//   - records
// ---
CALL () {
  MATCH (x:Organization|Program)-[r:TRAINS]->(c:Country {id: 'country:' + $country})
  RETURN x, r, c AS y
  UNION
  MATCH (x:Organization|Program)-[r:TRAINS]->(body:Organization {country: $country})
  WHERE r.country IS NULL OR r.country = $country
  RETURN x, r, body AS y
}
WITH x, y, r
WHERE ($kind IS NULL OR x.kind = $kind)
  AND ($all_times OR ((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= coalesce($since, $as_of))
    AND (x:Organization OR ((x.valid_from IS NULL OR x.valid_from <= $as_of)
      AND (x.valid_to >= coalesce($since, $as_of) OR (x.valid_to IS NULL AND NOT coalesce(x.status, '') IN ['completed', 'closed', 'cancelled']))))))
WITH x, y, collect(r) AS links
RETURN x.name AS trainer, x.id AS trainer_id, CASE WHEN x:Organization THEN x.kind END AS trainer_kind, y.name AS trained, y.id AS trained_id,
  COLLECT { UNWIND links AS r WITH DISTINCT r.role AS role WHERE role IS NOT NULL RETURN role ORDER BY role } AS what,
  COLLECT { UNWIND links AS r WITH r ORDER BY r.valid_from LIMIT 1 RETURN coalesce(r.valid_from_text, r.valid_from) }[0] AS since,
  COLLECT { UNWIND links AS r WITH r ORDER BY r.valid_to DESC LIMIT 1 RETURN coalesce(r.valid_to_text, r.valid_to) }[0] AS until,
  COLLECT { UNWIND links AS r WITH DISTINCT r.source AS source ORDER BY source RETURN source } AS sources,
  COLLECT { UNWIND links AS r WITH DISTINCT r.source + '/' + r.record AS record ORDER BY record RETURN record } AS records
ORDER BY toLower(trainer), trainer_id, toLower(trained), trained_id
