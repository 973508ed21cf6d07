"""Data quality: each check finds the rows that were made faulty by hand, and no others."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.quality.checks import CHECKS
from app.settings import read_settings
from graph.catalogue import load_catalogue
from graph.client import Graph
from ledger.archive import Archive
from ledger.store import Ledger
from loaders.path.apply import Stores
from loaders.path.steps import decide
from tests.support.toy import bring, country, link, org, program

pytestmark = [pytest.mark.graph, pytest.mark.once]
FOLDER = Path(__file__).parents[2] / "cypher"

ROWS = [
    org("good", kind="ngo", country="GT", ids=["XI-LEI:1"]),
    org("bare"),
    org("one", kind="ngo", country="GT", ids=["X:7"]),
    org("two", kind="ngo", country="GT", ids=["X:7"]),
    program("whole", valid_from="2015-01-01", valid_to="2016-01-01", reported_by="org:XI-LEI:1"),
    program("empty", reported_by="NOBODY-1"),
    program("back", valid_from="2016-01-01", valid_to="2015-01-01"),
    country("GT", "whole"), country("GT", "back"), country("HN", "whole"),
    {**org("good", record="whole"), "stub": True}, {**org("good", record="back"), "stub": True},
    {**program("XX-9"), "record": "whole", "stub": True}, {**program("back"), "record": "whole", "stub": True},
    link("RELATED_TO", "p:whole", "p:XX-9", "whole", kind="sibling"), link("PART_OF", "p:whole", "p:back", "whole"),
    link("IMPLEMENTS", "o:good", "p:whole", "whole"),
    link("IMPLEMENTS", "o:good", "p:back", "back", valid_from="2016-02-01", valid_to="2015-02-01"),
    link("OPERATES_IN", "p:whole", "country:GT", "whole", percentage=60, level="activity"),
    link("OPERATES_IN", "p:whole", "country:HN", "whole", percentage=40, level="activity"),
    link("OPERATES_IN", "p:back", "country:GT", "back", percentage=80, level="activity"),
]


@pytest.fixture
def client(graph: Graph, tmp_path: Path) -> FlaskClient:
    settings = read_settings({}, PARTNERGRAPH_HOME=str(tmp_path), SECRET_KEY="tests", PARTNERGRAPH_TODAY="2016-06-30")
    stores = Stores(graph, Ledger(settings.database_url), Archive(tmp_path / "archive"))
    bring(stores, "a", ROWS)
    bring(stores, "b", [org("other", kind="ngo", country="GT", ids=["X:9"])])
    decide(stores, "not-same", ("a/one", "a/two"), "two offices", "ana")
    stores.ledger.close()
    app: Flask = create_app(settings, graph=graph)
    return app.test_client()


def test_each_check_finds_what_is_faulty(client: FlaskClient) -> None:
    found = {
        key: {(row["name"], row["found"]) for row in client.get(f"/data/quality/{key}.json").get_json()["rows"]} for key in CHECKS
    }
    assert found == {
        "programs-without-start": {("Empty", "no start"), ("Xx-9", "no start")},
        "programs-without-end": {("Empty", "no end"), ("Xx-9", "no end")},
        "programs-without-country": {("Empty", "no country"), ("Xx-9", "no country")},
        "programs-without-organization": {("Empty", "no organization"), ("Xx-9", "no organization")},
        "organizations-without-kind": {("Bare", "no kind")},
        "organizations-without-country": {("Bare", "no country")},
        "organizations-without-identifier": {("Bare", "no identifier")},
        "end-before-start": {("Back", "2016-01-01 to 2015-01-01")},
        "link-end-before-start": {("Good", "Back: 2016-02-01 to 2015-02-01")},
        "country-shares": {("Back", "sum 80.0")},
        "sector-shares": set(),
        "duplicate-identifiers": {("One", "X:7"), ("Two", "X:7")},
        "dead-references": {("Empty", "NOBODY-1")},
        "undescribed-programs": {("Whole", "Xx-9")},
    }


def test_the_summary_counts_by_source_and_says_what_was_checked_without_a_fault(client: FlaskClient) -> None:
    text = client.get("/data/quality.csv").get_data().decode("utf-8-sig")
    rows = {(row["check"], row["source"], row["rows"]) for row in csv.DictReader(io.StringIO(text))}
    few = {("programs-without-start", "a", "2"), ("undescribed-programs", "a", "1"), ("duplicate-identifiers", "a", "2")}
    assert few | {("sector-shares", "", "0")} <= rows
    assert {key for key, *_ in rows} == set(CHECKS)
    assert {row["rows"] for row in client.get("/data/quality.json?source=b").get_json()["faults"]} == {0}
    page = client.get("/data/quality").get_data(as_text=True)
    assert "Purpose shares that do not sum to 100" in page
    assert "none found" in page


def test_no_check_is_left_out_and_nothing_else_is_asked_for(client: FlaskClient) -> None:
    assert {f"quality/{key}" for key in CHECKS} == {name for name in load_catalogue(FOLDER) if name.startswith("quality/")}
    assert client.get("/data/quality/nothing").status_code == 404
    assert client.get("/data/quality?source=nobody").status_code == 400


def test_the_demonstration_opens(demo_app: Flask) -> None:
    reader = demo_app.test_client()
    for fault in reader.get("/data/quality.json").get_json()["faults"]:
        page = reader.get(f"/data/quality/{fault['key']}")
        assert page.status_code == 200
        rows = list(csv.reader(io.StringIO(reader.get(f"/data/quality/{fault['key']}.csv").get_data().decode("utf-8-sig"))))
        assert len(rows) == fault["rows"] + 1
