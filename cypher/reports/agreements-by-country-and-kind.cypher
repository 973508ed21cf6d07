// ---
// title: Agreements by country and kind
// theme: Programs and agreements
// description: >
//   How many agreements of each kind a country has: as a party, through a body of it that is a party, or because an
//   agreement covers it. An agreement with several countries counts in each. Agreements whose country or kind no source states are
//   not counted by it; the second stand under "kind not stated".
// view: matrix
// row: a country and a kind of agreement
// empty: No source names an agreement with these choices that is in force on this day. Try another day, or include what has ended.
// behind: {report: agreements-of-a-country, with: {country: country_id, kind: kind_key}}
// related: [expired-agreements, ending-soon]
// scans: {Agreement: "every agreement counts"}
// parameters:
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: "to the day of As of; left out: on that day"}
//   - {name: all_times, type: truth, label: Also what has ended or not begun, default: false}
// columns:
//   - country: Country
//   - kind: Kind of agreement
//   - agreements: Agreements
//   - country_id
//   - kind_key
//   - sources
// ---
MATCH (a:Agreement)
WHERE $all_times OR ((a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= coalesce($since, $as_of)))
CALL (a) {
  MATCH (a)-[:COVERS|PARTY_TO]-(c:Country)
  RETURN c.iso2 AS iso2
  UNION
  MATCH (a)<-[:PARTY_TO]-(body:ForeignCounterpart)
  RETURN body.country AS iso2
}
WITH a, iso2 WHERE iso2 <> 'US'
WITH iso2, coalesce(a.kind, 'kind not stated') AS kind, count(DISTINCT a) AS agreements, collect(DISTINCT a.sources) AS lists
MATCH (c:Country {id: 'country:' + iso2})
RETURN c.name AS country, kind, agreements, c.id AS country_id, kind AS kind_key,
  COLLECT { UNWIND lists AS list UNWIND list AS source WITH DISTINCT source ORDER BY source RETURN source } AS sources
ORDER BY country, kind
