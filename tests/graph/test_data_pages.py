"""Pages of loads, sources, decisions and the data dictionary: what they say is what the ledger and the graph hold."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.settings import read_settings
from graph.client import Graph
from ledger.archive import Archive
from ledger.store import Ledger
from loaders.path.apply import Stores
from loaders.path.steps import decide
from tests.support.toy import bring, country, link, org

pytestmark = [pytest.mark.graph, pytest.mark.once]


@pytest.fixture
def app(graph: Graph, tmp_path: Path) -> Flask:
    settings = read_settings({}, PARTNERGRAPH_HOME=str(tmp_path), SECRET_KEY="tests", PARTNERGRAPH_TODAY="2016-06-30")
    stores = Stores(graph, Ledger(settings.database_url), Archive(tmp_path / "archive"))
    bring(stores, "a", [org("inl", "Bureau INL"), org("pnc"), country("GT", "r1"), link("OPERATES_IN", "o:inl", "country:GT", "r1"),
                        {"bad": "=1+1", "record": "r9"}])
    bring(stores, "b", [org("inl-b", "INL")])
    decide(stores, "same", ("a/inl", "b/inl-b"), "one bureau", "ana")
    stores.ledger.close()
    app = create_app(settings, graph=graph)
    app.config["WTF_CSRF_ENABLED"] = True
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def test_the_list_of_loads(client: FlaskClient) -> None:
    loads = client.get("/data.json").get_json()["loads"]
    assert [(row["id"], row["source"], row["rows"], row["loaded"], row["set_aside"], row["status"]) for row in loads] == [
        (2, "b", 1, 1, 0, "in force"), (1, "a", 5, 4, 1, "in force"),
    ]


def test_a_load_lists_what_was_set_aside_and_gives_it_as_csv(client: FlaskClient) -> None:
    page = client.get("/data/loads/1").get_data(as_text=True)
    assert "5 rows read: 4 loaded, 0 the same as another," in " ".join(page.split())
    rows = list(csv.reader(io.StringIO(client.get("/data/loads/1.csv").get_data().decode("utf-8-sig"))))
    assert rows == [["fate", "file", "line", "record", "field", "found", "expected"],
                    ["set aside", "a.jsonl", "5", "r9", "bad", "'=1+1", "no bad rows"]]


def test_a_load_says_what_it_changed(client: FlaskClient) -> None:
    changes = client.get("/data/loads/1.json").get_json()["changes"]
    assert {(row["type"], row["added"]) for row in changes} == {
        ("Organization", 2), ("Country", 1), ("Source", 1), ("OPERATES_IN", 1),
    }


def test_undo_and_redo_through_the_page(client: FlaskClient, graph: Graph) -> None:
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/data/loads/1").get_data(as_text=True))[1]  # type: ignore[index]
    assert client.post("/data/loads/1/undo").status_code == 400
    answer = client.post("/data/loads/1/undo", data={"csrf_token": token})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/data/loads/1")
    assert graph.read("MATCH (n:Organization) RETURN n.id").rows == [("org:b:inl-b",)]
    assert "Put this load in force again" in client.get("/data/loads/1").get_data(as_text=True)
    client.post("/data/loads/1/redo", data={"csrf_token": token})
    assert {row[0] for row in graph.read("MATCH (n:Organization) RETURN n.id").rows} == {"org:a:inl", "org:a:pnc"}


def test_a_load_that_is_not_there(client: FlaskClient) -> None:
    assert client.get("/data/loads/99").status_code == 404
    assert client.get("/data/loads/99.json").get_json()["error"]["message"].startswith("There is no load 99")


def test_sources_say_how_much_they_state(client: FlaskClient) -> None:
    rows = client.get("/data/sources.json").get_json()["rows"]
    assert {(row["key"], row["load"], row["nodes"], row["links"]) for row in rows} == {("a", 1, 4, 1), ("b", 2, 2, 0)}


def test_decisions_say_who_and_why(client: FlaskClient) -> None:
    rows = client.get("/data/decisions.json").get_json()["rows"]
    assert [(row["kind"], row["a"], row["b"], row["why"], row["by"], row["state"]) for row in rows] == [
        ("same", "a/inl", "b/inl-b", "one bureau", "ana", "in force"),
    ]


def test_the_dictionary_counts_what_is_loaded(client: FlaskClient) -> None:
    page = client.get("/data/dictionary.json").get_json()
    counted = {row["name"]: row["count"] for row in (*page["nodes"], *page["links"])}
    assert (counted["Organization"], counted["Country"], counted["OPERATES_IN"], counted["FUNDS"]) == (2, 1, 1, 0)
