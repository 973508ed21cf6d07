"""The console over a real Neo4j: asked, refused, planned, taken away, cancelled, turned off."""

from __future__ import annotations

import csv
import io
import threading
import time
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.console.asked import read_parameters
from app.console.examples import EXAMPLES
from app.settings import read_settings
from graph.client import Graph
from tests.graph.small_graph import country, link, org, program, write

pytestmark = pytest.mark.once

NAME = '=HYPERLINK("http://x")<script>alert(1)</script>'
EVIL = org(NAME, "ngo")
COUNT = "UNWIND range(1, 1000000000) AS x UNWIND range(1, 1000) AS y RETURN count(*)"


def client_of(graph: Graph, home: Path, **settings: str) -> FlaskClient:
    app = create_app(read_settings({}, PARTNERGRAPH_HOME=str(home), SECRET_KEY="tests", **settings), graph=graph)
    app.config["WTF_CSRF_ENABLED"] = False
    return app.test_client()


def test_a_question_is_asked_refused_planned_and_taken_away(graph: Graph, tmp_path: Path) -> None:
    write(graph, link("FUNDS", EVIL, program("police")), link("OPERATES_IN", program("police"), country("GT", "Guatemala")))
    client = client_of(graph, tmp_path)

    def ask(statement: str, address: str = "/console", **more: str) -> tuple[int, str]:
        answer = client.post(address, data={"statement": statement, **more})
        return answer.status_code, answer.get_data(as_text=True)

    shown = client.get("/console?statement=MATCH+(n)+RETURN+n.name+AS+x&rows=500").get_data(as_text=True)
    assert "MATCH (n) RETURN n.name AS x</textarea>" in shown and "<caption>" not in shown
    for example in EXAMPLES:
        assert ask(example.statement, parameters=example.parameters)[0] == 200, example.title
    status, html = ask("MATCH (o)-[r:FUNDS]->(p) RETURN o, o.name AS name, r, p.id AS id, [1, 2, 3, 4, 5, 6, 7] AS list, null AS none")
    assert status == 200
    assert "<script>alert" not in html and "&lt;script&gt;" in html and "and 2 more" in html and 'href="/program/program:' in html
    assert "Neo4j warns" in ask("MATCH (n:Nowhere) RETURN n.name AS name")[1]
    status, html = ask("UNWIND range(1, 200) AS x RETURN x")
    assert (status, "There are more rows: the first 100 are shown" in html) == (200, True)
    status, html = ask("UNWIND range(1, 1000) AS x RETURN reduce(s = 'x', i IN range(1, 12) | s + s) AS wide", rows="1000")
    assert status == 200 and len(html) < 300_000 and "as much as a page holds" in html
    status, html = ask("RETURN 1 AS a\nRETUR 2")
    assert status == 400 and "(line 2, column 1)" in html and "RETUR 2\n^" in html
    assert ask("MATCH (n) DETACH DELETE n")[0] == 400
    assert ask("RETURN $x AS x", parameters="not a line")[0] == 400
    status, html = ask("RETURN $x + size($l) AS n", parameters='x = 40\n$l: ["a", "b"]')
    assert (status, ">42<" in html) == (200, True)
    for status, html in (ask("MATCH (n:Country) RETURN n", action="plan"), ask("// all\nEXPLAIN MATCH (n:Country) RETURN n")):
        assert status == 200 and "NodeByLabelScan" in html and "ProduceResults" in html
    status, text = ask("MATCH (o:Organization) RETURN o.name AS name, {a: 1} AS map", "/console.csv")
    assert (status, list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))[1]) == (200, ["'" + NAME, '{"a":1}'])
    assert client.post("/console.json", data={"statement": "RETURN 1 AS one"}).get_json()["rows"] == [[1]]
    assert client.post("/console.xlsx", data={"statement": "RETURN 1 AS one"}).status_code == 200
    assert client.post("/console.json", data={"statement": "SHOW USERS"}).get_json()["error"]["status"] == 400
    for wrong in ({"rows": "7"}, {"seconds": "3600"}, {"run": "x y"}, {"statement": "x" * 50_000}):
        assert client.post("/console", data=wrong).status_code == 400
    assert graph.read("MATCH (n) RETURN count(n)").rows == [(3,)]


def test_cancel_ends_the_statement_on_the_server_within_two_seconds(graph: Graph, tmp_path: Path) -> None:
    client, other = client_of(graph, tmp_path), client_of(graph, tmp_path)
    pages: list[str] = []
    data = {"statement": COUNT, "seconds": "30", "run": "abcdef-123456"}
    thread = threading.Thread(target=lambda: pages.append(client.post("/console", data=data).get_data(as_text=True)))
    thread.start()
    running = "SHOW TRANSACTIONS YIELD metaData WHERE metaData.partnergraph_run = 'abcdef-123456' RETURN count(*)"
    while graph.read(running).rows == [(0,)]:
        time.sleep(0.05)
    asked = time.monotonic()
    assert other.post("/console/cancel", data={"run": "abcdef-123456"}).get_json() == {"ended": 1}
    while graph.read(running).rows != [(0,)]:
        time.sleep(0.05)
    assert time.monotonic() - asked < 2
    thread.join(timeout=10)
    assert "The statement was cancelled." in pages[0]
    assert other.post("/console/cancel").status_code == 400


def test_a_setting_turns_it_off(graph: Graph, tmp_path: Path) -> None:
    off, on = client_of(graph, tmp_path, PARTNERGRAPH_CONSOLE="off"), client_of(graph, tmp_path)
    for answer in (off.get("/console"), off.post("/console", data={"statement": "RETURN 1"}), off.post("/console/cancel")):
        assert answer.status_code == 404
        assert "turned off" in answer.get_data(as_text=True)
    assert 'href="/console"' in on.get("/reports").get_data(as_text=True)
    assert "/console" not in off.get("/reports").get_data(as_text=True)


def test_parameters_are_read_line_by_line() -> None:
    assert read_parameters("a = 1\n\n$b: GT\nc = null\nd = 9223372036854775808") == (
        {"a": 1, "b": "GT", "c": None, "d": "9223372036854775808"}, "")
    assert "stands twice" in read_parameters("a=1\na=2")[1]
    assert "line 2" in read_parameters("a=1\n`b` = 2")[1]
