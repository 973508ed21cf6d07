"""Overlaps over a real Neo4j: what is compared, listed, judged, and opened again when its facts change."""

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
from app.services import services
from app.settings import read_settings
from app.work.kept import latest
from app.work.overlaps.compare import compare
from graph.client import Graph
from ledger.findings import Findings
from loaders.path.apply import Stores
from tests.support.toy import bring, country, link, org, program, stores_on

pytestmark = pytest.mark.once

TEXT = "Trains prosecutors and investigators of the anti-extortion unit in hearings, evidence and plea agreements"
PAIR = {"one": "program:a:eu", "other": "program:a:inl", "country": "GT"}


def dated(key: str, name: str, text: str, **more: Any) -> dict[str, Any]:
    return program(key, name, description=text, valid_from="2022-01-01", valid_to="2024-12-31", **more)


OTHERS = {
    "clinics": "Vaccinates children in rural clinics", "canals": "Repairs irrigation canals", "tenders": "Publishes tenders online",
    "border": "Guards the border with dogs", "books": "Teaches farmers bookkeeping", "meals": "Cooks lunch in village schools",
}  # fmt: skip


def rows(text: str = TEXT) -> list[dict[str, Any]]:
    """INL and the EU both train the prosecutor's unit in Guatemala; a third does other things there; of one no place is stated."""
    guatemala = {**country("GT", "gt"), "stub": False, "name": "Guatemala", "props": {"iso2": "GT"}}
    told = [
        *(org(key) for key in ("inl", "eu", "who", "mp")), guatemala, dated("lost", "Lost", TEXT),
        dated("inl", "Prosecutors against extortion", TEXT), dated("eu", "=Fiscales", text),
        *(dated(key, key.title(), words) for key, words in OTHERS.items()),
    ]  # fmt: skip
    told += [link("FUNDS", f"o:{key}", f"p:{key}", f"f-{key}") for key in ("inl", "eu")]
    told += [link("FUNDS", "o:who", f"p:{key}", f"f-{key}") for key in OTHERS]
    told += [link("BENEFITS", f"p:{key}", "o:mp", f"b-{key}") for key in ("inl", "eu")]
    told += [link("OPERATES_IN", f"p:{key}", "country:GT", "gt") for key in ("inl", "eu", *OTHERS)]
    return told


@pytest.fixture
def stores(graph: Graph, tmp_path: Path) -> Stores:
    made = stores_on(graph, tmp_path)
    bring(made, "a", rows())
    return made


@pytest.fixture
def app(stores: Stores, tmp_path: Path) -> Flask:
    made = create_app(read_settings({}, PARTNERGRAPH_HOME=str(tmp_path), SECRET_KEY="tests"), graph=stores.graph)
    made.config["WTF_CSRF_ENABLED"] = False
    return made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    again(app)
    return app.test_client()


def again(app: Flask, *, whole: bool = False) -> dict[str, Any]:
    with app.app_context():
        return compare(services(), lambda _step, _done: None, vectors=False, whole=whole)


def judge(client: FlaskClient, **form: str) -> Any:
    return client.post("/overlaps/pair", data={**PAIR, "state": "open", "version": "0", **form})


def test_two_funders_of_one_work_are_found_and_nothing_else(client: FlaskClient) -> None:
    told = client.get("/overlaps.json").json
    assert told is not None
    assert {(o["program_one_id"], o["program_other_id"], o["country"], o["tier"], o["state"]) for o in told["overlaps"]} == {
        ("program:a:eu", "program:a:inl", "GT", "overlap", "not judged")
    }
    assert (told["comparison"]["programs"], told["comparison"]["placeless"], told["stale"]) == (9, 1, False)
    found = told["overlaps"][0]
    assert found["matched"] == [
        "the purpose: alike", "the activity: alike", "the counterpart: Mp", "the country: Guatemala",
        "the time: 2022-2024, 1095 days together",
    ]  # fmt: skip
    assert {"extortion", "prosecutors", "hearings"} <= set(found["shared_words"])


