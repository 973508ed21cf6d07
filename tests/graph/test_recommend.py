"""Who could help: each reason on a small network, worked out by hand for 30 June 2024, in Guatemala on police."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.gaps.kinds import BY_KEY
from app.gaps.standing import Search, key_of
from app.recommend import reading
from app.services import services
from app.settings import read_settings
from graph.client import Graph
from ledger.findings import Findings, Judgement, Subject
from tests.graph.small_graph import Link, Node, focus, link, node, org, program, write

pytestmark = [pytest.mark.graph, pytest.mark.once]

ASKED = "country=GT&focus=III:police&as_of=2024-06-30"
EVIL = "<script>alert(1)</script>"


def _country(code: str, subregion: str) -> Node:
    return node("Country", f"country:{code}", code, iso2=code, region="Americas", subregion=subregion)


GT, HN, PE = _country("GT", "Central America"), _country("HN", "Central America"), _country("PE", "South America")
POLICE, PRISONS, BORDER = focus("III", "police"), focus("III", "prisons"), focus("I", "border")
LINE = focus("III")
PNC = org("pnc", "foreign_counterpart", "GT")


def _does(who: Node, key: str, what: Node, where: Node, **dates: str) -> list[Link]:
    made = program(key, **dates)
    return [link("IMPLEMENTS", who, made), link("ADDRESSES", made, what), link("OPERATES_IN", made, where)]


def _world() -> list[Node | Link]:
    there, knower, mou = org("there"), org("knower"), node("Agreement", "agreement:t:mou", "MOU")
    shared = program("shared")
    return [
        LINE, link("PART_OF", POLICE, LINE), link("PART_OF", PRISONS, LINE), PE,
        *_does(org("abroad", "ngo"), "abroad-p", POLICE, HN, valid_from="2022-01-01"), *_does(org("other"), "other-p", BORDER, HN),
        *_does(org("near"), "near-p", PRISONS, GT), *_does(org("ended"), "ended-p", POLICE, GT, valid_to="2020-12-31"),
        *_does(there, "there-p", POLICE, GT), *_does(org("later"), "later-p", POLICE, HN, valid_from="2025-01-01"),
        *_does(org("gone", valid_to="2020-01-01"), "gone-p", POLICE, HN), *_does(PNC, "pnc-p", POLICE, GT),
        link("IMPLEMENTS", there, shared), link("IMPLEMENTS", knower, shared), link("OPERATES_IN", shared, HN),
        link("PARTY_TO", org("party"), mou), link("PARTY_TO", GT, mou), link("PARTNERS_WITH", org("friend"), PNC),
        link("PARTNERS_WITH", org("guard", "us_state", us_state="TX"), GT),
        link("TRAINS", org("dps", "us_state", us_state="TX"), PE), link("PARTNERS_WITH", org(EVIL), PNC),
    ]  # fmt: skip


@pytest.fixture
def client(graph: Graph, tmp_path: Path) -> FlaskClient:
    write(graph, *_world())
    return create_app(read_settings({}, PARTNERGRAPH_HOME=str(tmp_path), SECRET_KEY="tests"), graph=graph).test_client()


def told(client: FlaskClient, more: str = "") -> dict[str, tuple[set[str], list[str], list[str]]]:
    """Of every candidate: the parts that count, the reasons, what speaks against."""
    found = client.get(f"/who-could-help.json?{ASKED}{more}").json
    assert found is not None
    return {
        c["name"]: ({part for part, value in c["parts"].items() if value > 0}, c["reasons"], c["against"]) for c in found["candidates"]
    }


def judge(client: FlaskClient) -> None:
    """A finding on the cell."""
    with client.application.app_context():
        key = key_of(Search(BY_KEY["thin"]), {"country": "GT", "focus_area": "III:police"})
        subject = Subject(BY_KEY["thin"].finding, key, "Thin", "/gaps/finding", "facts", "GT")
        Findings(services().ledger).judge(subject, Judgement("in work", owner="Ana"), 0, note="asked two")


def test_each_reason_and_what_speaks_against(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    unknown = "No body of GT is known that it has worked with."
    found = told(client)
    assert {name: parts for name, (parts, _, _) in found.items()} == {
        "abroad": {"elsewhere", "programs", "recent"}, "other": {"nearby"}, "near": {"here"}, "ended": {"here"},
        "knower": {"nearby", "knows"},
        "party": {"tie"}, "friend": {"tie", "bodies"}, "guard": {"tie"}, "dps": {"tie", "nearby"}, EVIL: {"tie", "bodies"},
    }  # fmt: skip
    assert found["abroad"][1:] == (["Does this in HN, of the same subregion.", "Has begun 1 program since 2019, on anything."], [unknown])
    assert found["near"][1:] == (["Works in GT on the same line of effort: near-p."], [unknown])
    over = "All its programs that are known are over, the last since 2020."
    assert found["ended"][1:] == (["Did this in GT before: ended-p."], [over, unknown])
    assert found["party"][1] == ["Is a party to the agreement MOU."]
    assert found["friend"][1] == ["Is a partner of pnc.", "Has worked with bodies of GT: pnc."]
    assert found["knower"][1][0] == "Shared programs elsewhere with those at work in GT: there."
    assert "Its U.S. state has a State Partnership with GT." in found["dps"][1]
    # Of a large network only the line of effort and the country are read: whoever does nothing of these is not known of.
    monkeypatch.setattr(reading, "READ_WHOLE", 0)
    narrowed = "country=GT&focus=III:prisons&as_of=2024-06-30"  # not asked before, so not kept
    found_now = client.get(f"/who-could-help.json?{narrowed}").json
    assert found_now and {c["name"] for c in found_now["candidates"]} == set(found) - {"other", "knower", "dps", "near"} | {"there"}


def test_the_page_says_what_it_stands_on(client: FlaskClient) -> None:
    page = client.get(f"/who-could-help?{ASKED}").text
    assert "10 organizations give a reason to ask" in page and EVIL not in page and "&lt;script&gt;" in page
    assert "<bdi>abroad-p</bdi></a>" in page and "<bdi>t</bdi></a>" in page
    assert set(told(client, "&kind=ngo")) == {"abroad"} and "Show all kinds" in client.get(f"/who-could-help?{ASKED}&kind=academic").text
    assert client.get(f"/who-could-help.csv?{ASKED}").text.count("\n") >= 11
    judge(client)
    assert "a finding on this, in work</a>, with <bdi>Ana</bdi>: <bdi>asked two" in client.get(f"/who-could-help?{ASKED}").text
    assert "Choose a country and a focus area" in client.get("/who-could-help?country=GT").text
    for wrong in ("country=XX&focus=III", "country=GT&focus=IX", f"{ASKED}&kind=friends"):
        assert client.get(f"/who-could-help?{wrong}").status_code == 400
