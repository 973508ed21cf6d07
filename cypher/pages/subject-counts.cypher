// ---
// title: How much is known about a focus area or purpose code
// description: >
//   Rows in each part of the profile, how many are in force on a day, and how many others they name.
// view: table
// row: a part of the profile
// parameters:
//   - {name: id, type: text, label: Id of a focus area or purpose code, default: "focus:III"}
//   - {name: as_of, type: date, label: As of, default: today}
// columns: [section, total, in_force, others]
// ---
CALL () {
  CALL () {
    MATCH (:FocusArea {id: $id})<-[:PART_OF*0..1]-(f:FocusArea)<-[r:ADDRESSES]-(p:Program)
    RETURN r, p, f AS via
    UNION
    MATCH (:FocusArea {id: $id})<-[:PART_OF*0..1]-(:FocusArea)<-[:MAPS_TO]-(via:Sector)<-[r:CLASSIFIED_AS]-(p:Program)
    RETURN r, p, via
    UNION
    MATCH (:Sector {id: $id})<-[:PART_OF*0..2]-(s:Sector)<-[r:CLASSIFIED_AS]-(p:Program)
    RETURN r, p, s AS via
  }
  RETURN 'programs' AS section, count(r) AS total, sum(CASE WHEN coalesce((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
      AND (p.valid_from IS NULL OR p.valid_from <= $as_of)
    AND (p.valid_to >= $as_of OR (p.valid_to IS NULL
      AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled'])), false) THEN 1 ELSE 0 END) AS in_force,
    count(DISTINCT p) AS others
  UNION ALL
  CALL () {
    CALL () {
      MATCH (:FocusArea {id: $id})<-[:PART_OF*0..1]-(:FocusArea)<-[:ADDRESSES]-(p:Program)
      RETURN p
      UNION
      MATCH (:FocusArea {id: $id})<-[:PART_OF*0..1]-(:FocusArea)<-[:MAPS_TO]-(:Sector)<-[:CLASSIFIED_AS]-(p:Program)
      RETURN p
      UNION
      MATCH (:Sector {id: $id})<-[:PART_OF*0..2]-(:Sector)<-[:CLASSIFIED_AS]-(p:Program)
      RETURN p
    }
    MATCH (x:Organization)-[r:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|PARTNERS_WITH|TRAINS|BENEFITS]-(p)
    RETURN r, x, startNode(r) = p AS outgoing, p AS via, p
    UNION
    MATCH (:FocusArea {id: $id})<-[:PART_OF*0..1]-(f:FocusArea)<-[r:ADDRESSES]-(x:Organization)
    RETURN r, x, false AS outgoing, f AS via, null AS p
  }
  RETURN 'partners' AS section, count(r) AS total, sum(CASE WHEN coalesce((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
      AND (p IS NULL OR ((p.valid_from IS NULL OR p.valid_from <= $as_of)
    AND (p.valid_to >= $as_of OR (p.valid_to IS NULL
      AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled'])))), false) THEN 1 ELSE 0 END) AS in_force,
    count(DISTINCT x) AS others
  UNION ALL
  CALL () {
    MATCH (:FocusArea {id: $id})<-[:PART_OF*0..1]-(:FocusArea)<-[:ADDRESSES]-(p:Program)
    RETURN p
    UNION
    MATCH (:FocusArea {id: $id})<-[:PART_OF*0..1]-(:FocusArea)<-[:MAPS_TO]-(:Sector)<-[:CLASSIFIED_AS]-(p:Program)
    RETURN p
    UNION
    MATCH (:Sector {id: $id})<-[:PART_OF*0..2]-(:Sector)<-[:CLASSIFIED_AS]-(p:Program)
    RETURN p
  }
  CALL (p) {
    MATCH (p)-[:OPERATES_IN|BENEFITS|TRAINS|PARTNERS_WITH]-(c:Country)
    RETURN c
    UNION
    MATCH (p)-[:OPERATES_IN]->(:AdminArea)-[:PART_OF]->(c:Country)
    RETURN c
    UNION
    MATCH (p)-[h:BENEFITS|TRAINS]->(body:ForeignCounterpart)
    MATCH (c:Country {id: 'country:' + body.country})
    WHERE coalesce(h.country, body.country) = body.country
    RETURN c
  }
  WITH c, count(p) AS programs, sum(CASE WHEN (p.valid_from IS NULL OR p.valid_from <= $as_of)
      AND (p.valid_to >= $as_of OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))
      THEN 1 ELSE 0 END) AS in_force
  RETURN 'countries' AS section, count(c) AS total, sum(CASE WHEN in_force > 0 THEN 1 ELSE 0 END) AS in_force, null AS others
  UNION ALL
  CALL () {
    CALL () {
      MATCH (:FocusArea {id: $id})<-[:PART_OF*0..1]-(:FocusArea)<-[:ADDRESSES]-(p:Program)
      RETURN p
      UNION
      MATCH (:FocusArea {id: $id})<-[:PART_OF*0..1]-(:FocusArea)<-[:MAPS_TO]-(:Sector)<-[:CLASSIFIED_AS]-(p:Program)
      RETURN p
      UNION
      MATCH (:Sector {id: $id})<-[:PART_OF*0..2]-(:Sector)<-[:CLASSIFIED_AS]-(p:Program)
      RETURN p
    }
    MATCH (p)<-[:COVERS]-(a:Agreement)
    RETURN a
    UNION
    MATCH (:FocusArea {id: $id})<-[:PART_OF*0..1]-(:FocusArea)<-[:COVERS]-(a:Agreement)
    RETURN a
  }
  RETURN 'agreements' AS section, count(a) AS total, sum(CASE WHEN coalesce((a.valid_from IS NULL OR a.valid_from <= $as_of) AND (a.valid_to IS NULL OR a.valid_to >= $as_of), false) THEN 1 ELSE 0 END) AS in_force, null AS others
  UNION ALL
  CALL () {
    MATCH (:FocusArea {id: $id})<-[:PART_OF*0..1]-(:FocusArea)<-[:ADDRESSES]-(p:Program)
    RETURN p
    UNION
    MATCH (:FocusArea {id: $id})<-[:PART_OF*0..1]-(:FocusArea)<-[:MAPS_TO]-(:Sector)<-[:CLASSIFIED_AS]-(p:Program)
    RETURN p
    UNION
    MATCH (:Sector {id: $id})<-[:PART_OF*0..2]-(:Sector)<-[:CLASSIFIED_AS]-(p:Program)
    RETURN p
  }
  MATCH (p)<-[:FOR]-(f:Figure)
  RETURN 'money' AS section, count(DISTINCT f) AS total, null AS in_force, null AS others
  UNION ALL
  CALL () {
    MATCH (:FocusArea {id: $id})-[r:PART_OF|MAPS_TO]-(x:FocusArea|Sector)
    RETURN r, x
    UNION
    MATCH (:Sector {id: $id})-[r:PART_OF|MAPS_TO]-(x:FocusArea|Sector)
    RETURN r, x
  }
  RETURN 'structure' AS section, count(r) AS total, sum(CASE WHEN coalesce((r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of), false) THEN 1 ELSE 0 END) AS in_force, count(DISTINCT x) AS others
}
RETURN section, total, in_force, others
