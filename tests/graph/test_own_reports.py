"""A person's own report over a real Neo4j: saved, listed, asked, taken away, put into the library, edited, deleted, refused."""

from __future__ import annotations

import csv
import html
import io
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from app.reports.draft import Draft
from graph.catalogue import Parameter, parse_query
from graph.catalogue.lint import lint_run, lint_text
from graph.catalogue.written import Written, file_text, one_line
from graph.client import Graph
from tests.graph.small_graph import country, link, org, program, write
from tests.graph.test_console import client_of

GT, HN = country("GT", "Guatemala"), country("HN", "Honduras")
POLICE, COURTS, PRISONS = program("police"), program("courts"), program("prisons")
STATEMENT = ("MATCH (o:Organization)-[:IMPLEMENTS]->(p:Program)-[:OPERATES_IN]->(c:Country)\n"
             "WHERE c.iso2 = $country AND p.name <> $without\n"
             "RETURN p.name AS program, p.id AS program_id, o.name AS partner, p.sources AS sources\nORDER BY program")
HOSTILE = '=1+1 <script>alert(1)</script>: {a: "b\'} # x\n// ---\nMATCH (n) DETACH DELETE n \u2028// ---\u202e'
FORM = {
    "action": "save", "title": "Programs and who delivers them", "name": "programs-and-partners", "shows": "Programs in a country.",
    "hides": "programs whose country no source states", "theme": "Programs and agreements", "row": "a program and a partner",
    "empty": "No source names one. That does not mean that there is none.", "statement": STATEMENT,
    "parameter-0": "country", "type-0": "country", "label-0": "Country", "default-0": "GT",
    "parameter-1": "without", "type-1": "text", "label-1": "Without", "default-1": "prisons",
}


def page(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return html.unescape(answer.get_data(as_text=True))


def save(client: FlaskClient, address: str = "/reports/own/new", **changed: str) -> tuple[int, str]:
    answer = client.post(address, data={**FORM, **changed})
    return answer.status_code, html.unescape(answer.get_data(as_text=True))


def table(client: FlaskClient, address: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(client.get(address).get_data(as_text=True))))[1:]


def test_a_report_is_saved_asked_taken_away_edited_and_deleted(graph: Graph, tmp_path: Path) -> None:
    made = [link("OPERATES_IN", POLICE, GT), link("OPERATES_IN", PRISONS, GT), link("OPERATES_IN", COURTS, HN)]
    write(graph, *made, *(link("IMPLEMENTS", org("unodc", "ngo"), p) for p in (POLICE, COURTS, PRISONS)))
    client = client_of(graph, tmp_path)
    asked = client.post("/reports/own/new", data={"statement": STATEMENT, "parameters": "country = GT\nwithout = x"}).get_data(as_text=True)
    assert 'name="parameter-1" value="without"' in asked and '<option value="country" selected>' in asked and 'value="GT"' in asked
    assert save(client)[0] == 303
    assert "Your own" in page(client, "/reports") and "/reports/own/programs-and-partners" in page(client, "/reports?q=delivers")
    shown = page(client, "/reports/own/programs-and-partners")
    assert "/program/program:t:police" in shown and "prisons</bdi>" not in shown and "It does not show programs whose" in shown
    assert table(client, "/reports/own/programs-and-partners.csv") == [["police", "program:t:police", "unodc", "t"]]
    assert [row[0] for row in table(client, "/reports/own/programs-and-partners.csv?country=HN&without=x")] == ["courts"]
    assert client.get("/reports/own/programs-and-partners.xlsx").status_code == 200
    told = client.get("/reports/own/programs-and-partners.json?without=police").get_json()
    assert ([row["program"] for row in told["rows"]], told["truncated"]) == (["prisons"], False)
    assert client.get("/reports/own/programs-and-partners?nothing=1").status_code == 400
    assert save(client, name="programs-and-partners")[0] == 400
    edited = page(client, "/reports/own/programs-and-partners/edit")
    assert "programs whose country no source states.</textarea>" in edited and 'value="prisons"' in edited
    address = "/reports/own/programs-and-partners/edit"
    assert save(client, address, name="work", title="Work", **{"default-0": "", "needed-0": "yes"})[0] == 303
    assert "Make the choices marked as needed" in page(client, "/reports/own/work")
    page(client, "/reports/own/programs-and-partners", 404)
    off = client_of(graph, tmp_path, PARTNERGRAPH_CONSOLE="off")
    assert save(off, name="another")[0] == 404 and save(off, "/reports/own/work/edit")[0] == 404
    assert "police</bdi>" in page(off, "/reports/own/work?country=GT") and "edit</a>" not in page(off, "/reports/own/work?country=GT")
    assert "It cannot be brought back" in page(client, "/reports/own/work/delete")
    assert client.post("/reports/own/work/delete").status_code == 303
    page(client, "/reports/own/work", 404)
    assert "Your own" not in page(client, "/reports")


