"""The console over a real Neo4j: asked, refused, planned, taken away, cancelled, turned off."""

from __future__ import annotations

import csv
import io
import re
import threading
import time
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
import orjson
import pyarrow.parquet as pq
import pytest
from flask.testing import FlaskClient

from app import create_app
from app.console import views
from app.console.asked import read_parameters
from app.console.examples import EXAMPLES
from app.settings import read_settings
from graph.client import Graph
from graph.guard import read_guarded
from graph.model import KINDS, LINKS, NODES
from tests.graph.small_graph import country, link, org, program, write
from tests.support.spent import spent

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
    assert "RETURN &#39;\U0001f600\U0001f600&#39; AS a RETUR 2\n                 ^" in ask("RETURN '\U0001f600\U0001f600' AS a RETUR 2")[1]
    status, html = ask("RETURN reduce(s = [], i IN range(1, 100) | [s]) AS deep", view="json")
    assert (status, "[[[[[" in "".join(html.split())) == (200, True)
    assert "more than 100 deep" in ask("RETURN reduce(s = [], i IN range(1, 300) | [s]) AS deep")[1]
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


def test_an_answer_is_drawn_with_a_table_that_says_the_same(graph: Graph, tmp_path: Path) -> None:
    police, courts = program("police"), program("courts")
    write(graph, link("FUNDS", EVIL, police), link("IMPLEMENTS", org("Inacif"), police), link("FUNDS", EVIL, courts))
    client = client_of(graph, tmp_path)

    def drawn(statement: str, **more: str) -> tuple[str, dict[str, Any], list[list[str]]]:
        """The page, what the picture's script reads, and the table below the picture."""
        html = client.post("/console", data={"statement": statement, "show": "graph", **more}).get_data(as_text=True)
        part = re.search(r'<div data-role="data" hidden>(.*?)</div>', html)
        table = html.partition("<caption>What the picture shows")[2]
        cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)[1:]]
        said = [[unescape(re.sub(r"<[^>]+>", "", cell)) for cell in row] for row in cells]
        return html, orjson.loads(unescape(part[1])) if part else {}, said

    html, data, rows = drawn("MATCH way = (:Organization)-[:FUNDS|IMPLEMENTS]->(:Program) RETURN way")
    names = {node["id"]: node["name"] for node in data["nodes"]}

    ends = {(NAME, "FUNDS", "police"), (NAME, "FUNDS", "courts"), ("Inacif", "IMPLEMENTS", "police")}
    assert {(names[e["source"]], names[e["target"]]) for e in data["edges"]} == {(start, end) for start, _, end in ends}
    assert {tuple(row) for row in rows} == ends
    assert len({(node["x"], node["y"]) for node in data["nodes"]}) == 4 and {node["kind"] for node in data["nodes"]} == {
        "ngo", "organization", "program"}
    assert "4 things and 3 links are drawn." in html and "Not all is drawn" not in html and "<script>alert" not in html
    assert 'href="/explore?ids=' in html and 'name="show" value="graph" aria-pressed="true"' in html and "view=graph" in html
    html, data, rows = drawn("MATCH (o:Organization) OPTIONAL MATCH ()-[r:FUNDS]->(:Program {name: 'police'}) RETURN [o, {in: r}] AS x")
    assert (len(data["nodes"]), data["edges"], [row[1] for row in rows]) == (2, [], ["no link in this answer"] * 2)
    assert "Not drawn: 1 link whose row does not hold both ends." in html
    for statement in ("RETURN 1 AS one", "RETURN {labels: ['x'], id: 'rates:x'} AS n, {type: 'x', key: 1, source: 2, start: 3} AS r"):
        html, data, _ = drawn(statement)
        assert "Nothing here can be drawn" in html and data == {} and 'value="table" aria-pressed="true"' in html
    assert client.post("/console", data={"statement": "RETURN 1 AS n", "view": "pie"}).status_code == 400


def test_what_is_too_much_to_draw_is_said(graph: Graph, tmp_path: Path) -> None:
    hub = org("hub")
    write(graph, *(link("FUNDS", hub, program(f"p{n:03d}")) for n in range(130)),
          *(link(type_, program(f"p{a:03d}"), program(f"p{b:03d}")) for type_ in ("PARTNERS_WITH", "PART_OF")
            for a in range(100) for b in (a + 1,)))
    statement = {"statement": "MATCH (a)-[r]->(b) RETURN a, r, b", "rows": "1000"}
    html = client_of(graph, tmp_path).post("/console", data={**statement, "view": "graph"}).get_data(as_text=True)
    assert "120 things and 300 links are drawn." in html and html.count("Not all is drawn") == 1 and len(html) < 300_000
    assert "The 120 of 131 things with the most links are drawn; 11 are left out with 11 links of theirs." in html
    assert "The first 300 of 319 links among these things are drawn." in html
    assert "The map opens with the first 60 of these things" in html
    few = client_of(graph, tmp_path).post("/console", data={**statement, "rows": "100", "view": "graph"}).get_data(as_text=True)
    assert "There are more rows: the first 100 are shown" in few