def test_the_csv_says_the_same_and_no_name_is_a_formula(client: FlaskClient) -> None:
    text = client.get("/overlaps.csv").get_data(as_text=True).lstrip("\ufeff")
    lines = list(csv.DictReader(io.StringIO(text)))
    assert [(line["program_one"], line["program_other"], line["to"]) for line in lines] == [
        ("'=Fiscales", "Prosecutors against extortion", "2024-12-31")
    ]


def test_filters_and_what_cannot_be_one(client: FlaskClient) -> None:
    queries = {"tier=overlap": 1, "tier=fragmentation": 0, "country=GT&state=closed": 0, "who=org:a:inl": 1, "who=org:a:who": 0,
               "who=org:a:who&who=org:a:eu": 1, "since=2025": 0, "money=1": 0}  # fmt: skip
    found = {query: len(client.get(f"/overlaps.json?{query}").json["overlaps"]) for query in queries}  # type: ignore[index]
    assert found == queries
    assert [client.get(f"/overlaps?{query}").status_code for query in ("tier=huge", "country=FR", "focus=IX", "state=done")] == [400] * 4
    assert client.get("/overlaps?page=9").status_code == 404


def test_the_pair_marks_the_words_that_both_use(client: FlaskClient) -> None:
    page = client.get("/overlaps/pair", query_string=PAIR).get_data(as_text=True)
    assert {"extortion", "prosecutors"} <= {word.casefold() for word in re.findall(r"<mark>(\w+)</mark>", page)}
    assert page.count("not stated") >= 2 and "they may be the same money" in page
    told = client.get("/overlaps/network.json?ids=program:a:inl&ids=program:a:eu").json
    assert told is not None
    assert {node["name"]: set(node["phrases"]) for node in told["nodes"]} == {
        "=Fiscales": {"one of those compared"}, "Prosecutors against extortion": {"one of those compared"},
        "Inl": {"funds: Prosecutors against extortion"}, "Eu": {"funds: =Fiscales"},
        "Mp": {"helped by: =Fiscales", "helped by: Prosecutors against extortion"},
        "Guatemala": {"works there: =Fiscales", "works there: Prosecutors against extortion"},
    }  # fmt: skip
    assert "4 around them, 2 shared" in page and told["note"] == "All 4 neighbours are shown."
    assert client.get("/overlaps/network").status_code == 400
    assert client.get("/overlaps/pair?one=program:a:who&other=program:a:inl").status_code == 404


def test_a_verdict_is_kept_listed_and_never_overwritten_by_a_stale_form(app: Flask, client: FlaskClient) -> None:
    assert judge(client, verdict="coordinate", owner="<b>Ana", due="2023-01-01", by="Ana").status_code == 303
    assert judge(client, verdict="merge").status_code == 409
    assert judge(client, state="closed", version="1").status_code == 400  # no reason
    assert judge(client, due="soon", version="1").status_code == 400
    found = client.get("/findings.json").json["findings"]  # type: ignore[index]
    assert [(f["title"], f["verdict"], f["state"], f["owner"]) for f in found] == [
        ("=Fiscales and Prosecutors against extortion", "coordinate", "open", "<b>Ana")
    ]
    assert again(app)["ranking"] == {"yes": 1, "no": 0, "formula": None, "learned": None, "used": False, "least": 50}
    assert "when these were compared it was 1 and 0" in client.get("/overlaps").get_data(as_text=True)
    page = client.get("/findings").get_data(as_text=True)
    assert "&lt;b&gt;Ana" in page and "past due" in page
    assert "'=Fiscales and" in client.get("/findings.csv").get_data(as_text=True)


def test_the_same_facts_keep_a_verdict_and_others_open_it_again(app: Flask, client: FlaskClient, stores: Stores) -> None:
    judge(client, state="closed", verdict="warranted", note="One trains, one mentors.")
    bring(stores, "b", [org("x")])
    assert client.get("/overlaps.json").json["stale"] is True  # type: ignore[index]
    assert again(app)["reopened"] == 0
    bring(stores, "a", rows(TEXT + " in Quetzaltenango"))
    assert again(app)["reopened"] == 1
    found = Findings(stores.ledger).all("overlap")
    assert [(f.state, f.verdict) for f in found] == [("open", "warranted")]
    page = client.get("/overlaps/pair", query_string=PAIR).get_data(as_text=True)
    assert "The facts changed since this was settled." in page


