"""Saved views over a real Neo4j: saved, compared with a changed file, looked at, fed, renamed, deleted, refused."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree

from app import create_app
from app.saved import noticing, reading
from app.saved.noticing import store
from app.services import services
from app.settings import read_settings
from graph.client import Graph
from ledger.state import EMPTY
from loaders.path import steps
from tests.support import toy

pytestmark = pytest.mark.once

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "=cmd() <script>alert(1)</script> \x0b\u202e {{ 7*7 }}"
PROGRAMS = "/programs?country=GT"
Rows = list[dict[str, Any]]


def programs(**by_name: dict[str, str]) -> Rows:
    """A file of programs in Guatemala, each with its dates."""
    rows: Rows = []
    for name, props in by_name.items():
        rows += [toy.program(name, **props), toy.country("GT", name), toy.link("OPERATES_IN", f"p:{name}", "country:GT", name)]
    return rows


FIRST = programs(reform={"valid_from": "2015-01-01"}, courts={"valid_from": "2016-01-01"}, radios={})
SECOND = programs(reform={"valid_from": "2015-01-01", "valid_to": "2024-12-31"}, radios={}, academy={})


@pytest.fixture
def app(graph: Graph, tmp_path: Path) -> Iterator[Flask]:
    made = create_app(read_settings({}, PARTNERGRAPH_HOME=str(tmp_path), PARTNERGRAPH_TODAY="2024-06-30", SECRET_KEY="tests"), graph=graph)
    made.config["WTF_CSRF_ENABLED"] = False
    with made.app_context():
        toy.bring(services().stores, "a", FIRST)
    yield made


def save(client: FlaskClient, address: str, name: str = "Work in Guatemala", note: str = "For Monday") -> str:
    """Save a view; its hash."""
    answer = client.post("/views/new", data={"address": address, "name": name, "note": note})
    assert answer.status_code == 303, html.unescape(answer.text)
    return str(answer.location).rpartition("/")[2]


def load(app: Flask, rows: Rows, source: str = "a") -> None:
    with app.app_context():
        toy.bring(services().stores, source, rows)


def listed(client: FlaskClient) -> dict[str, tuple[str, str]]:
    """Of each view: what changed since somebody looked, and why it was not compared."""
    rows = csv.DictReader(io.StringIO(client.get("/views.csv").text))
    return {row["name"]: (row["what_changed"], row["not_compared"]) for row in rows}


def mark(client: FlaskClient) -> str:
    return listed(client)["Work in Guatemala"][0]


def rows_of(client: FlaskClient, name: str) -> set[tuple[str, ...]]:
    found = csv.DictReader(io.StringIO(client.get(f"/views/{name}.csv").text))
    return {(row["what"], row["row"], row["column"], row["before"], row["after"]) for row in found if row["column"] in COLUMNS}


COLUMNS = {"name", "valid_to", "in_force", "id"}


def entries(client: FlaskClient, address: str) -> list[tuple[str, ...]]:
    feed = etree.fromstring(client.get(address).data)
    return [tuple(entry.findtext(ATOM + name) or "" for name in ("id", "title", "summary")) for entry in feed.findall(f"{ATOM}entry")]


def test_a_changed_file_marks_the_view_with_exactly_the_rows_that_differ(app: Flask) -> None:
    client = app.test_client()
    name = save(client, f"{PROGRAMS}&page=1&bom=1")
    assert mark(client) == ""
    assert "The same as then" in client.get("/views").text
    load(app, SECOND)
    assert mark(client) == "1 row came, 1 row went, 1 row changed"
    assert rows_of(client, name) == {
        ("came", "Academy", "id", "", "program:a:academy"), ("came", "Academy", "name", "", "Academy"),
        ("came", "Academy", "in_force", "", "yes"), ("went", "Courts", "id", "program:a:courts", ""),
        ("went", "Courts", "name", "Courts", ""), ("went", "Courts", "in_force", "yes", ""),
        ("changed", "Reform", "valid_to", "", "2024-12-31"),
    }  # fmt: skip
    page = client.get(f"/views/{name}").text
    assert "Since then something was loaded, undone or judged." in page
    assert "Valid to:" in page and "For Monday" in page
    assert client.get(f"/v/{name}").location == PROGRAMS  # she opens it: from here on changes are told anew
    assert mark(client) == ""
    load(app, FIRST)
    assert mark(client) == "1 row came, 1 row went, 1 row changed"
    load(app, SECOND)  # back at what she saw
    assert mark(client) == ""
    said = "Work in Guatemala: 1 row came, 1 row went, 1 row changed"
    assert [title for _, title, _ in entries(client, f"/views/{name}.atom")] == [said] * 3


def test_whoever_polls_a_feed_gets_an_entry_for_each_change_though_nobody_opened_a_page(app: Flask) -> None:
    client = app.test_client()
    name = save(client, PROGRAMS)
    assert entries(client, f"/views/{name}.atom") == []
    load(app, SECOND)
    answer = client.get(f"/views/{name}.atom", base_url="https://partners.example/")
    assert answer.mimetype == "application/atom+xml"
    (one,) = entries(client, f"/views/{name}.atom")
    assert one[1] == "Work in Guatemala: 1 row came, 1 row went, 1 row changed"
    assert one[2].startswith("came: Academy; went: Courts; changed: Reform (Valid to: ")
    assert one[2].endswith("Since then something was loaded, undone or judged. For Monday")
    again = client.get(f"/views/{name}.atom", base_url="https://partners.example/", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    with app.app_context():
        steps.undo(services().stores, 2)
    newest, first = entries(client, "/views.atom")
    assert first == one and newest[0] != one[0]
    assert f'href="https://partners.example/views/{name}#change-1"' in client.get("/views.atom", base_url="https://partners.example/").text


def test_a_view_without_a_day_moves_with_the_day_and_one_with_a_day_does_not(app: Flask) -> None:
    load(app, SECOND)
    client = app.test_client()
    save(client, PROGRAMS)
    save(client, f"{PROGRAMS}&as_of=2024-06-30", "On that day")
    with app.app_context():
        services().settings = read_settings({}, PARTNERGRAPH_HOME=str(services().settings.home), PARTNERGRAPH_TODAY="2025-01-01")
    marks = listed(client)
    assert marks == {"Work in Guatemala": ("1 row changed", ""), "On that day": ("", "")}
    assert "Only the day is another one: Jan 1, 2025 in place of Jun 30, 2024." in client.get("/views").text
    assert "In force: no, before yes" in client.get("/views").text


def test_nothing_is_read_again_until_something_is_loaded(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    client = app.test_client()
    save(client, PROGRAMS)
    asked: list[str] = []
    whole = reading.read
    monkeypatch.setattr(noticing, "read", lambda address: asked.append(address) or whole(address))
    client.get("/views")
    assert asked == []
    load(app, programs(elsewhere={})[:1], "b")  # a program of no country
    assert (mark(client), asked) == ("", [PROGRAMS])
    assert (mark(client), asked) == ("", [PROGRAMS])
    monkeypatch.setattr(noticing, "SECONDS", 0.0)
    load(app, SECOND)
    assert "1 of the views could not be compared yet: reading them takes long." in client.get("/views").text
    monkeypatch.setattr(noticing, "SECONDS", 10.0)
    with app.app_context():
        ledger = services().ledger
        entry = ledger.begin("rebuild", None, EMPTY, EMPTY)
    assert "The network is being written" in client.get("/views").text
    assert client.get("/views/new", query_string={"address": "/gaps"}).status_code == 200
    assert client.post("/views/new", data={"address": "/gaps", "name": "x"}).status_code == 400
    ledger.cancel(entry.id)
    assert mark(client) == "1 row came, 1 row went, 1 row changed"


def test_what_is_in_no_source_any_more_is_said_and_the_map_is_compared_by_its_links_too(app: Flask) -> None:
    load(app, [toy.org("police", "Police", kind="foreign_counterpart"), toy.country("GT", "police"), *programs(reform={})[:1]], "b")
    client = app.test_client()
    save(client, "/organization/org:b:police", "The police")
    save(client, "/explore?ids=org:b:police&ids=program:b:reform", "Who with whom")
    load(app, [toy.org("police", "Police", kind="foreign_counterpart"), toy.country("GT", "police"), *programs(reform={})[:1],
               {**toy.program("reform"), "record": "police", "stub": True}, toy.link("BENEFITS", "p:reform", "o:police", "police")], "b")
    assert "row" in listed(client)["Who with whom"][0]
    assert "(links)" in client.get(f"/views/{hash_of(app, 'Who with whom')}").text
    load(app, programs(reform={})[:1], "b")
    assert listed(client)["The police"][0].startswith("it shows nothing any more: No loaded source names an organization")


def test_rows_beyond_what_is_kept_are_counted_not_told(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST", 2)
    client = app.test_client()
    name = save(client, PROGRAMS)
    load(app, programs(reform={}))
    assert mark(client).startswith("it shows something else; 3 rows before, 1 now.")
    assert client.get(f"/views/{name}.csv").text.strip() == "what,table,row,column,before,after"
    assert client.get(f"/views/{name}").status_code == 200


def test_the_page_says_where_it_is_saved_and_a_view_is_renamed_and_deleted(app: Flask) -> None:
    client = app.test_client()
    page = html.unescape(client.get(f"{PROGRAMS}&page=1").text)
    assert 'href="/views/new?address=/programs?country%3DGT&title=Programs"' in page
    name = save(client, PROGRAMS)
    assert f'Saved as <a class="usa-link" href="/views/{name}"><bdi>Work in Guatemala</bdi></a>' in client.get(f"{PROGRAMS}&page=1").text
    assert "Save this view" in client.get("/programs").text
    assert "Save this view" not in client.get("/views").text + client.get("/data/loads").text
    assert client.post(f"/views/{name}/edit", data={"name": " ", "note": ""}).status_code == 400
    assert client.post(f"/views/{name}/edit", data={"name": HOSTILE, "note": HOSTILE}).status_code == 303
    for address in ("/views", f"/views/{name}", f"/views/{name}/edit", f"/views/{name}/delete", "/views.atom"):
        answer = client.get(address).text
        assert "<script>alert" not in answer and "49" not in html.unescape(answer).partition("cmd()")[2][:40], address
    etree.fromstring(client.get(f"/views/{name}.atom").data)
    assert client.get("/views.csv").text.splitlines()[1].startswith("'=cmd()")
    assert client.post(f"/views/{name}/delete").status_code == 303
    assert [client.get(f"/views/{name}{rest}").status_code for rest in ("", "/edit", "/delete", ".atom", ".json")] == [404] * 5
    assert client.get(f"/v/{name}").location == PROGRAMS
    assert client.get("/v/nothing").status_code == 404


def test_what_cannot_be_saved(app: Flask) -> None:
    client = app.test_client()
    for address in ("", "//evil.example/", "https://evil.example/", "/\\evil.example", "/views", "/data/loads", "/static/css/app.css",
                    "/nowhere", "/v/abc", "/console", "/explore?" + "x" * 20_000):
        assert client.get("/views/new", query_string={"address": address}).status_code == 400, address
        assert client.post("/views/new", data={"address": address, "name": "x"}).status_code == 400, address
    for address, said in (("/programs?as_of=2024", "as_of=2024: expected a day"), ("/organization/org:none", "No loaded source names"),
                          ("/reports/partners-of-an-organization", "The page shows nothing that could be kept")):
        answer = client.post("/views/new", data={"address": address, "name": "x"})
        assert answer.status_code == 400, address
        assert said in html.unescape(answer.text)
    with app.app_context():
        assert store().named() == []


def test_forms_want_their_token_and_a_prefetch_is_no_look(app: Flask) -> None:
    client = app.test_client()
    name = save(client, PROGRAMS)
    load(app, SECOND)
    assert client.get(f"/v/{name}", headers={"Sec-Purpose": "prefetch"}).status_code == 302
    assert client.head(f"/v/{name}").status_code == 302
    assert mark(client) != ""
    assert client.post(f"/views/{name}/looked").status_code == 303
    assert mark(client) == ""
    app.config["WTF_CSRF_ENABLED"] = True
    for address in ("/views/new", f"/views/{name}/edit", f"/views/{name}/delete", f"/views/{name}/looked"):
        assert client.post(address, data={"name": "x"}).status_code == 400


def hash_of(app: Flask, name: str) -> str:
    with app.app_context():
        return next(view.hash for view in store().named() if view.name == name)
