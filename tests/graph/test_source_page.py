"""The page of a source: what it covers by its data and by a person, its loads and faults over time, and stale editors."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.settings import read_settings
from graph.client import Graph
from ledger.archive import Archive
from ledger.source_notes import SourceNotes
from ledger.store import Ledger
from loaders.path.apply import Stores
from tests.support.toy import bring, country, link, org, program

pytestmark = pytest.mark.once

KEY = "odd key 1.csv"
ADDRESS = "/data/sources/odd%20key%201.csv.html"


def rows(*bad: str) -> list[dict[str, Any]]:
    """INL funds a program in Guatemala from 2012 to 2015; each bad record is set aside."""
    return [
        org("inl", "Bureau INL"), program("p", "Police reform", valid_from="2012-02-01", valid_to="2015-06-30"),
        {**country("GT", "r1"), "name": "Guatemala"}, {**program("p"), "record": "r1", "stub": True},
        org("inl", record="r1", stub=True),
        link("OPERATES_IN", "p:p", "country:GT", "r1"), link("FUNDS", "o:inl", "p:p", "r1"),
        *({"bad": "x", "record": record} for record in bad),
    ]


@pytest.fixture
def app(graph: Graph, tmp_path: Path) -> Flask:
    """A source whose key needs care in an address, loaded twice; another that is only there."""
    settings = read_settings({}, PARTNERGRAPH_HOME=str(tmp_path), SECRET_KEY="tests", PARTNERGRAPH_TODAY="2090-01-01")
    stores = Stores(graph, Ledger(settings.database_url), Archive(tmp_path / "archive"))
    bring(stores, KEY, rows("b1", "b2", "b3"))
    bring(stores, KEY, rows("b1"))
    bring(stores, "other", [org("a", "Alone"), {**country("HN", "a"), "name": "Honduras"}, link("BASED_IN", "o:a", "country:HN", "a")])
    stores.ledger.close()
    made = create_app(settings, graph=graph)
    made.config["WTF_CSRF_ENABLED"] = False
    return made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def data(client: FlaskClient) -> dict[str, Any]:
    answer = client.get(ADDRESS.replace(".html", ".json"))
    assert answer.status_code == 200, answer.text
    return dict(answer.json)  # type: ignore[arg-type]


def form(**given: str) -> dict[str, str]:
    return {"version": "0", "why": "its readme says so", "by": "Ana", **given}


def test_what_it_covers_is_guessed_from_its_own_facts_alone(client: FlaskClient) -> None:
    found = data(client)["guess"]
    assert [(item["id"], item["things"]) for item in found["countries"]] == [("country:GT", 1)]
    assert [(item["name"], item["things"]) for item in found["funders"]] == [("Bureau INL", 1)]
    assert (found["first"], found["last"], found["focus_areas"]) == ("2012-02-01", "2015-06-30", [])


def test_its_loads_tell_how_its_files_fared(client: FlaskClient) -> None:
    found = data(client)
    assert [(load["id"], load["status"], load["rows"], load["problems"], load["share"]) for load in found["loads"]] == [
        (2, "in force", 8, 1, 12.5), (1, "superseded", 10, 3, 30.0),
    ]
    assert found["trend"] == ("In 12.5 of 100 rows of the newest load something was set aside or left out, fewer than in load 1 before it "
                              "(30 of 100).")
    assert {fault["key"]: fault["rows"] for fault in found["faults"] if fault["rows"]}["organizations-without-kind"] == 1


def test_a_person_s_word_stands_beside_the_guess_and_sets_when_a_file_is_due(client: FlaskClient) -> None:
    given = form(countries="Guatemala; hn", valid_from="2010", owner="Desk 3", licence="CC BY 4.0", due_days="31")
    answer = client.post(ADDRESS, data=given)
    assert (answer.status_code, answer.location) == (303, ADDRESS)
    found = data(client)
    assert found["kept"]["note"]["countries"] == ["GT", "HN"]
    assert (found["kept"]["by"], found["kept"]["why"], found["kept"]["version"]) == ("Ana", "its readme says so", 1)
    assert found["fresh"]["late"] > 20_000
    html = client.get(ADDRESS).text
    assert "A new file is overdue" in html
    assert "CC BY 4.0" in html
    lines = list(csv.reader(io.StringIO(client.get(ADDRESS.replace(".html", ".csv")).data.decode("utf-8-sig"))))
    assert ["country", "country:HN", "Honduras", "", "as a person says"] in lines
    assert "overdue" in client.get("/data/sources").text
    assert "overdue" not in client.get("/data/sources/other").text


def test_a_stale_editor_is_told_and_nothing_is_overwritten(client: FlaskClient, app: Flask) -> None:
    client.post(ADDRESS, data=form(owner="Desk 3"))
    client.post("/data/sources/other", data=form(owner="Desk 9"))
    late = client.post(ADDRESS, data=form(owner="Desk 4", by="Ben"))
    assert late.status_code == 409
    assert "Somebody changed this note while you wrote, Ana: its readme says so" in late.text
    assert 'value="Desk 4"' in late.text
    assert data(client)["kept"]["note"]["owner"] == "Desk 3"
    version = re.search(r'name="version" value="(\d+)"', late.text)[1]  # type: ignore[index]
    assert client.post(ADDRESS, data=form(owner="Desk 4", by="Ben", version=version)).status_code == 303
    assert (data(client)["kept"]["note"]["owner"], data(client)["kept"]["by"]) == ("Desk 4", "Ben")
    with app.app_context():
        from app.services import services
        kept = SourceNotes(services().ledger).kept("other")
    assert (kept.note.owner, kept.version) == ("Desk 9", 2)


@pytest.mark.parametrize(("given", "said"), [
    ({"countries": "Atlantis"}, "found &#39;Atlantis&#39;"), ({"valid_from": "soon"}, "expected a year, a month or a day"),
    ({"valid_from": "2014", "valid_to": "2012-05"}, "which is before 2014"), ({"due_days": "0"}, "expected a number of days from 1"),
    ({"why": ""}, "expected what makes you say so"), ({"remark": "x" * 2001}, "expected at most 2,000"),
])
def test_what_cannot_be_used_is_named_and_stays_in_the_form(client: FlaskClient, given: dict[str, str], said: str) -> None:
    answer = client.post(ADDRESS, data=form(owner="Desk 3", **given))
    assert answer.status_code == 400
    assert said in answer.text
    assert 'value="Desk 3"' in answer.text
    assert data(client)["kept"]["version"] == 0


def test_pages_lead_to_it(client: FlaskClient) -> None:
    assert f'href="{ADDRESS}"' in client.get("/data").text
    assert f'href="{ADDRESS}"' in client.get("/data/loads/1").text
    assert f'href="{ADDRESS}"' in client.get("/data/sources").text
    assert f'href="{ADDRESS}"' in client.get("/").text
    assert 'href="/data/sources/other"' in client.get("/organization/org:other:a").text
    assert client.get("/data/sources/none").status_code == 404
