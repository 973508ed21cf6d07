"""What a reader may run, on a real Neo4j: every known way out is refused before it runs, and questions go through."""

from __future__ import annotations

import re
import threading
import time

import pytest

from graph.client import Graph
from graph.errors import QueryRefused, QueryStopped, QueryTimeout
from graph.guard import check_statement, read_guarded
from tests.support.spent import spent

pytestmark = pytest.mark.graph

CHANGES = "changes the graph or the server"
CHANGES_OR_ADMINISTRATION = "changes the graph or the server|administration"
ATTACKS = [
    ("LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line", "LOAD CSV reads files"),
    ("LOAD CSV FROM 'http://127.0.0.1/x' AS line RETURN line", "LOAD CSV reads files"),
    ("load /* x */ csv WITH HEADERS FROM 'file:///x' AS line RETURN line", "LOAD CSV reads files"),
    ("RETURN [x IN range(1, 2) | COLLECT { LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l[0] }] AS found", "LOAD CSV"),
    ("LO\\u0041D CSV FROM 'file:///etc/passwd' AS line RETURN line", "escape"),
    ("SHOW SETTINGS", "SHOW tells"),
    ("SHOW TRANSACTIONS YIELD * RETURN *", "SHOW tells"),
    ("CYPHER 5 SHOW SETTINGS", "Leave out CYPHER"),
    ("CYPHER runtime=slotted planner=dp MATCH (n) RETURN n", "Leave out CYPHER"),
    ("EXPLAIN CYPHER 5 USE system RETURN 1", "Leave out CYPHER"),
    ("// a comment\nSHOW USERS", "SHOW tells"),
    ("SHOW DATABASES", "SHOW tells"),
    ("SHOW INDEXES", "SHOW tells"),
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
    ("MATCH (n) CALL (n) { SET n.name = 'x' } IN TRANSACTIONS", "IN TRANSACTIONS is for changes"),
    ("MATCH (n) CALL (n) { SET n.name = 'x' } in /* */ 3 concurrent transactions of 10 rows", CHANGES + "|IN TRANSACTIONS|Query"),
    ("UNWIND [1] AS x CALL (x) { RETURN x AS y } IN TRANSACTIONS OF 1 ROW RETURN y", "IN TRANSACTIONS is for changes"),
    ("\\u0043REATE (n:Country {id: 'country:XX'})", "escape"),
    ("LO\\uu0041D CSV FROM 'file:///etc/passwd' AS line RETURN line", "escape"),
    ("MATCH (n) FOREACH (x IN [1] | SET n.name = 'x')", CHANGES),
    ("MATCH (n) REMOVE n.name RETURN n", CHANGES),
    ("MATCH (n) SET n:Program RETURN n", CHANGES),
    ("MATCH (a), (b) CREATE (a)-[:FUNDS]->(b)", CHANGES),
    ("MATCH (a), (b) MERGE (a)-[:FUNDS]->(b)", CHANGES),
    ("MATCH (n) CALL (n) { CALL (n) { CALL (n) { DETACH DELETE n } } } RETURN 1 AS x", CHANGES),
    ("EXPLAIN MATCH (n) DETACH DELETE n", CHANGES),
    ("explain /* quiet */ CREATE (n)", CHANGES),
    ("/* MATCH */ // (n)\nCREATE (n) // RETURN 1", CHANGES),
    ("CREATE CONSTRAINT FOR (n:Program) REQUIRE n.name IS UNIQUE", CHANGES),
    ("DROP INDEX names", CHANGES),
    ("DROP USER neo4j", CHANGES_OR_ADMINISTRATION),
    ("GRANT ROLE admin TO neo4j", CHANGES_OR_ADMINISTRATION),
    ("STOP DATABASE neo4j", CHANGES_OR_ADMINISTRATION),
    ("RETURN EXISTS { LOAD CSV FROM 'http://127.0.0.1/x' AS l RETURN l } AS found", "LOAD CSV reads files"),
    ("RETURN 1 AS x UNION ALL LOAD CSV FROM 'file:///x' AS x RETURN x", "LOAD CSV reads files"),
    ("SHOW PROCEDURES", "SHOW tells"),
    ("SHOW FUNCTIONS", "SHOW tells"),
    ("CALL { TERMINATE TRANSACTIONS 'neo4j-transaction-1' }", "Invalid input|Terminate"),
    ("CALL dbms.killConnection('bolt-1')", "The procedure dbms.killConnection"),
    ("CALL dbms.setConfigValue('a', 'b')", "The procedure dbms.setConfigValue"),
    ("MATCH (n) CALL db.ping() YIELD success RETURN n", "The procedure db.ping"),
    ("OPTIONAL CALL db.info() YIELD id RETURN id", "The procedure db.info"),
    ("RETURN graph.byName('system') AS g", "The function graph.byName"),
    ("RETURN genai.vector.encode('x', 'OpenAI', {token: 'x'}) AS v", "The function genai.vector.encode"),
    ("PROFILE MATCH (n) DETACH DELETE n", "PROFILE tells"),
    ("RETURN 'a;b' AS a; MATCH (n) DETACH DELETE n;", "more than one statement"),
    ("MATCH (n) WITH n.`id``` AS `a``b`, n DETACH DELETE n", CHANGES),
    ("RETURN " + "(" * 5_000 + "1" + ")" * 5_000 + " AS deep", "nested more than 40 deep"),
    ("RETURN '" + "x" * 30_000 + "' AS long", "more than 20,000 letters"),
    ("CREATE INDEX FOR (n:Program) ON (n.name)", CHANGES),
    ("CREATE USER somebody SET PASSWORD 'abcdefghijk'", CHANGES),
    ("ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'", CHANGES),
    ("CREATE DATABASE other", CHANGES_OR_ADMINISTRATION),
    ("USE system RETURN 1", "USE chooses"),
    ("CALL { USE neo4j RETURN 1 AS x } RETURN x", "USE chooses"),
    ("UNWIND [1] AS x RETURN x UNION USE system RETURN 1 AS x", "USE chooses"),
    ("PROFILE RETURN 1", "PROFILE tells"),
    ("RETURN 1; SHOW SETTINGS", "one statement"),
    ("  // nothing\n", "There is no statement"),
]


