// ---
// title: Agreements begun and expired between two days
// description: >
//   Agreements that were signed, or whose stated expiry lies, between two days. An agreement without a stated expiry is not among
//   those that expire.
// view: table
// row: an agreement
// empty: No source states that an agreement was signed or expired between these two days.
// parameters:
//   - {name: before, type: date, label: From, default: today}
//   - {name: after, type: date, label: To, default: today}
//   - {name: country, type: text, label: Code of a country (empty for all), default: ""}
//   - {name: focus, type: text, label: Id of a focus area (empty for all), default: ""}
//   - {name: organization, type: text, label: Id of an organization that is a party (empty for any), default: ""}
// columns: [id, name, kind, starts, ends, starts_text, ends_text, countries, sources, records, pages]
// ---
MATCH (a:Agreement)
WHERE ((a.valid_from > $before AND a.valid_from <= $after) OR (a.valid_to >= $before AND a.valid_to < $after))
  AND ($organization = '' OR EXISTS { MATCH (a)<-[:PARTY_TO]-(:Organization {id: $organization}) })
  AND ($country = ''
    OR EXISTS { MATCH (a)<-[:PARTY_TO]-(:Country {id: 'country:' + $country}) }
    OR EXISTS { MATCH (a)-[:COVERS]->(:Country {id: 'country:' + $country}) }
    OR EXISTS { MATCH (a)<-[:PARTY_TO]-(o:Organization) WHERE o.country = $country })
  AND ($focus = ''
    OR EXISTS { MATCH (a)-[:COVERS]->(f:FocusArea) WHERE f.id = $focus OR f.id STARTS WITH $focus + ':' }
    OR EXISTS { MATCH (a)-[:COVERS]->(:Program)-[:ADDRESSES]->(f:FocusArea) WHERE f.id = $focus OR f.id STARTS WITH $focus + ':' }
    OR EXISTS { MATCH (a)-[:COVERS]->(:Program)-[:CLASSIFIED_AS]->(:Sector)-[:MAPS_TO]->(f:FocusArea)
      WHERE f.id = $focus OR f.id STARTS WITH $focus + ':' })
RETURN a.id AS id, a.name AS name, a.kind AS kind, a.valid_from AS starts, a.valid_to AS ends,
  a.valid_from_text AS starts_text, a.valid_to_text AS ends_text,
  COLLECT {
    CALL (a) {
      MATCH (a)-[:COVERS]->(c:Country)
      RETURN c.iso2 AS code
      UNION
      MATCH (a)<-[:PARTY_TO]-(c:Country)
      RETURN c.iso2 AS code
      UNION
      MATCH (a)<-[:PARTY_TO]-(o:ForeignCounterpart)
      RETURN o.country AS code
    }
    WITH code WHERE code IS NOT NULL
    RETURN DISTINCT code ORDER BY code
  } AS countries, a.sources AS sources, a.records AS records, a.pages AS pages
ORDER BY toLower(name), id
