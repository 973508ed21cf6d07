// ---
// title: Members of an organization and where it is at work
// theme: Partners
// description: >
//   Every country that is a member of an international organization or regional body, or has a body that is, with how many programs the
//   organization delivers there, and countries where it delivers without a member. Being a member is not work: a member without programs is
//   a country where no source names any.
// view: map
// map: {country: country, value: programs, unit: programs}
// row: a country
// empty: >
//   No source names a member of this organization, or a country where it delivers a program on this day. Try another day, or include
//   what has ended.
// related: [partners-of-an-organization, partners-in-many-countries, shared-memberships]
// parameters:
//   - {name: organization, type: organization, label: Organization}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: "to the day of As of; left out: on that day"}
//   - {name: all_times, type: truth, label: Also what has ended or not begun, default: false}
// columns:
//   - country: Country
//   - country_id
//   - member: Member
//   - members: Which bodies
//   - members_id
//   - programs: Programs that it delivers there (number)
//   - program: Programs
//   - program_id
//   - sources
//   - records
// ---
MATCH (o:Organization {id: $organization})
CALL (o) {
  MATCH (x:Country|Organization)-[r:MEMBER_OF]->(o)
  WHERE $all_times OR ((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= coalesce($since, $as_of)))
  RETURN CASE WHEN x:Country THEN x.iso2 ELSE x.country END AS iso2, x AS member, null AS p, r
  UNION ALL
  MATCH (o)-[r:IMPLEMENTS]->(p:Program)
  WHERE $all_times OR (
    (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= coalesce($since, $as_of))
    AND (p.valid_from IS NULL OR p.valid_from <= $as_of)
    AND (p.valid_to >= coalesce($since, $as_of) OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled'])))
  CALL (p, r) {
    WITH r WHERE r.country IS NOT NULL
    RETURN r.country AS iso2
    UNION
    WITH p, r WHERE r.country IS NULL
    MATCH (p)-[w:OPERATES_IN|BENEFITS|TRAINS]->(place)
    RETURN CASE
      WHEN place:Country THEN place.iso2
      WHEN place:AdminArea THEN place.country
      WHEN w.country IS NOT NULL THEN w.country
      WHEN place:ForeignCounterpart THEN place.country
    END AS iso2
  }
  RETURN iso2, null AS member, p, r
}
WITH iso2, collect(DISTINCT member) AS members, collect(DISTINCT p) AS work, collect(DISTINCT r) AS links
WHERE iso2 IS NOT NULL
MATCH (c:Country {id: 'country:' + iso2})
WITH c, links,
  COLLECT { UNWIND members AS m WITH m ORDER BY toLower(m.name), m.id RETURN m } AS members,
  COLLECT { UNWIND work AS p WITH p ORDER BY toLower(p.name), p.id RETURN p } AS work
RETURN c.name AS country, c.id AS country_id, size(members) > 0 AS member, [m IN members | m.name] AS members, [m IN members | m.id] AS members_id,
  size(work) AS programs, [p IN work | p.name] AS program, [p IN work | p.id] AS program_id,
  COLLECT { UNWIND links AS r WITH DISTINCT r.source AS source ORDER BY source RETURN source } AS sources,
  COLLECT { UNWIND links AS r WITH DISTINCT r.source + '/' + r.record AS record ORDER BY record RETURN record } AS records
ORDER BY member DESC, programs DESC, country