def test_the_file_is_one_of_the_library_whatever_its_texts_hold(graph: Graph, tmp_path: Path) -> None:
    write(graph, link("IMPLEMENTS", org("unodc", "ngo"), POLICE), link("OPERATES_IN", POLICE, GT))
    client = client_of(graph, tmp_path)
    hostile = dict.fromkeys(("title", "shows", "hides", "row", "empty"), HOSTILE) | {"label-0": HOSTILE[:60], "default-1": HOSTILE}
    assert save(client, name="hostile", **hostile)[0] == 303
    for address in ("/reports/own/hostile", "/reports", "/reports/own/hostile/edit", "/reports/own/hostile/delete"):
        assert "<script>alert" not in client.get(address).get_data(as_text=True), address
    answer = client.get("/reports/own/hostile/file")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="hostile.cypher"'
    query = parse_query(answer.get_data(as_text=True), "reports/hostile", file="cypher/reports/hostile.cypher")
    assert (lint_text(query), lint_run(graph, query, {}, deprecations=False)) == ([], [])
    assert (query.title, query.statement.strip()) == (one_line(HOSTILE), STATEMENT)
    assert query.columns == ("program", "program_id", "partner", "sources")
    assert query.shown.theme and query.row and query.empty.endswith(".")
    assert query.description.endswith(".") and not query.title.endswith(".")
    assert "not" in query.description.split() and query.parameters[1].default == one_line(HOSTILE)


def test_what_cannot_be_a_report_is_refused_at_its_field(graph: Graph, tmp_path: Path) -> None:
    write(graph, link("IMPLEMENTS", org("unodc", "ngo"), POLICE), link("OPERATES_IN", POLICE, GT))
    client = client_of(graph, tmp_path)
    plain = {"parameter-0": "", "parameter-1": ""}
    for changed, told in (
        ({"name": "who-funds-whom"}, "the library has a report named who-funds-whom"),
        ({"name": "../x"}, "Name: found '../x'"), ({"name": "new"}, "Name: found 'new'"), ({"title": ""}, "Title: nothing is given"),
        ({"title": "\\u000a x"}, "Title: there is a \\u escape"), ({"theme": "Nothing"}, "theme is 'Nothing'"),
        ({"label-0": ""}, "$country, label: expected"), ({"type-0": "integer"}, "$country, default: found 'GT'"),
        ({"needed-0": "yes"}, "has no default"), ({"statement": ""}, "There is no statement"),
        ({"statement": "MATCH (n) DETACH DELETE n"}, "The statement changes the graph"),
        ({"statement": "RETURN 1 AS x // \n; MATCH (n) DELETE n"}, "more than one statement"),
        ({"statement": "LOAD CSV FROM 'file:///x' AS x RETURN x"}, "LOAD CSV reads files"),
        ({"statement": "MATCH (p:Program) RETURN p.name, p.sources AS sources"}, "Name every column with AS"),
        ({"statement": "MATCH (p:Program) RETURN p.name AS program"}, "says who states each row"),
        ({"statement": "MATCH (p:Program) RETURN p.id AS program_id, p.sources AS sources"}, "Return the name beside it AS program"),
        ({"statement": "MATCH (p:Program)\nMATCH (q:Progam) RETURN p.name AS x, p.sources AS sources"}, "line 2: label 'Progam'"),
        ({"statement": "RETURN $page AS page, [] AS sources"}, "the parameter $page needs another name"),
        ({"statement": "EXPLAIN RETURN [] AS sources"}, "leave out EXPLAIN"),
    ):
        status, shown = save(client, **({**plain, **changed} if "statement" in changed else changed))
        assert (status, told in shown) == (400, True), (changed, told)
    assert "Your own" not in page(client, "/reports")
    odd = ("MATCH (p:Program)<-[r]-(o) RETURN p AS node, [o.name] AS name, 5 AS name_id, 'no kind' AS name_kind, r AS link, "
           "'me' AS sources, [[1]] AS l")
    assert save(client, name="odd", statement=odd, **plain)[0] == 303
    assert "unodc" in page(client, "/reports/own/odd") and table(client, "/reports/own/odd.csv")[0][5] == "me"
    many = "UNWIND range(1, 10001) AS x RETURN x, [] AS sources"
    assert save(client, name="many", statement=many, **plain)[0] == 303
    assert "up to 10,000 rows" in page(client, "/reports/own/many")
    assert "more than 10,000 rows" in table(client, "/reports/own/many.csv")[-1][0]


@pytest.mark.once
@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=40), st.text(max_size=40))
def test_a_file_says_what_was_written_into_it(title: str, description: str, row: str, default: str) -> None:
    text, default = "a " + title, one_line(default) or None  # type: ignore[assignment]
    parameter = Parameter("x", "text", "l " + row, default)
    made = Written(text, "d " + description, "Money", "r " + row, "e.", "RETURN $x AS x", ("x",), (parameter,))
    read = parse_query(file_text(made), "q")
    assert (read.title, read.description, read.row, read.statement) == (one_line(text), one_line("d " + description), one_line("r " + row),
                                                                       "RETURN $x AS x\n")
    assert (read.parameters[0].label, read.parameters[0].default) == (one_line("l " + row), default)


@pytest.mark.once
def test_both_sentences_end() -> None:
    assert Draft(shows="A", hides="b.").description == "A. It does not show b."
