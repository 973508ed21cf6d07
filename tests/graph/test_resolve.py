"""Same or not: what is compared and proposed, answered by key or file, put in force, taken back, and what records say."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from analysis.resolution.score import FIXTURE, Model, fitted, training
from app import create_app
from app.services import services
from app.settings import read_settings
from app.work.resolution.compare import Asked, compare
from app.work.run import run_job
from graph.client import Graph
from ledger.jobs import Jobs
from tests.support.toy import bring, country, link, org, program

pytestmark = [pytest.mark.graph, pytest.mark.once]

# A source without keys of its own: the whole name is the key, and people write histories there.
LONG = ("name:" + "national forensic laboratory founded to serve the courts " * 10)[:505]

A = [
    org("mj", "Ministerio de Justicia", kind="foreign_counterpart", country="GT"),
    org("pnc", "Policía Nacional Civil", kind="foreign_counterpart", country="GT", acronym="PNC"),
    org("lab", "National Forensic Science Laboratory", country="GT", ids=["XI-LEI:1"]),
    org("water", "Canal Irrigation Board", country="PE"),
    program("reform", "Police reform"),
    country("GT", "r1"),
    link("IMPLEMENTS", "o:pnc", "p:reform", "r1"),
]
B = [
    org("moj", "Ministry of Justice", kind="foreign_counterpart", country="GT"),
    org("pnc2", "Policia Nacional Civil (PNC)", country="GT"),
    org(LONG, "Forensic Laboratory, History"),
    org("lab2", "National Forensic Science Laboratory", country="HN", ids=["XI-LEI:2"]),
    program("radios", "Radios for =patrols"),
    link("BENEFITS", "p:radios", "o:pnc2", "r1"),
]
# The model that tests have time to train proposes more; what is looked at here are the pairs that are meant.
MEANT = {("a/pnc", "b/pnc2"), ("a/mj", "b/moj"), ("a/lab", "b/lab2"), ("b/pnc2", "c/x")}
PNC = {"one": "a/pnc", "other": "b/pnc2"}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    path: Path = tmp_path_factory.mktemp("fixture") / "part.csv.gz"
    lines = gzip.decompress(FIXTURE.read_bytes()).decode().splitlines(keepends=True)
    path.write_bytes(gzip.compress("".join(lines[:1500]).encode()))
    return fitted(training(path, cache=None))


@pytest.fixture
def app(graph: Graph, tmp_path: Path) -> Iterator[Flask]:
    made = create_app(read_settings({}, PARTNERGRAPH_HOME=str(tmp_path), SECRET_KEY="tests"), graph=graph)
    made.config["WTF_CSRF_ENABLED"] = False
    with made.app_context():
        bring(services().stores, "a", A)
        bring(services().stores, "b", B)
        yield made


@pytest.fixture
def client(app: Flask, model: Model) -> FlaskClient:
    again(model)
    return app.test_client()


def again(model: Model, **asked: Any) -> dict[str, Any]:
    return compare(services(), lambda _step, _done: None, Asked(vectors=False, **asked), model)


def work() -> list[str]:
    """Run all jobs that wait; how each ended."""
    jobs = Jobs(services().ledger)
    numbers = jobs.waiting()
    for number in numbers:
        run_job(services(), number)
    return [f"{jobs.get(n).kind} {jobs.get(n).state}" for n in numbers]


def proposed(client: FlaskClient, query: str = "") -> set[tuple[str, str]]:
    found = client.get(f"/resolve.json?{query}").json
    assert found is not None
    return {(pair["one_record"], pair["other_record"]) for pair in found["pairs"]} & MEANT


def bodies(graph: Graph) -> set[frozenset[str]]:
    return {frozenset(row[0]) for row in graph.read("MATCH (o:Organization) RETURN o.records").rows}


def answer(client: FlaskClient, given: str, pair: dict[str, str] = PNC, query: str = "", **form: str) -> Any:
    address = f"/resolve/pair?one={pair['one']}&other={pair['other']}{query}"
    return client.post(address, data={"answer": given, **form})


def test_bodies_under_two_names_are_proposed_with_what_speaks_for_and_against_them(app: Flask, model: Model) -> None:
    client = app.test_client()
    assert "have not been compared yet" in client.get("/resolve").text
    again(model)
    assert proposed(client) == {("a/pnc", "b/pnc2"), ("a/mj", "b/moj"), ("a/lab", "b/lab2")}
    found = client.get("/resolve/pair.json", query_string=PNC).json
    assert found is not None
    assert "the same country" in found["speaks_for"] and found["if_one"][1] == "2 programs in place of 1 and 1."
    lab = client.get("/resolve/pair.json?one=a/lab&other=b/lab2").json
    assert lab is not None
    assert "different XI-LEI numbers: 1 and 2" in lab["speaks_against"]
    assert proposed(client, "country=HN") == {("a/lab", "b/lab2")}
    assert proposed(client, "kind=foreign_counterpart&text=justice") == {("a/mj", "b/moj")}
    assert proposed(client, "source=c") == proposed(client, "state=same") == set()
    long = client.get("/resolve/pair.json", query_string={"one": "a/lab", "other": f"b/{LONG}"}).json
    assert long is not None and long["other"]["name"] == "Forensic Laboratory, History"
    assert client.get("/connections.json", query_string={"one": f"org:b:{LONG}"}).json["one"] == f"org:b:{LONG}"  # type: ignore[index]
    assert client.get("/facts", query_string={"about": f"org:b:{LONG}"}).status_code == 200
    for address in ("?band=sure", "?state=maybe", "?sort=x", "/pair?one=a/pnc&other=a/none", "/group?of=a/none", "/records?id=org:none"):
        assert client.get(f"/resolve{address}").status_code in (400, 404), address


def test_an_answer_leads_to_the_next_pair_is_put_in_force_and_taken_back_exactly(client: FlaskClient, graph: Graph) -> None:
    before = bodies(graph)
    sent = answer(client, "same", by="Ana", note="same address")
    assert sent.status_code == 303 and "/resolve/pair?one=a/" in sent.location and "undo=1" in sent.location
    assert ("a/pnc", "b/pnc2") not in proposed(client)  # it need not be in force for that
    assert work() == ["judgements done"]
    assert bodies(graph) - before == {frozenset({"a/pnc", "b/pnc2"})}
    assert "The data changed" not in client.get("/resolve").text  # answers make no comparison older
    decision = client.get("/data/decisions.json").json["rows"][0]  # type: ignore[index]
    assert (decision["kind"], decision["by"], decision["state"]) == ("same", "Ana", "in force")
    assert decision["why"].startswith("same address. For: ")
    moved = client.get("/organization/org:b:pnc2")
    assert (moved.status_code, moved.location) == (301, "/organization/org:a:pnc")
    assert client.post("/resolve/take-back", data={"decision": "1"}).status_code == 303
    assert work() == ["undecide done"] and bodies(graph) == before
    assert ("a/pnc", "b/pnc2") in proposed(client)


def test_answers_given_one_after_the_other_go_in_as_one_without_what_was_taken_back_before(client: FlaskClient, graph: Graph) -> None:
    before = bodies(graph)
    answer(client, "unsure")
    assert work() == [] and proposed(client, "state=unsure") == {("a/pnc", "b/pnc2")}
    answer(client, "same")
    client.post("/resolve/take-back", data={"decision": "2", **PNC})
    assert work() == ["judgements done"] and bodies(graph) == before
    answer(client, "same")
    answer(client, "same", {"one": "a/mj", "other": "b/moj"})
    answer(client, "not-same", {"one": "a/lab", "other": "b/lab2"})
    assert work() == ["judgements done"]
    assert {b for b in bodies(graph) if len(b) > 1} == {frozenset({"a/pnc", "b/pnc2"}), frozenset({"a/mj", "b/moj"})}
    assert proposed(client) == set() and proposed(client, "state=not-same") == {("a/lab", "b/lab2")}


def test_part_of_is_a_link_with_its_reason_and_goes_when_it_is_taken_back(client: FlaskClient, graph: Graph) -> None:
    answer(client, "holds", {"one": "a/mj", "other": "b/moj"}, by="Ana")
    assert work() == ["fact done"]
    assert graph.read("MATCH (a)-[r:PART_OF]->(b:Organization) RETURN a.id, b.id, r.source").rows == [("org:b:moj", "org:a:mj", "own")]
    assert ("a/mj", "b/moj") not in proposed(client)
    client.post("/resolve/take-back", data={"decision": "1"})
    assert work() == ["undo done"]
    assert graph.read("MATCH (:Organization)-[r:PART_OF]->() RETURN count(r)").rows == [(0,)]
    assert ("a/mj", "b/moj") in proposed(client)


def test_after_a_load_only_what_is_new_is_compared_with_all(client: FlaskClient, model: Model) -> None:
    bring(services().stores, "c", [org("x", "Policía Nacional Civil de Guatemala", country="GT")])
    assert "The data changed" in client.get("/resolve").text
    found = again(model)
    assert (found["compared"], found["organizations"]) == (1, 9)
    fresh = proposed(client)
    assert fresh == MEANT
    assert again(model, everything=True)["compared"] == 9 and proposed(client) == fresh
    assert again(model, since=2)["compared"] == 1 and proposed(client) == fresh
    assert again(model)["compared"] == 0 and proposed(client) == fresh


def handed_in(client: FlaskClient, text: str) -> Any:
    return client.post("/resolve/decisions", data={"file": (io.BytesIO(text.encode()), "d.csv")}, content_type="multipart/form-data")


def test_decisions_go_out_as_csv_and_come_in_again(client: FlaskClient, graph: Graph) -> None:
    answer(client, "same")
    answer(client, "not-same", {"one": "a/lab", "other": "b/lab2"})
    work()
    after = bodies(graph)
    told = client.get("/data/decisions.csv").get_data(as_text=True)
    assert [(row["kind"], row["a"], row["b"]) for row in csv.DictReader(io.StringIO(told.lstrip("\ufeff")))] == [
        ("not same", "a/lab", "b/lab2"), ("same", "a/pnc", "b/pnc2")
    ]  # fmt: skip
    assert handed_in(client, told).status_code == 303 and work() == []  # all of them hold
    for number in (1, 2):
        client.post("/resolve/take-back", data={"decision": str(number)})
    work()
    assert handed_in(client, told).status_code == 303 and work() == ["judgements done"]
    assert bodies(graph) == after


BAD = [
    ("kind,a,b,why\nsame,a/pnc,b/none,x\n", "Row 2: There is no organization or program &#39;b/none&#39;"),
    ("kind,a,b,why\nsame,a/pnc,b/pnc2,x\nlike,a/pnc,b/pnc2,x\n", "Row 3: kind: found &#39;like&#39;"),
    ("kind,a,b,why\nsame,a/pnc,b/pnc2,\n", "Row 2: why: found nothing"), ("a;b\n", "Row 1: found the columns a;b; missing: kind"),
    ("", "No file"),
]  # fmt: skip


def test_several_are_joined_at_once_and_a_file_of_decisions_that_cannot_be_read_keeps_nothing(app: Flask, graph: Graph) -> None:
    client = app.test_client()
    for text, said in BAD:
        sent = handed_in(client, text)
        assert sent.status_code == 400 and said in sent.text and work() == [], text
    assert client.post("/resolve/group", data={"record": ["a/mj"]}).status_code == 400
    sent = client.post("/resolve/group", data={"record": ["a/pnc", "b/pnc2", "a/lab"], "why": "one house"})
    assert sent.status_code == 303 and work() == ["judgements done"]
    assert frozenset({"a/pnc", "b/pnc2", "a/lab"}) in bodies(graph)
    found = client.get("/resolve/records.json?id=org:b:pnc2").json
    assert found is not None
    assert {(r["source"], r["key"], r["name"], tuple(r["other_names"])) for r in found["records"]} == {
        ("a", "pnc", "Policía Nacional Civil", ("PNC",)), ("b", "pnc2", "Policia Nacional Civil (PNC)", ()),
        ("a", "lab", "National Forensic Science Laboratory", ()),
    }  # fmt: skip
    assert found["reasons"] == [
        "Decision 1: a/pnc and b/pnc2 are the same. one house", "Decision 2: a/pnc and a/lab are the same. one house"
    ]  # fmt: skip
    answer(client, "not-same", {"one": "b/pnc2", "other": "a/lab"})
    work()
    assert "Decision 3 contradicts others" in client.get("/resolve").text  # A is B, A is C, and B is not C: all three alone
    assert {frozenset({"a/pnc"}), frozenset({"b/pnc2"}), frozenset({"a/lab"})} <= bodies(graph)
    client.post("/resolve/take-back", data={"decision": "2"})
    work()
    assert "contradicts" not in client.get("/resolve").text and frozenset({"a/pnc", "b/pnc2"}) in bodies(graph)
