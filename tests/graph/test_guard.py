"""What a reader may run, on a real Neo4j: every known way out is refused before it runs, and questions go through."""

from __future__ import annotations

import pytest

from graph.client import Graph
from graph.errors import QueryRefused, QueryTimeout
from graph.guard import check_statement, read_guarded

pytestmark = pytest.mark.graph

CHANGES = "changes the graph or the server"
ATTACKS = [
    ("LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line", "LOAD CSV reads files"),
    ("LOAD CSV FROM 'http://127.0.0.1/x' AS line RETURN line", "LOAD CSV reads files"),
    ("load /* x */ csv WITH HEADERS FROM 'file:///x' AS line RETURN line", "LOAD CSV reads files"),
    ("RETURN [x IN range(1, 2) | COLLECT { LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l[0] }] AS found", "LOAD CSV"),
    ("LO\\u0041D CSV FROM 'file:///etc/passwd' AS line RETURN line", "escape"),
    ("SHOW SETTINGS", "SHOW statements"),
    ("SHOW TRANSACTIONS YIELD * RETURN *", "SHOW statements"),
    ("CYPHER 5 SHOW SETTINGS", "ShowSettings"),
    ("// a comment\nSHOW USERS", "SHOW statements"),
    ("SHOW DATABASES", "SHOW statements"),
    ("SHOW INDEXES", "SHOW statements"),
    ("TERMINATE TRANSACTIONS 'neo4j-transaction-1'", "TERMINATE ends"),
    ("CALL dbms.listConfig()", "The procedure dbms.listConfig"),
    ("CALL `dbms` . `listConfig`()", "The procedure dbms.listConfig"),
    ("RETURN COUNT { CALL dbms.info() YIELD id RETURN id } AS found", "The procedure dbms.info"),
    ("CALL db.clearQueryCaches()", "The procedure db.clearQueryCaches"),
    ("CALL tx.setMetaData({a: 1})", "The procedure tx.setMetaData"),
    ("CALL db.createLabel('x')", "The procedure db.createLabel"),
    ("CALL db.labelsandmore()", "The procedure db.labelsandmore"),
    ("RETURN apoc.cypher.runFirstColumnSingle('SHOW SETTINGS', {})", "The function apoc.cypher"),
    ("RETURN `apoc`. load.json('http://127.0.0.1/x')", "The function apoc.load.json"),
    ("CREATE (n:Organization {id: 'org:x:y'}) RETURN n", CHANGES),
    ("MATCH (n) SET n.name = 'x'", CHANGES),
    ("MATCH (n) DETACH DELETE n", CHANGES),
    ("MERGE (n:Country {id: 'country:GT'})", CHANGES),
    ("MATCH (n) CALL (n) { SET n.name = 'x' } IN TRANSACTIONS", CHANGES),
    ("CREATE INDEX FOR (n:Program) ON (n.name)", CHANGES),
    ("CREATE USER somebody SET PASSWORD 'abcdefghijk'", CHANGES),
    ("ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'", CHANGES),
    ("CREATE DATABASE other", "administration"),
    ("USE system RETURN 1", "USE chooses"),
    ("CYPHER 5 USE neo4j RETURN 1", "USE chooses"),
    ("PROFILE RETURN 1", "PROFILE tells"),
    ("RETURN 1; SHOW SETTINGS", "one statement"),
    ("  // nothing\n", "There is no statement"),
]


@pytest.mark.parametrize(("statement", "reason"), ATTACKS, ids=[a[0][:40] for a in ATTACKS])
def test_what_a_reader_may_not_run_is_refused_with_the_reason(graph: Graph, statement: str, reason: str) -> None:
    with pytest.raises(QueryRefused, match=reason):
        read_guarded(graph, statement)
    assert graph.read("MATCH (n) RETURN count(n) AS n").rows == [(0,)]


@pytest.mark.parametrize(
    ("statement", "rows"),
    [
        ("RETURN 1 AS one", [(1,)]),
        ("RETURN 'LOAD CSV; SHOW SETTINGS; CALL dbms.info()' AS text", [("LOAD CSV; SHOW SETTINGS; CALL dbms.info()",)]),
        ("WITH 1 AS use, 2 AS show RETURN use AS load, show AS csv", [(1, 2)]),
        ("RETURN duration.between(date('2020-01-01'), date('2021-01-01')).years AS years", [(1,)]),
        ("RETURN point.distance(point({x: 0, y: 0}), point({x: 3, y: 4})) AS distance", [(5.0,)]),
        ("UNWIND $names AS name CALL (name) { RETURN toUpper(name) AS upper } RETURN upper", [("A",), ("B",)]),
    ],
)
def test_a_question_is_answered(graph: Graph, statement: str, rows: list[tuple[object, ...]]) -> None:
    params = {"names": ["a", "b"]} if "$names" in statement else {}
    assert read_guarded(graph, statement, params).rows == rows


def test_allowed_procedures_run(graph: Graph) -> None:
    graph.write([("CREATE (:Country {id: 'country:GT', name: 'Guatemala'})", {})])
    labels = read_guarded(graph, "CALL db.labels() YIELD label WHERE label = 'Country' RETURN label")
    assert labels.rows == [("Country",)]
    assert read_guarded(graph, "CALL db.propertyKeys()").columns == ("propertyKey",)


def test_a_name_that_the_graph_does_not_have_is_warned_of(graph: Graph) -> None:
    warnings = check_statement(graph, "MATCH (n:Nowhere) RETURN n.name")
    assert len(warnings) == 1
    assert "The label `Nowhere` does not exist" in warnings[0]


def test_rows_are_capped_and_it_is_said(graph: Graph) -> None:
    result = read_guarded(graph, "UNWIND range(1, 100000) AS x RETURN x", limit=3)
    assert (result.rows, result.truncated) == ([(1,), (2,), (3,)], True)
    assert not read_guarded(graph, "UNWIND range(1, 3) AS x RETURN x", limit=3).truncated


def test_a_statement_that_takes_too_long_is_ended(graph: Graph) -> None:
    with pytest.raises(QueryTimeout, match="longer than it may"):
        read_guarded(graph, "UNWIND range(1, 100000000) AS x UNWIND range(1, 1000) AS y RETURN count(*)", timeout=1)


def test_a_mistake_is_told_in_the_persons_own_words(graph: Graph) -> None:
    with pytest.raises(QueryRefused) as caught:
        read_guarded(graph, "MATCH (n RETURN n")
    assert "(line 1, column 10" in str(caught.value)
    assert "EXPLAIN" not in str(caught.value)
    with pytest.raises(QueryRefused, match=r"Expected parameter\(s\): code"):
        read_guarded(graph, "RETURN $code")