def test_a_file_of_a_part_of_the_rows_says_so_and_keeps_its_types(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "WHOLE", 2)
    client = client_of(graph, tmp_path)

    def file(suffix: str) -> bytes:
        return bytes(client.post(f"/console.{suffix}", data={"statement": "UNWIND range(1, 3) AS x RETURN x, x * 2 AS twice"}).data)

    note = "There are more rows: this file holds the first 2."
    lines = csv.reader(io.StringIO(file("csv").decode("utf-8-sig"), newline=""))
    assert list(lines) == [["x", "twice"], ["1", "2"], ["2", "4"], [note, ""]]
    table = pq.read_table(io.BytesIO(file("parquet")))
    assert table.to_pydict() == {"x": [1, 2], "twice": [2, 4]}
    assert note in table.schema.metadata[b"partnergraph"].decode()
    book = openpyxl.load_workbook(io.BytesIO(file("xlsx")))
    assert list(book.worksheets[0].values)[1:] == [(1, 2), (2, 4)]
    assert ("Left out", note) in set(book["about"].values)


def test_an_answer_is_shown_as_json(graph: Graph, tmp_path: Path) -> None:
    write(graph, link("FUNDS", EVIL, program("police")))
    client = client_of(graph, tmp_path)

    def text(statement: str) -> tuple[str, str]:
        html = client.post("/console", data={"statement": statement, "view": "json", "rows": "1000"}).get_data(as_text=True)
        return html, unescape(re.sub(r"<[^>]+>", "", html.partition('aria-label="Answer as JSON">')[2].partition("</pre>")[0]))

    html, json = text("MATCH (o:Organization)-[r:FUNDS]->() RETURN o.name AS name, r.source AS source, [1, null, 0.5, {a: 'b'}] AS list")
    assert orjson.loads(json) == [{"name": NAME, "source": "t", "list": [1, None, 0.5, {"a": "b"}]}] and "<script>alert" not in html
    html, json = text("UNWIND range(1, 1000) AS x RETURN x, reduce(s = 'x', i IN range(1, 10) | s + s) AS wide")
    rows = orjson.loads(json)
    assert [row["x"] for row in rows] == list(range(1, len(rows) + 1)) and 50 < len(rows) < 1000 and len(html) < 300_000
    assert f"The first {len(rows)} rows are shown: they are as much as a page holds." in html
    html, json = text("RETURN reduce(s = 'x', i IN range(1, 18) | s + s) AS wide")
    assert json == "" and "The rows are larger than a page holds." in html


def test_the_editor_is_offered_the_model(graph: Graph, tmp_path: Path) -> None:
    words = client_of(graph, tmp_path).get("/console/words").get_json()
    assert {label["name"] for label in words["labels"]} == {*NODES, *KINDS.values()}
    assert {link["name"] for link in words["links"]} == set(LINKS)
    of = {one["name"]: {p["name"] for p in one["properties"]} for one in (*words["labels"], *words["links"])}
    for name, declared in (*NODES.items(), *LINKS.items()):
        shared = words["of_every_node" if name in NODES else "of_every_link"]
        assert of[name] | {p["name"] for p in shared} == {p.name for p in declared.properties}, name
    for procedure in words["procedures"]:
        read_guarded(graph, f"CALL {procedure}", {"text": "x"})
    known = {row[0].lower() for row in graph.read("SHOW FUNCTIONS YIELD name RETURN name").rows} | {"shortestpath"}
    assert {name.lower() for name in words["functions"]} <= known
    assert not {"CREATE", "MERGE", "DELETE", "SET", "LOAD CSV", "SHOW"} & set(words["keywords"])


def test_cancel_ends_the_statement_on_the_server_within_two_seconds(graph: Graph, tmp_path: Path) -> None:
    client, other = client_of(graph, tmp_path), client_of(graph, tmp_path)
    pages: list[str] = []
    data = {"statement": COUNT, "seconds": "30", "run": "abcdef-123456"}
    thread = threading.Thread(target=lambda: pages.append(client.post("/console", data=data).get_data(as_text=True)))
    thread.start()
    running = "SHOW TRANSACTIONS YIELD metaData WHERE metaData.partnergraph_run = 'abcdef-123456' RETURN count(*)"
    while graph.read(running).rows == [(0,)]:
        time.sleep(0.05)
    before = spent()  # the statement alone keeps a processor busy: no less than the seconds on the wall of a free machine
    assert other.post("/console/cancel", data={"run": "abcdef-123456"}).get_json() == {"ended": 1}
    while graph.read(running).rows != [(0,)]:
        time.sleep(0.05)
    assert spent() - before < 2
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
