"""Kinds of gap and findings on them: what is counted is what the report lists; a finding opens again, goes and comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.gaps.kinds import KINDS
from graph.client import Graph
from tests.graph.test_gaps_pages import client_of
from tests.support.gaps import build_world

pytestmark = pytest.mark.once

# Honduras, line III, 30 June 2024: police reform by the NGO (no end stated) and by a body of no stated kind until 30 September.
HONDURAS = {"kind": "no-counterpart", "country": "HN", "focus": "III"}


@pytest.fixture
def client(graph: Graph, tmp_path: Path) -> FlaskClient:
    """The pages over the world of tests/support/gaps.py, which these tests change."""
    build_world(graph)
    client = client_of(graph, tmp_path)
    client.application.config["WTF_CSRF_ENABLED"] = False
    return client


def judge(client: FlaskClient, about: dict[str, str], **given: str) -> int:
    """The status of the answer to a form."""
    form = {"state": "open", "verdict": "", "owner": "", "due": "", "note": "", "version": "0", "by": "", **given}
    return client.post("/gaps/finding", data={**form, **about}).status_code


def look_again(client: FlaskClient) -> None:
    """Forget what was read: these tests change the network behind the ledger's back."""
    client.application.extensions.pop("partnergraph.remembered", None)


def finding(client: FlaskClient) -> tuple[str, bool]:
    """State of the only finding, and whether its gap is still there."""
    look_again(client)
    (found,) = client.get("/findings.json").json["findings"]  # type: ignore[index]
    return found["state"], found["still_there"]


def notes(client: FlaskClient) -> list[str]:
    """Every reason and note in the history of the finding on Honduras."""
    return [event["note"] for event in client.get("/gaps/finding.json", query_string=HONDURAS).json["history"]]  # type: ignore[index]


def test_what_is_counted_is_what_stands_behind_it(client: FlaskClient) -> None:
    told = {row["kind"]: row["gaps"] for row in client.get("/gaps/kinds.json").json["kinds"]}  # type: ignore[index]
    for kind in KINDS:
        rows = client.get(f"/gaps/kinds/{kind.key}.json").json["gaps"]  # type: ignore[index]
        assert told[kind.title] == (len(rows) if kind.key != "falling-money" else None), kind.key
        if kind.report and kind.key != "falling-money":
            assert len(client.get(f"/reports/{kind.report}.json").json["rows"]) == len(rows), kind.key  # type: ignore[index]
    gaps = client.get("/gaps/kinds/nobody.json").json["gaps"]  # type: ignore[index]
    assert {(gap["country_id"], gap["focus_area_id"]) for gap in gaps} == {("country:HN", "focus:I"), ("country:SV", "focus:III")}
    assert (told["Nobody is known to work there"], told["No local counterpart is named"]) == (2, 1)
    assert client.get("/gaps/kinds.json?country=FR").json["kinds"][4]["gaps"] == 0  # type: ignore[index]
    for wrong in ("kinds?country=Narnia", "kinds?focus=IX", "kinds/ending?months=soon", "kinds/ending?months=99999999999",
                  "kinds/third?share=-1", "kinds/falling-money?from_year=2014&to_year=2010", "kinds?as_of=today"):
        assert client.get(f"/gaps/{wrong}").status_code == 400, wrong
    assert [client.get(f"/gaps/{way}").status_code for way in ("kinds/no-such", "finding?kind=thin&country=FR&focus=III")] == [404, 404]
    assert "No source states money by country" in client.get("/gaps/kinds/falling-money").text


def test_a_finding_opens_again_when_the_facts_change_and_says_when_the_gap_is_gone_or_back(graph: Graph, client: FlaskClient) -> None:
    assert judge(client, HONDURAS, state="accepted") == 400, "a reason is needed"
    assert judge(client, HONDURAS, state="accepted", note="The EU names one in July.", owner="Ana", verdict="fill it") == 303
    assert judge(client, HONDURAS, state="closed", note="x", version="7") == 409
    assert judge(client, HONDURAS, verdict="merge", version="1") == 400, "a verdict of overlaps"
    assert finding(client) == ("accepted", True)

    there = "MATCH (p:Program {id: 'program:t:two-topics'})-[w:OPERATES_IN]->(:Country {iso2: 'HN'})"
    graph.write([(f"{there} SET w.valid_to = '2024-01-31'", {})])
    assert finding(client) == ("open", True), "one program less is another judgement"
    assert judge(client, HONDURAS, state="closed", note="Known to the embassy.", version="2") == 303

    body = "MATCH (p:Program {id: 'program:t:two-countries'}) CREATE (:Organization:ForeignCounterpart {id: 'org:t:hn-mp', country: 'HN'})"
    graph.write([(f"{body}<-[:BENEFITS {{key: 'new', source: 't', record: 'r'}}]-(p)", {})])
    assert finding(client) == ("closed", False)
    assert "No longer there" in client.get("/gaps/finding", query_string=HONDURAS).text
    assert "Judged, and no longer there" in client.get("/gaps/kinds/no-counterpart").text

    graph.write([("MATCH (o:Organization {id: 'org:t:hn-mp'}) DETACH DELETE o", {})])
    assert finding(client) == ("open", True)
    assert notes(client) == [
        "The EU names one in July.", "The facts changed since this was settled.", "Known to the embassy.",
        "The sources no longer show it.", "The sources show it again.",
    ]
    (last,) = client.get("/findings/trend.json").json["quarters"]  # type: ignore[index]
    assert {name: last[name] for name in ("opened", "settled", "reopened", "standing")} == {
        "opened": 1, "settled": 2, "reopened": 2, "standing": 1}
    (owner,) = client.get("/findings/owners.json").json["owners"]  # type: ignore[index]
    assert (owner["name"], owner["open"]) == ("", 1), "the last form named nobody"
    assert client.get("/findings.json").json["findings"][0]["reason"] == "Known to the embassy."  # type: ignore[index]
    assert client.get("/findings.json?kind=overlap").json["findings"] == []  # type: ignore[index]
    assert client.get("/findings?state=done").status_code == client.get("/findings?kind=x").status_code == 400


def test_a_cell_of_the_matrix_can_be_given_to_somebody(client: FlaskClient) -> None:
    page = client.get("/gaps/cell?focus=I&country=HN").text
    assert "/gaps/finding?kind=nobody&amp;country=HN&amp;focus=I" in page
    about = {"kind": "nobody", "country": "HN", "focus": "I"}
    assert judge(client, about, owner="=Ana", due="2020-01-01", state="in work") == 303
    assert finding(client) == ("in work", True)
    assert "&#39;=Ana" not in client.get("/findings").text and "'=Ana" in client.get("/findings.csv").text
    assert "past due" in client.get("/findings?owner==Ana").text
    assert "In work" in client.get("/gaps/cell?focus=I&country=HN").text