def test_only_what_changed_is_compared_again(app: Flask, client: FlaskClient, stores: Stores) -> None:
    assert again(app)["compared"] == 0
    bring(stores, "a", [row for row in rows() if "books" not in str(row)])
    found = again(app)
    assert (found["compared"], found["programs"], found["texts"]) == (0, 8, 8)  # what is gone takes its pairs along
    step = client.get("/overlaps.json").json["overlaps"]  # type: ignore[index]
    ran = app.test_cli_runner().invoke(args=["overlaps", "run", "--all", "--without-vectors"])
    assert ran.output.splitlines()[-2:] == [
        "7 of 8 programs were compared with all others.",
        "1 pairs of programs may overlap, and 0 of organizations or agreements. See /overlaps.",
    ]
    assert [o["program_one_id"] for o in client.get("/overlaps.json").json["overlaps"]] == [o["program_one_id"] for o in step]  # type: ignore[index]


def test_before_the_first_comparison_the_page_says_so(app: Flask) -> None:
    page = app.test_client().get("/overlaps").get_data(as_text=True)
    assert "have not been compared yet" in page and "Compare programs now" in page


def test_only_the_last_comparison_is_kept(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    first = latest(tmp_path, "overlaps")
    again(app)
    assert first is not None
    assert [folder.name for folder in (tmp_path / "overlaps").iterdir()] == [str(int(first.folder.name) + 1)]


def courts(*keys: str) -> list[dict[str, Any]]:
    """Rows that say that some programs work on courts."""
    area = {"label": "FocusArea", "key": "focus:III", "name": "Courts", "stub": True}
    works_on = {key: {**link("ADDRESSES", f"p:{key}", "o:", key), "end": ("FocusArea", "focus:III")} for key in keys}
    return [row for key in keys for row in ({**area, "record": key}, works_on[key])]


def budget(key: str, amount: int) -> list[dict[str, Any]]:
    """A budget of a program, in dollars."""
    props = {"kind": "budget", "amount": amount, "currency": "USD"}
    figure = {"label": "Figure", "key": f"f-{key}", "record": key, "name": "Budget", "props": props}
    return [figure, {**link("FOR", "o:", f"p:{key}", key), "start": ("Figure", f"f-{key}")}]


def test_a_third_program_makes_a_group_and_the_sheet_of_the_country_holds_it(app: Flask, stores: Stores) -> None:
    client = app.test_client()
    assert "have not been compared yet, so nobody knows" in client.get("/overlaps/sheet?country=GT").get_data(as_text=True)
    third = [org("un"), dated("un", "Hearings", TEXT), country("GT", "un"), link("FUNDS", "o:un", "p:un", "f-un"),
             link("OPERATES_IN", "p:un", "country:GT", "un")]  # fmt: skip
    bring(stores, "a", rows() + courts("inl", "eu"))
    bring(stores, "b", third + courts("un") + budget("un", 2_500_000))
    again(app)
    eu, inl, un = "program:a:eu", "program:a:inl", "program:b:un"
    told = client.get("/overlaps/sheet.json?country=GT").json
    assert told is not None
    assert told["compared"] == {
        "programs": 9, "funders": 4, "undescribed": 0, "unfunded": 0, "without_end": 0, "without_sum": 8, "placeless": 1
    }  # fmt: skip
    assert {(o["program_one_id"], o["program_other_id"]) for o in told["overlaps"]} == {(eu, inl), (eu, un), (inl, un)}
    assert [set(group) for group in told["groups"]] == [{eu, inl, un}]
    page = client.get("/overlaps/sheet?country=GT").get_data(as_text=True)
    assert "$2,500,000" in page and "Of 8 programs no sum of money is stated" in page
    group = client.get(f"/overlaps/group.json?program={un}&country=GT").json
    assert group is not None
    assert ({m["id"] for m in group["members"]}, len(group["overlaps"])) == ({eu, inl, un}, 3)
    assert group["shared"] == ["the purpose: Courts", "the activity: alike", "the time: 2022-2024"]
    assert "Group of 3 programs" in client.get("/overlaps").get_data(as_text=True)
    dear = client.get("/overlaps.json?money=2500000&focus=III").json["overlaps"]  # type: ignore[index]
    assert {(o["program_one_id"], o["program_other_id"]) for o in dear} == {(eu, un), (inl, un)}
    wrong = {"sheet": 400, "sheet?country=FR": 400, "group?program=program:a:who&country=GT": 404, "group": 404}
    assert {path: client.get(f"/overlaps/{path}").status_code for path in wrong} == wrong
    assert "/overlaps/sheet?country=GT" in client.get("/country/GT").get_data(as_text=True)
    assert len(client.get("/overlaps/sheet.json?focus=III").json["overlaps"]) == 3  # type: ignore[index]


def test_two_funders_with_one_purpose_place_and_counterpart_and_two_papers_on_one_topic(app: Flask, stores: Stores) -> None:
    client = app.test_client()
    assert "Nothing has been compared yet" in client.get("/overlaps/organizations").get_data(as_text=True)
    told = rows() + courts("inl", "eu") + [link("PART_OF", "o:un", "o:eu", "un"), org("un", "U.N.")]
    for number, topic in enumerate(("Training of prosecutors", "Prosecutors: training, equipment")):
        key = f"paper{number}"
        told.append({"label": "Agreement", "key": key, "record": key, "name": f"=Paper {number}", "props": {"topic": topic}})
        told += [{**link("PARTY_TO", f"o:{party}", "o:", key), "end": ("Agreement", key)} for party in ("inl", "mp")]
    bring(stores, "a", told)
    again(app)
    found = client.get("/overlaps/organizations.json?country=GT").json["overlaps"]  # type: ignore[index]
    assert [(o["one_id"], o["other_id"], o["matched"], o["of_one"], o["of_other"]) for o in found] == [
        ("org:a:eu", "org:a:inl",
         ["the part: both pay", "the purpose: Courts", "the country: Guatemala", "the counterpart: Mp",
          "the time: some run together for 90 days or more"],
         ["=Fiscales"], ["Prosecutors against extortion"])
    ]  # fmt: skip
    papers = client.get("/overlaps/agreements.json").json["overlaps"]  # type: ignore[index]
    assert [(o["one_id"], o["other_id"], o["matched"], o["not_stated"]) for o in papers] == [
        ("agreement:a:paper0", "agreement:a:paper1", ["the parties: Inl, Mp", "words of the topic: prosecutors, training"],
         ["the time: a start or an end is not stated"])
    ]  # fmt: skip
    assert "'=Paper 0" in client.get("/overlaps/agreements.csv").get_data(as_text=True)
    keys = {what: re.findall(r"/overlaps/two\?key=([^\"]+)\"", client.get(f"/overlaps/{what}").get_data(as_text=True))
            for what in ("organizations", "agreements")}  # fmt: skip
    assert {what: len(found) for what, found in keys.items()} == {"organizations": 1, "agreements": 1}
    address = f"/overlaps/two?key={keys['organizations'][0]}"
    page = client.get(address).get_data(as_text=True)
    assert "By these programs" in page
    assert "The part: both pay" in page and client.get(f"/overlaps/two?key={keys['agreements'][0]}").status_code == 200
    form = {"key": "overlap-organizations:GT:pays:org:a:eu|org:a:inl", "version": "0"}
    form |= {"state": "closed", "verdict": "warranted", "note": "Agreed."}
    assert client.post("/overlaps/two", data=form).status_code == 303
    assert [o["verdict"] for o in client.get("/overlaps/organizations.json?state=closed").json["overlaps"]] == ["warranted"]  # type: ignore[index]
    assert "Eu and Inl" in client.get("/findings").get_data(as_text=True)
    wrong = {"two?key=no": 404, "organizations?country=FR": 400, "agreements?state=done": 400}
    assert {path: client.get(f"/overlaps/{path}").status_code for path in wrong} == wrong
    more = [org("x"), link("BENEFITS", "p:eu", "o:x", "x"), link("BENEFITS", "p:inl", "o:x", "x")]
    bring(stores, "a", rows() + courts("inl", "eu") + more)
    assert again(app)["reopened"] == 1
