// ---
// title: List of agreements
// description: Agreements by country and year of signature, latest first, a page at a time.
// view: table
// row: an agreement
// parameters:
//   - {name: country, type: country, label: Country that it covers or that is a party, default: null}
//   - {name: year, type: year, label: Signed in, default: null}
//   - {name: skip, type: integer, label: Rows before the first, default: 0}
//   - {name: size, type: integer, label: Rows at most, default: 50}
// columns: [total, id, name, kind, topic, valid_from, valid_to, valid_from_text, valid_to_text, parties, source, pages]
// ---
MATCH (a:Agreement)
WHERE ($country IS NULL OR EXISTS { (a)-[:COVERS]->(:Country {id: 'country:' + $country}) }
    OR EXISTS { (a)<-[:PARTY_TO]-(:Country {id: 'country:' + $country}) }
    OR EXISTS { MATCH (a)<-[:PARTY_TO]-(o:Organization) WHERE o.country = $country })
  AND ($year IS NULL OR left(a.valid_from, 4) = toString($year))
WITH collect(a) AS found
WITH found, size(found) AS total
UNWIND found AS a
WITH total, a
ORDER BY coalesce(a.valid_from, '') DESC, a.id
SKIP $skip LIMIT $size
CALL (a) {
  MATCH (a)<-[:PARTY_TO]-(o)
  WHERE o:Organization OR o:Country
  WITH DISTINCT o ORDER BY o.name
  RETURN collect({id: o.id, name: o.name, kind: o.kind}) AS parties
}
RETURN total, a.id AS id, a.name AS name, a.kind AS kind, a.topic AS topic, a.valid_from AS valid_from,
  a.valid_to AS valid_to, a.valid_from_text AS valid_from_text, a.valid_to_text AS valid_to_text, parties,
  head(a.sources) AS source, a.pages AS pages
ORDER BY coalesce(valid_from, '') DESC, id
