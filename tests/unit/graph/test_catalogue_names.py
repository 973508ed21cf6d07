"""The walk over the names in a query: what is misspelt is found with its line, and nothing else is."""

from __future__ import annotations

import pytest

from graph.catalogue.names import findings


@pytest.mark.parametrize(
    "statement",
    [
        "MATCH (o:Organization {id: $id})-[r:FUNDS|EXTENDS]->(p:Program) RETURN o.name AS name, r.role AS role, p.status",
        "MATCH (n:NGO)-[:OPERATES_IN]->(:Country {iso2: 'GT'}) RETURN n.kind, n.aliases",
        "MATCH (o:Organization)-[:PARTNERS_WITH]-(c:Country) RETURN o.us_state, c.iso3",
        "MATCH (o:Organization) WHERE o:NGO|Academic AND NOT (o)-[:MEMBER_OF]->(:Organization) RETURN o.id",
        "MATCH (o) WHERE o:Organization OR o:Program RETURN o.also_ids",
        "MATCH (p:Program) RETURN collect({program: p.name, starts: p.valid_from}) AS found",
        "MATCH (p:Program) WITH {starts: p.valid_from} AS row RETURN row.starts",
        "MATCH (p:Program) RETURN p {.name, .id, other: p.status, .*} AS found",
        "UNWIND $rows AS row RETURN row.anything, row.deeper.still",
        "MATCH (p:Program) RETURN [x IN p.sources WHERE x <> 'a:Nobody' | x] AS s, date(p.valid_from).year AS y",
        "MATCH (a)-[r]->(b) WHERE type(r) IN ['FUNDS', 'EXTENDS'] AND 'NGO' IN labels(a) RETURN r.key",
        "CALL db.index.fulltext.queryNodes('names', $q) YIELD node, score RETURN node.name, score",
        "MATCH (c:Country) CALL (c) { MATCH (c)<-[:OPERATES_IN]-(p:Program) RETURN count(p) AS n } RETURN c.name, n",
        "MATCH (c:Country) WHERE EXISTS { (c)<-[:FOR]-(f:Figure {kind: 'budget'}) WHERE f.amount > 1.5 } RETURN c.name",
        "MATCH (f:FocusArea)-[:PART_OF*0..2]->(line:FocusArea {level: 'line'}) RETURN line.line",
        "MATCH (p:Program) RETURN [(p)-[:CLASSIFIED_AS]->(s:Sector) WHERE s:Sector | s.code] AS codes",
        "MATCH (a:Organization)<-[:PROVIDED_BY]-(f:Figure)-[:FOR]->(p:Program) WHERE f.kind IN ['budget', $k] RETURN f.year",
        "MATCH (a:!Country&!Program)-[r:!FUNDS]-(b) RETURN a.region, r.role // (x:Nowhere)",
        "MATCH (o:Organization) WITH o.name AS o RETURN o.iso2",
        "MATCH ((a:Program)-[:PART_OF]->(b:Program)){1,3} RETURN count(*) AS n",
        "MATCH (p:Program)<-[r:FUNDS]->(o:Organization) RETURN p.name",
        "MATCH (p:Program)-[:TRAINS]->(x) WHERE (x:Country AND x.iso2 = $c) OR (NOT x:Program AND (x.us_state = $c)) RETURN 1",
        "MATCH (x) WHERE (x:Country) OR (x:Organization) RETURN x.iso2, x.acronym",
        "MATCH (o:Organization)-[:PARTNERS_WITH]->(c:Country) RETURN c.iso2",
        "MATCH (o:Organization) WHERE EXISTS { (o:NGO)-[:TRAINS]->() } RETURN (o.valid_from) AS f",
    ],
)
def test_a_query_that_the_model_knows_is_left_alone(statement: str) -> None:
    assert findings(statement) == []


@pytest.mark.parametrize(
    ("statement", "line", "message"),
    [
        ("MATCH (o:Organisation)\nRETURN o.name", 1, "label 'Organisation' is not in the model"),
        ("MATCH (o:Organization)\n-[:FUND]->(p) RETURN p.name", 2, "link type 'FUND' is not in the model"),
        ("MATCH (o)\nWHERE o:Ngo RETURN o.name", 2, "label 'Ngo' is not in the model"),
        ("MATCH (o:Organization)\nWHERE '//' <> o.nmae RETURN 1", 2, "property 'nmae' is not in the model of Organization"),
        ("MATCH (o:NGO) RETURN o.iso2", 1, "property 'iso2' is not in the model of Organization"),
        ("MATCH (o:Organization {iso2: 'GT'}) RETURN 1", 1, "property 'iso2' is not in the model of Organization"),
        ("MATCH (o:Organization)-[r:FUNDS {amount: 1}]->(p) RETURN 1", 1, "property 'amount' is not in the model of FUNDS"),
        ("MATCH (a)-[r:FUNDS]->(b) RETURN r.amount", 1, "property 'amount' is not in the model of FUNDS"),
        ("MATCH (a:Organization) RETURN a {.name, .title}", 1, "property 'title' is not in the model of Organization"),
        ("MATCH (a) WITH head(collect(a)) AS x RETURN x.titel", 1, "property 'titel' is not in the model"),
        ("MATCH (a)-[r]->(b) WHERE type(r) = 'PAYS' RETURN 1", 1, "type 'PAYS' is not in the model"),
        ("MATCH (a) WHERE 'Ngo' IN labels(a) RETURN 1", 1, "labels 'Ngo' is not in the model"),
        ("MATCH (p:Program)-[:FUNDS]->(o:Organization) RETURN 1", 1, "the model has no Program -[:FUNDS]-> Organization"),
        ("MATCH (c:Country)<-[:TRAINS]-(c2:Country) RETURN 1", 1, "the model has no Country <-[:TRAINS]- Country"),
        ("MATCH (f:NGO) MATCH (f)-[:COVERS]->(c) RETURN 1", 1, "the model has no Organization -[:COVERS]-> any"),
        ("MATCH (a)-[:PARTNERS_WITH]->(b) RETURN 1", 1, "PARTNERS_WITH has no direction here: match it without an arrow"),
        ("MATCH (p:Program {status: 'complete'}) RETURN 1", 1, "status is never 'complete'; the model knows active"),
        ("MATCH (p:Program)\nWHERE p.level IN ['project', 'task'] RETURN 1", 2, "level is never 'task'; the model knows"),
        ("RETURN EXISTS { MATCH (x:Nowhere) } AS b", 1, "label 'Nowhere' is not in the model"),
        ("RETURN [(a:Organization)-[:FUNDS]->(b:Progam) | b.name] AS b", 1, "label 'Progam' is not in the model"),
    ],
)
def test_a_misspelt_name_is_found_with_its_line(statement: str, line: int, message: str) -> None:
    found = findings(statement)
    assert found
    assert found[0].line == line
    assert found[0].message.startswith(message)