INSTEAD = re.compile(r"\b(Write|Leave out|Give|Hand|For what|Your own|Take it apart|expected)\b")
HEAVY = {
    "UNWIND range(1, 100000000) AS x UNWIND range(1, 1000) AS y RETURN count(*)": "longer than it may",
    "MATCH (a), (b), (c), (d), (e), (f) WHERE a.id + b.id + c.id + d.id + e.id + f.id = $x RETURN count(*)": "longer than it may",
    "UNWIND range(1, 100000000) AS x RETURN collect(x) AS xs": "more memory than it may",
    "UNWIND range(1, 100000000) AS x WITH x ORDER BY -x RETURN x LIMIT 10000000": "more memory than it may",
    "RETURN reduce(s = 'x', i IN range(1, 26) | s + s) AS wide": "answer is larger than 32 MB",
    "RETURN reduce(s = [], i IN range(1, 3000) | [s]) AS deep": "more than 100 deep",
    "RETURN reduce(s = [], i IN range(1, 20000) | [s]) AS deep": "longer than it may|broke the statement off",
}


def test_what_a_reader_may_not_run_is_refused_with_the_reason(graph: Graph) -> None:
    graph.write([("UNWIND range(1, 9) AS n CREATE (:Country {id: 'country:' + n, name: 'x'})", {})])
    assert len(ATTACKS) >= 60
    wrong = []
    for statement, reason in ATTACKS:
        try:
            read_guarded(graph, statement)
            wrong.append((statement, "ran"))
        except QueryRefused as refused:
            told = str(refused)
            if not re.search(reason, told):
                wrong.append((statement[:80], told[:200]))
            elif refused.place is None and not INSTEAD.search(told) and reason not in (CHANGES_OR_ADMINISTRATION,):
                wrong.append((statement[:80], f"does not say what to write instead: {told}"))
    assert wrong == []
    assert graph.read("MATCH (n) RETURN count(n), count(DISTINCT n.name)").rows == [(9, 1)]


def test_what_is_too_much_is_ended_and_the_server_stands(graph: Graph) -> None:
    graph.write([("UNWIND range(1, 60) AS n CREATE (:Country {id: 'country:' + n, name: 'x'})", {})])
    for statement, reason in HEAVY.items():
        with pytest.raises(QueryTimeout, match=reason):
            read_guarded(graph, statement, {"x": "y"}, timeout=1 if "longer" in reason else 30)
    wide = read_guarded(graph, "UNWIND range(1, 10000) AS n RETURN reduce(s = 'x', i IN range(1, 14) | s + s) AS wide")
    assert (wide.truncated, wide.heavy, len(wide.rows)) == (True, True, 487)
    assert graph.read("MATCH (n) RETURN count(n)").rows == [(60,)]


def test_what_runs_is_stopped_on_the_server_within_two_seconds(graph: Graph) -> None:
    ended: list[str] = []

    def run() -> None:
        with pytest.raises(QueryStopped):
            read_guarded(graph, "UNWIND range(1, 1000000000) AS x UNWIND range(1, 1000) AS y RETURN count(*)", run="a-run")
        ended.append("stopped")

    thread = threading.Thread(target=run)
    thread.start()
    running = "SHOW TRANSACTIONS YIELD metaData WHERE metaData.partnergraph_run = 'a-run' RETURN count(*)"
    while graph.read(running).rows == [(0,)]:
        time.sleep(0.05)
    before = spent()  # the statement alone keeps a processor busy: no less than the seconds on the wall of a free machine
    assert (graph.stop("another"), graph.stop("a-run")) == (0, 1)
    while graph.read(running).rows != [(0,)]:
        time.sleep(0.05)
    assert spent() - before < 2
    thread.join(timeout=5)
    assert ended == ["stopped"]


def test_values_under_hostile_names_stay_values(graph: Graph) -> None:
    params = {"a`} DETACH DELETE n //": 1, "'; SHOW SETTINGS": 2, "x": "'}) DETACH DELETE n //"}
    assert read_guarded(graph, "RETURN $`a``} DETACH DELETE n //` + $`'; SHOW SETTINGS` AS n, $x AS x", params).rows == [(3, params["x"])]
    with pytest.raises(QueryRefused, match="Invalid input") as refused:
        check_statement(graph, "RETURN 1 AS a\nRETUR 2")
    assert refused.value.place == (2, 1)


@pytest.mark.parametrize(
    ("statement", "rows"),
    [
        ("RETURN 1 AS one", [(1,)]),
        ("WITH {`id`` }) DETACH DELETE n //`: 1} AS n RETURN n.`id`` }) DETACH DELETE n //` AS x", [(1,)]),
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


def test_a_mistake_is_told_in_the_persons_own_words(graph: Graph) -> None:
    with pytest.raises(QueryRefused) as caught:
        read_guarded(graph, "MATCH (n RETURN n")
    assert "(line 1, column 10" in str(caught.value)
    assert "EXPLAIN" not in str(caught.value)
    with pytest.raises(QueryRefused, match=r"Expected parameter\(s\): code"):
        read_guarded(graph, "RETURN $code")
