"""Measures on a small network worked out by hand: INL and a donor meet in one program, the police joins two worlds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.services import services
from app.settings import read_settings
from app.work import networks
from app.work.run import run_job
from graph.client import Graph
from ledger.jobs import Jobs
from ledger.models import Job
from tests.support.toy import bring, country, link, org, program

pytestmark = [pytest.mark.graph, pytest.mark.once]

ROWS = [
    *(org(key) for key in ("inl", "donor", "police", "court", "ngo")), country("GT", "r"), country("HN", "r"),
    program("reform"), program("radios", valid_to="2019-12-31"),
    link("FUNDS", "o:inl", "p:reform", "r"), link("FUNDS", "o:donor", "p:reform", "r"), link("BENEFITS", "p:reform", "o:police", "r"),
    link("IMPLEMENTS", "o:ngo", "p:radios", "r"), link("BENEFITS", "p:radios", "o:police", "r"),
    link("PARTNERS_WITH", "o:court", "o:ngo", "r"), link("OPERATES_IN", "p:reform", "country:GT", "r"),
    link("OPERATES_IN", "p:radios", "country:HN", "r"),
]  # fmt: skip
KINDS = {"inl": {"kind": "us_federal", "country": "US"}, "donor": {"kind": "other_donor"}, "ngo": {"kind": "ngo"},
         "police": {"kind": "foreign_counterpart", "country": "GT"}, "court": {"kind": "foreign_counterpart", "country": "GT"}}  # fmt: skip


@pytest.fixture
def client(graph: Graph, tmp_path: Path) -> FlaskClient:
    made = create_app(read_settings({}, PARTNERGRAPH_HOME=str(tmp_path), SECRET_KEY="tests"), graph=graph)
    with made.app_context():
        bring(services().stores, "a", ROWS)
    return made.test_client()


def told(client: FlaskClient, query: str = "") -> dict[str, Any]:
    found = client.get(f"/measures.json?as_of=2020-06-30&{query}").json
    assert found is not None
    return found


def test_members_and_the_whole_are_those_of_what_is_asked_for(client: FlaskClient) -> None:
    # inl, donor and police are a triangle; police - ngo by radios, ngo - court directly.
    found = told(client)
    assert {(m["name"], m["links"], m["cut_off"], m["core"]) for m in found["members"]} == {
        ("Inl", 2, 0, 2), ("Donor", 2, 0, 2), ("Police", 3, 2, 2), ("Ngo", 2, 1, 1), ("Court", 1, 0, 1)
    }  # fmt: skip
    assert (found["whole"]["links"], found["whole"]["density"], found["whole"]["components"]) == (5, 0.5, 1)
    assert [m["name"] for m in found["members"]][:2] == ["Police", "Ngo"]  # those first that lie between most others
    assert {(m["name"], m["links"]) for m in told(client, "current=yes")["members"]} == {  # the radios have ended
        ("Inl", 2), ("Donor", 2), ("Police", 2), ("Ngo", 1), ("Court", 1)
    }  # fmt: skip
    assert {(m["name"], m["links"]) for m in told(client, "since=2019-12-31")["members"]} == {  # they had not, then
        ("Inl", 2), ("Donor", 2), ("Police", 3), ("Ngo", 2), ("Court", 1)
    }  # fmt: skip
    assert {(m["name"], m["links"]) for m in told(client, "country=HN")["members"]} == {("Ngo", 1), ("Police", 1)}
    assert {(m["name"], m["kind"], m["links"]) for m in told(client, "network=programs&country=GT")["members"]} == {
        ("Inl", "organization", 1), ("Donor", "organization", 1), ("Police", "organization", 1), ("Reform", "program", 3)
    }  # fmt: skip
    (group,) = told(client, "country=GT")["groups"]
    assert group["around"].startswith("3 in Reform; around "), "what they share comes first"
    assert told(client, "current=yes")["measured_on"] == "Organizations with a part in programs, in force on Jun 30, 2020"
    page = client.get("/measures?as_of=2020-06-30").text
    assert "It hangs most on <strong><bdi>Police</bdi></strong>" in page and "without it 2 members are cut off" in page
    assert "1 direct link between organizations that are not both in these programs" in client.get("/measures?country=HN").text
    assert "There may be partners all the same" in client.get("/measures?country=HN&current=yes&as_of=2020-06-30").text
    for query in ("network=all", "country=XX", "focus=IX", "sort=size"):
        assert client.get(f"/measures?{query}").status_code == 400, query


def test_who_works_with_whom_by_kind_and_by_country(graph: Graph, tmp_path: Path) -> None:
    rows = [{**row, "props": {**row["props"], **KINDS.get(row["key"], {})}} if row.get("label") == "Organization" else row for row in ROWS]
    made = create_app(read_settings({}, PARTNERGRAPH_HOME=str(tmp_path), SECRET_KEY="tests"), graph=graph)
    with made.app_context():
        bring(services().stores, "a", rows)
    client = made.test_client()

    def met(query: str) -> set[tuple[Any, ...]]:
        told = client.get(f"/measures/groups.json?{query}").json
        assert told
        return {(m["one"], m["other"], m["pairs"], m["programs"], m["direct_links"]) for m in told["meetings"]}

    # inl, donor and police meet in the reform, police and ngo in the radios, court and ngo directly.
    assert met("") == {("other_donor", "us_federal", 1, 1, 0), ("foreign_counterpart", "us_federal", 1, 1, 0),
                       ("foreign_counterpart", "other_donor", 1, 1, 0), ("foreign_counterpart", "ngo", 2, 1, 1)}  # fmt: skip
    assert met("by=country") == {("GT", "US", 1, 1, 0), ("GT", "none", 3, 2, 1), ("US", "none", 1, 1, 0)}
    assert met("country=HN") == {("foreign_counterpart", "ngo", 1, 1, 0)}
    assert met("country=HN&current=yes&as_of=2020-06-30") == set()
    assert met("country=HN&since=2019-12-01&as_of=2020-06-30") == {("foreign_counterpart", "ngo", 1, 1, 0)}
    pairs = client.get("/measures/groups/pairs.json?one=ngo&other=foreign_counterpart").json["pairs"]  # type: ignore[index]
    assert [(p["one_name"], p["other_name"], p["programs"], p["direct_links"]) for p in pairs] == [
        ("Ngo", "Police", 1, 0), ("Court", "Ngo", 0, 1)
    ]  # fmt: skip
    assert [p["other_name"] for p in client.get("/measures/groups/pairs.json?one=us_federal").json["pairs"]] == ["Inl", "Police"]  # type: ignore[index]
    page = client.get("/measures/groups?by=country").text
    assert "5 pairs of organizations meet" in page and "Country not stated" in page
    assert "There may be partners all the same" in client.get("/measures/groups?country=HN&current=yes&as_of=2020-06-30").text
    for query in ("/measures/groups?by=size", "/measures/groups/pairs?one=academic", "/measures/groups?since=2020"):
        assert client.get(query).status_code == 400, query


def test_in_a_large_graph_a_job_measures_and_what_it_found_is_kept(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = {query: told(client, query) for query in ("", "network=programs&country=GT")}
    monkeypatch.setattr(networks, "AT_ONCE", 1)
    client.application.config["WTF_CSRF_ENABLED"] = False

    def newest() -> Job:
        with client.application.app_context():
            return Jobs(services().ledger).latest()[0]

    for query, found in at_once.items():
        assert told(client, query)["measuring"]["state"] == "waiting"
        assert told(client, query) == told(client, query)  # the job that goes on is followed, not begun again
        assert "This network is being measured" in client.get(f"/measures?as_of=2020-06-30&{query}").text
        with client.application.app_context():
            run_job(services(), newest().id)
        assert (newest().state, newest().message) == ("done", f"{len(found['members'])} members are measured.")
        kept = told(client, query)
        assert kept["whole"] == found["whole"]
        assert sorted(kept["members"], key=str) == sorted(found["members"], key=str)
        assert client.get(newest().request["address"]).status_code == 200
    told(client, "country=HN")
    client.post(f"/data/jobs/{newest().id}/cancel")
    stopped = newest()
    assert stopped.state == "cancelled"
    assert "Measure again" in client.get("/measures?as_of=2020-06-30&country=HN").text
    assert told(client, "country=HN&again=yes")["measuring"]["state"] == "waiting"
    assert newest().id > stopped.id
    monkeypatch.setattr(networks, "MOST", 2)
    with client.application.app_context():
        told(client, "country=GT")
        run_job(services(), newest().id)
    assert newest().message == "This network has 3 members; at most 2 are measured. Choose a country or a focus area."


def test_the_map_is_sized_coloured_and_ordered_by_its_measures(client: FlaskClient) -> None:
    # As drawn: inl and donor - reform - police - radios - ngo - court, and each program in its country.
    view = "country=&draw=all&kind=organization&kind=program&as_of=2020-06-30"
    drawn = client.get(f"/explore/drawing?{view}&size=between&colour=links").json
    shown = client.get(f"/explore.json?{view}&size=between&colour=links").json
    assert drawn and shown
    names = {t["id"]: t["name"] for t in shown["things"]}
    # Of the 15 pairs of others, those that lead through each: reform 4 x 2 + 1 (inl and donor with four, and with each other) ...
    assert {(t["name"], round(t["between"] * 15), t["links"]) for t in shown["things"]} == {
        ("Reform", 9, 3), ("Police", 9, 2), ("Radios", 8, 2), ("Ngo", 5, 2), ("Inl", 0, 1), ("Donor", 0, 1), ("Court", 0, 1)
    }  # fmt: skip
    sizes = {names[id_]: size for id_, size in zip(drawn["id"], drawn["size"], strict=True)}
    assert sizes["Reform"] == sizes["Police"] == 16 and sizes["Inl"] == 4 and 4 < sizes["Ngo"] < sizes["Radios"] < 16
    tones = {names[id_]: tone for id_, tone in zip(drawn["id"], drawn["tone"], strict=True)}
    assert tones["Inl"] == tones["Donor"] == tones["Court"] == "c1" and tones["Police"] == tones["Ngo"] == "c3" and tones["Reform"] == "c5"
    page = client.get(f"/explore?{view}&size=between&colour=group").text
    assert "60.0%" in page and "Measured on the network that this map draws" in page and "around" in page
    assert "#0b2f6b" in client.get(f"/explore/map.svg?{view}&colour=constraint").text
    of_map = told(client, f"network=map&{view}")
    assert {(m["name"], m["cut_off"]) for m in of_map["members"] if m["cut_off"]} == {
        ("Reform", 2), ("Police", 3), ("Radios", 2), ("Ngo", 1)
    }  # fmt: skip
    assert client.get("/explore?size=weight&group=kind").text.count("Groups are not measured") == 1
    assert client.get("/explore?size=huge").status_code == 400
