// ---
// title: Partners of an organization
// theme: Partners
// description: >
//   Every organization and country that an organization works with, and how: directly, on a shared program, or under a
//   shared agreement, each with its dates. A row is what sources state. A partner that no source names is not here, and a
//   shared program does not prove that the two work side by side.
// view: table
// related: [members-and-work, {report: ending-soon, with: {organization: organization}}, who-trains-whom]
// row: a partner and one way in which it is connected
// empty: >
//   No source names a partner of this organization that is in force on this day. That says nothing about partners that our
//   sources do not cover. Try another day, or include what has ended.
// parameters:
//   - {name: organization, type: organization, label: Organization}
//   - {name: kind, type: kind, label: Only partners of this kind, default: null}
//   - {name: country, type: country, label: Only partners of this country, default: null}
//   - {name: as_of, type: date, label: As of, default: today}
//   - {name: since, type: date, label: In force at any time from, default: null, help: "to the day of As of; left out: on that day"}
//   - {name: all_times, type: truth, label: Also what has ended or not begun, default: false}
// columns:
//   - partner
//   - partner_id
//   - partner_kind: Kind of partner
//   - partner_country: Country of the partner
//   - how: How
//   - through: Through
//   - through_id
//   - since: Since
//   - until: Until
//   - in_force: In force on the day
//   - sources
//   - records
// ---
MATCH (o:Organization {id: $organization})
CALL (o) {
  MATCH (o)-[r:FUNDS|TRAINS|BENEFITS|MEMBER_OF|PART_OF|PARTNERS_WITH|SUCCEEDED_BY]-(partner:Organization|Country)
  WITH partner, r,
    CASE
      WHEN type(r) = 'PARTNERS_WITH' THEN 'partner'
      WHEN startNode(r) = o THEN CASE type(r)
        WHEN 'FUNDS' THEN 'pays for it' WHEN 'TRAINS' THEN 'trains it' WHEN 'BENEFITS' THEN 'helps it'
        WHEN 'MEMBER_OF' THEN 'is a member of it' WHEN 'PART_OF' THEN 'is a part of it' ELSE 'was replaced by it' END
      ELSE CASE type(r)
        WHEN 'FUNDS' THEN 'is paid by it' WHEN 'TRAINS' THEN 'is trained by it' WHEN 'BENEFITS' THEN 'is helped by it'
        WHEN 'MEMBER_OF' THEN 'has it as a member' WHEN 'PART_OF' THEN 'has it as a part' ELSE 'replaced it' END
    END + CASE WHEN r.role IS NULL THEN '' ELSE ': ' + r.role END AS how
  RETURN partner, how, null AS through, [r] AS links
  UNION ALL
  MATCH (o)-[mine:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH|BENEFITS|TRAINS]-(p:Program)
  MATCH (p)-[theirs:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH|BENEFITS|TRAINS]-(partner:Organization)
  WHERE partner <> o
  RETURN partner,
    'same program: it ' + CASE type(theirs)
      WHEN 'FUNDS' THEN 'pays' WHEN 'ACCOUNTABLE_FOR' THEN 'is accountable' WHEN 'EXTENDS' THEN 'manages'
      WHEN 'IMPLEMENTS' THEN 'delivers' WHEN 'BENEFITS' THEN 'is helped' WHEN 'TRAINS' THEN 'is trained' ELSE 'is a partner' END
    + ', this one ' + CASE type(mine)
      WHEN 'FUNDS' THEN 'pays' WHEN 'ACCOUNTABLE_FOR' THEN 'is accountable' WHEN 'EXTENDS' THEN 'manages'
      WHEN 'IMPLEMENTS' THEN 'delivers' WHEN 'BENEFITS' THEN 'is helped' WHEN 'TRAINS' THEN 'is trained' ELSE 'is a partner' END AS how,
    p AS through, [mine, theirs] AS links
  UNION ALL
  MATCH (o)-[mine:PARTY_TO]->(a:Agreement)<-[theirs:PARTY_TO]-(partner:Organization|Country)
  WHERE partner <> o
  RETURN partner, 'same agreement' AS how, a AS through, [mine, theirs] AS links
}
WITH partner, how, through, links,
  CASE WHEN partner:Country THEN partner.iso2 ELSE partner.country END AS partner_country
WHERE ($kind IS NULL OR partner.kind = $kind) AND ($country IS NULL OR partner_country = $country)
WITH partner, how, through, links, partner_country,
  all(r IN links WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= coalesce($since, $as_of)))
  AND (through IS NULL OR (
    (through.valid_from IS NULL OR through.valid_from <= $as_of)
    AND (through.valid_to >= coalesce($since, $as_of)
      OR (through.valid_to IS NULL AND NOT coalesce(through.status, '') IN ['completed', 'closed', 'cancelled'])))) AS in_force
UNWIND links AS link
WITH partner, how, through, partner_country, collect(DISTINCT link) AS links, max(CASE WHEN in_force THEN 1 ELSE 0 END) = 1 AS in_force
WHERE $all_times OR in_force
// Sorted before the rest is looked up, so that a page of a partner with very many links does not wait for all of it.
WITH partner, how, through, partner_country, links, in_force,
  toLower(partner.name) AS name_key, partner.id AS id_key, toLower(through.name) AS through_key
ORDER BY name_key, id_key, how, through_key
RETURN partner.name AS partner, partner.id AS partner_id, partner.kind AS partner_kind, partner_country, how,
  coalesce(through.name, 'directly') AS through, through.id AS through_id,
  coalesce(
    COLLECT { UNWIND links AS r WITH r ORDER BY r.valid_from LIMIT 1 RETURN coalesce(r.valid_from_text, r.valid_from) }[0],
    through.valid_from_text, through.valid_from
  ) AS since,
  coalesce(
    COLLECT { UNWIND links AS r WITH r ORDER BY r.valid_to DESC LIMIT 1 RETURN coalesce(r.valid_to_text, r.valid_to) }[0],
    through.valid_to_text, through.valid_to
  ) AS until,
  in_force,
  COLLECT { UNWIND links AS r WITH DISTINCT r.source AS source ORDER BY source RETURN source } AS sources,
  COLLECT { UNWIND links AS r WITH DISTINCT r.source + '/' + r.record AS record ORDER BY record RETURN record } AS records
ORDER BY name_key, id_key, how, through_key
