"""The pages of typed facts over a real Neo4j and a real worker: what a person corrects is shown, explained and taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.services import services
from app.settings import read_settings
from app.work.queue import queue
from graph.client import Graph
from ledger.jobs import Jobs
from loaders.path.apply import rebuild
from tests.support.toy import bring, country, link, org, program

pytestmark = pytest.mark.once

ROWS = [
    org("pnc", "Policía Nacional Civil", kind="foreign_counterpart", country="GT"),
    org("pnc-sv", "Policía Nacional Civil de El Salvador", country="SV"),
    org("inl", "Bureau INL", kind="us_federal", country="US"),
    program("reform", "Police reform", status="active"),
    country("GT", "r1"),
    link("IMPLEMENTS", "o:inl", "p:reform", "r1", role="lead"),
]
WHY = {"why": "told by the embassy", "by": "Ana"}


@pytest.fixture
def app(graph: Graph, tmp_path: Path) -> Iterator[Flask]:
    made = create_app(read_settings({}, PARTNERGRAPH_HOME=str(tmp_path), SECRET_KEY="tests"), graph=graph)
    made.config["WTF_CSRF_ENABLED"] = False
    with made.app_context():
        bring(services().stores, "a", ROWS)
        with queue(made).worker():
            yield made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def post(client: FlaskClient, **given: str) -> tuple[int, str]:
    """Send a form with the version that its page shows; the status, and where it leads or what it says."""
    if "version" not in given:
        page = client.get("/facts/change", query_string={n: given[n] for n in ("about", "field", "link") if n in given}).text
        found = re.search('name="version" value="([^"]*)"', page)
        assert found is not None
        given["version"] = found[1]
    answer = client.post("/facts/change", data={**WHY, **given})
    if answer.status_code == 303 and "/jobs/" in answer.location:  # slower than the page's patience
        number = int(answer.location.rsplit("/", 1)[1])
        while Jobs(services().ledger).get(number).state in ("waiting", "running"):
            pass
        return 303, Jobs(services().ledger).get(number).request["address"]
    return answer.status_code, answer.location or answer.text


def alert(html: str) -> str:
    return " ".join(text for text in re.findall(r'usa-alert__text">(.*?)</p>', html) if not text.startswith("Recorded"))


def test_a_date_is_corrected_shown_with_its_reason_and_undone(client: FlaskClient) -> None:
    status, home = post(client, about="program:a:reform", field="valid_to", value="2027-03")
    assert (status, home) == (303, "/program/program:a:reform")
    profile = client.get("/program/program:a:reform.json").json
    assert (profile["valid_to"], profile["valid_to_text"]) == ("2027-03-31", "2027-03")
    assert {source["key"] for source in profile["sources"]} == {"a", "own"}
    typed = client.get("/facts.json?about=program:a:reform").json["typed"]
    assert [(f["what"], f["value"], f["why"], f["by"], f["state"]) for f in typed] == [
        ("Ends", "2027-03", "told by the embassy", "Ana", "in force")]
    answer = client.post(f"/data/loads/{typed[0]['load']}/undo")
    assert answer.status_code == 303
    while Jobs(services().ledger).latest()[0].state in ("waiting", "running"):
        pass
    assert client.get("/program/program:a:reform.json").json["valid_to"] is None
    assert client.get("/facts.json?about=program:a:reform").json["typed"][0]["state"] == "undone"


def test_who_opened_the_form_before_another_corrected_it_is_told_and_overwrites_nothing(client: FlaskClient) -> None:
    page = client.get("/facts/change?about=org:a:pnc&field=name").text
    version = re.search('name="version" value="([^"]+)"', page)
    assert version is not None
    assert post(client, about="org:a:pnc", field="name", value="National Civil Police")[0] == 303
    status, said = post(client, about="org:a:pnc", field="name", value="Another", version=version[1])
    assert status == 409
    assert alert(said).startswith("What is stated here has changed since you opened it. Nothing was overwritten")
    assert 'value="Another"' in said and "<strong><bdi>National Civil Police</bdi></strong>" in said
    assert client.get("/organization/org:a:pnc.json").json["title"] == "National Civil Police"


def test_the_job_looks_again_when_its_turn_comes(app: Flask, client: FlaskClient) -> None:
    request = {"fact": {"about": {"label": "Organization", "record": "a/pnc", "name": "P"}, "why": "w", "by": "", "at": "2026-01-01",
                        "field": "name", "value": "Late", "link": None, "other": None},
               "id": "org:a:pnc", "link": "", "version": "stale", "source": "own", "address": "/"}  # fmt: skip
    job = queue(app).put(Jobs(services().ledger).add("fact", "late", request))
    while (ended := Jobs(services().ledger).get(job.id)).state in ("waiting", "running"):
        pass
    assert (ended.state, ended.message[:36]) == ("failed", "What is stated here has changed sinc")
    assert "own" not in {load.source_key for load in services().ledger.loads()}


def test_a_link_is_added_to_what_a_name_means_and_asked_for_where_it_means_two(client: FlaskClient) -> None:
    status, said = post(client, about="org:a:inl", how="TRAINS>", other="policia nacional", start="2024")
    assert (status, alert(said)) == (400, "Which one is meant?")
    offered = re.findall('name="other_id" value="([^"]+)"', said)
    assert set(offered) == {"org:a:pnc", "org:a:pnc-sv"}
    assert post(client, about="org:a:inl", how="TRAINS>", other_id="org:a:pnc", role="academy", start="2024")[0] == 303
    partners = client.get("/organization/org:a:pnc.json").json["parts"][0]["rows"]
    assert [(r["other"]["name"], r["phrase"], r["stated"]["source"]) for r in partners] == [("Bureau INL", "trained by", "own")]
    assert post(client, about="org:a:inl", how="TRAINS>", other="nobody at all")[0] == 400


def test_a_link_is_corrected_and_withdrawn_from_either_end(app: Flask, client: FlaskClient) -> None:
    page = client.get("/facts?about=program:a:reform").text
    key = re.search("link=([0-9a-f]{24})", page)
    assert key is not None
    assert post(client, about="program:a:reform", link=key[1], role="partner", start="2020", end="2021")[0] == 303
    roles = client.get("/program/program:a:reform.json").json["parts"][0]["rows"]
    assert [(r["other"]["id"], r["detail"], r["stated"]["source"]) for r in roles] == [("org:a:inl", "partner", "own")]
    own = re.search("link=([0-9a-f]{24})", client.get("/facts?about=org:a:inl").text)
    assert own is not None and own[1] != key[1]
    status, said = post(client, about="org:a:inl", link=own[1], withdraw="yes")
    assert (status, "undo it" in alert(said)) == (400, True)
    assert post(client, about="org:a:inl", link=own[1], role="second partner")[0] == 303
    roles = client.get("/program/program:a:reform.json").json["parts"][0]["rows"]
    assert [(r["detail"], r["stated"]["source"]) for r in roles] == [("second partner", "own")]
    rebuild(services().stores)
    assert client.get("/program/program:a:reform.json").json["parts"][0]["rows"] == roles


@pytest.mark.parametrize(("given", "said"), [
    ({"field": "valid_from", "value": "May 2020"}, "no date"),
    ({"field": "valid_from", "value": "2020", "why": " "}, "Say why"),
    ({"field": "kind", "value": "club"}, "expected one of"),
    ({"field": "country", "value": "Atlantis"}, "no country"),
    ({"how": "COVERS>", "other_id": "org:a:inl"}, "Choose how"),
    ({"how": "TRAINS>", "other_id": "program:a:reform"}, "cannot be linked in this way"),
    ({"how": "TRAINS>", "other_id": "org:a:pnc"}, "two different things"),
    ({"how": "PARTNERS_WITH>", "other_id": "org:a:inl", "start": "2021", "end": "2020"}, "before it starts"),
])  # fmt: skip
def test_what_makes_no_sense_is_refused_with_its_reason_and_keeps_what_was_typed(
    client: FlaskClient, given: dict[str, str], said: str
) -> None:
    before = len(services().ledger.loads())
    status, html = post(client, about="org:a:pnc", **given)
    assert status == 400 and said in alert(html)
    assert "Ana" in html and len(services().ledger.loads()) == before


def test_what_is_not_there_is_said(client: FlaskClient) -> None:
    assert client.get("/facts?about=org:none").status_code == 404
    assert client.get("/facts/change?about=org:a:pnc&field=id").status_code == 400
    assert client.get("/facts/change?about=org:a:pnc&link=0").status_code == 404
