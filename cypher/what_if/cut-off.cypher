// ---
// title: Organizations that nobody reaches any more
// description: >
//   Organizations that meet what leaves or ends, in a program in force or by a link of their own in force, and that meet nobody else
//   who stays. An organization that a program alone names, with nobody else in it, is not here: it met nobody before.
// view: table
// row: an organization
// empty: Everybody who meets what leaves also meets somebody who stays.
// parameters:
//   - {name: organizations, type: texts, label: Ids of organizations that leave, default: ["org:demo:unodc"]}
//   - {name: programs, type: texts, label: Ids of programs that end, default: []}
//   - {name: as_of, type: date, label: As of, default: today}
// columns: [id, name, kind, country, through, sources, records]
// ---
CALL () {
  CALL () {
    UNWIND $programs AS id
    MATCH (p:Program {id: id})
    RETURN p
    UNION
    UNWIND $organizations AS id
    MATCH (:Organization {id: id})-[r:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|TRAINS|BENEFITS|PARTNERS_WITH]-(p:Program)
    WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
    RETURN p
  }
  WITH p
  WHERE (p.valid_from IS NULL OR p.valid_from <= $as_of)
  AND (p.valid_to >= $as_of OR (p.valid_to IS NULL AND NOT coalesce(p.status, '') IN ['completed', 'closed', 'cancelled']))
  MATCH (p)-[r:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|TRAINS|BENEFITS|PARTNERS_WITH]-(x:Organization)
  WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
    AND EXISTS {
      MATCH (p)-[s:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|TRAINS|BENEFITS|PARTNERS_WITH]-(y:Organization)
      WHERE y <> x AND (s.valid_from IS NULL OR s.valid_from <= $as_of) AND (s.valid_to IS NULL OR s.valid_to >= $as_of)
    }
  RETURN x, p AS via, r
  UNION
  UNWIND $organizations AS id
  MATCH (via:Organization {id: id})-[r:FUNDS|TRAINS|BENEFITS|PARTNERS_WITH]-(x:Organization)
  WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
  RETURN x, via, r
}
WITH x, collect(DISTINCT {id: via.id, name: via.name, kind: CASE WHEN via:Organization THEN via.kind END}) AS through,
  collect(DISTINCT r.source) AS sources, collect(DISTINCT r.source + '/' + r.record) AS records
WHERE NOT x.id IN $organizations AND (x.valid_to IS NULL OR x.valid_to >= $as_of)
  AND NOT EXISTS {
    MATCH (x)-[r:FUNDS|TRAINS|BENEFITS|PARTNERS_WITH]-(y:Organization)
    WHERE y <> x AND NOT y.id IN $organizations AND (y.valid_to IS NULL OR y.valid_to >= $as_of)
      AND (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
  }
  AND NOT EXISTS {
    MATCH (x)-[r:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|TRAINS|BENEFITS|PARTNERS_WITH]-(q:Program)-[s:FUNDS|ACCOUNTABLE_FOR|EXTENDS|IMPLEMENTS|TRAINS|BENEFITS|PARTNERS_WITH]-(y:Organization)
    WHERE y <> x AND NOT q.id IN $programs AND NOT y.id IN $organizations AND (y.valid_to IS NULL OR y.valid_to >= $as_of)
      AND (r.valid_from IS NULL OR r.valid_from <= $as_of) AND (r.valid_to IS NULL OR r.valid_to >= $as_of)
      AND (s.valid_from IS NULL OR s.valid_from <= $as_of) AND (s.valid_to IS NULL OR s.valid_to >= $as_of)
      AND (q.valid_from IS NULL OR q.valid_from <= $as_of)
  AND (q.valid_to >= $as_of OR (q.valid_to IS NULL AND NOT coalesce(q.status, '') IN ['completed', 'closed', 'cancelled']))
  }
RETURN x.id AS id, x.name AS name, x.kind AS kind, x.country AS country, through, sources, records
ORDER BY CASE x.kind WHEN 'foreign_counterpart' THEN 0 ELSE 1 END, toLower(name), id
