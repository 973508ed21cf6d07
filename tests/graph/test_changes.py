"""What changed between two days on a small graph worked out by hand, as queries and as pages, files and feed."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import etree

from app import create_app
from app.changes import world as world_page
from app.services import services
from app.settings import read_settings
from graph.catalogue import load_catalogue
from graph.client import Graph
from loaders.errors import LoadError
from loaders.path import steps
from loaders.path.changed import changed
from tests.graph.small_graph import country, focus, link, node, org, program, write
from tests.support import toy

CATALOGUE = load_catalogue(Path(__file__).parents[2] / "cypher")
ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "Board <b> & \x0b=cmd()\u202e"
Rows = set[tuple[Any, ...]]


def world(graph: Graph) -> None:
    """Guatemala and Honduras on line III: programs that begin, end, pass and are not dated, and who delivers them."""
    gt, hn, iii = country("GT", "Guatemala"), country("HN", "Honduras"), focus("III")
    inl, ngo, un = org("inl", "us_federal", "US"), org("ngo", "ngo"), org("un", "international_organization")
    pnc, board = org("pnc", "foreign_counterpart", "GT"), node("Organization", "org:t:board", HOSTILE)
    old, new = program("old", valid_from="2015-01-01", valid_to="2020-02-15", status="closed"), program("new", valid_from="2020-03-01")
    passed, undated = program("passed", valid_from="2020-02-01", valid_to="2020-03-15"), program("undated")
    over = program("over", valid_from="2020-02-01", status="completed")  # no end stated, and over: in force on no day
    both = program("both", valid_from="2010-01-01")
    pact = node("Agreement", "agreement:t:pact", "Pact", valid_from="2020-02-02", valid_from_text="2020-02")
    write(
        graph,
        *(link("OPERATES_IN", p, gt) for p in (old, new, passed, undated, over, both)), link("OPERATES_IN", both, hn),
        *(link("ADDRESSES", p, iii) for p in (old, both)),
        link("FUNDS", inl, old), link("FUNDS", inl, both),  # INL stays in both countries by its other program
        link("IMPLEMENTS", ngo, old),  # the NGO goes with the program
        link("IMPLEMENTS", un, new), link("IMPLEMENTS", un, both, country="HN"),  # the UN comes to Guatemala, and is in Honduras all along
        link("IMPLEMENTS", board, both, valid_from="2020-02-10", valid_to="2020-05-01"),  # comes with a link of its own
        link("PARTNERS_WITH", pnc, both, valid_from="2020-03-03"),  # Guatemala's police is no partner in Honduras
        link("PARTY_TO", pnc, pact),
    )  # fmt: skip


def rows(graph: Graph, query: str, columns: str, before: str, after: str, **filters: str) -> Rows:
    found = CATALOGUE[f"changes/{query}"].run(graph, {"before": before, "after": after, **filters}).dicts()
    return {tuple(row[name] for name in columns.split()) for row in found}


def partners(graph: Graph, before: str, after: str, **filters: str) -> Rows:
    return rows(graph, "partners", "organization country is", before, after, **filters)


def test_partners_that_came_and_went(graph: Graph) -> None:
    world(graph)
    quarter = ("2020-01-31", "2020-04-30")
    came = {("un", "GT", True), (HOSTILE, "GT", True), (HOSTILE, "HN", True), ("pnc", "GT", True)}
    assert partners(graph, *quarter) == came | {("ngo", "GT", False)}
    assert partners(graph, *quarter, country="HN") == {(HOSTILE, "HN", True)}
    assert partners(graph, *quarter, focus="focus:III") == {*came, ("ngo", "GT", False)} - {("un", "GT", True)}
    assert partners(graph, *quarter, organization="org:t:inl") == {*came, ("ngo", "GT", False)} - {("un", "GT", True)}
    assert partners(graph, *quarter, organization="org:t:un", country="GT") == came - {(HOSTILE, "HN", True)}
    assert rows(graph, "partners", "organization starts ends", *quarter, country="GT") == {
        ("un", "2020-03-01", None), (HOSTILE, "2020-02-10", "2020-05-01"), ("pnc", "2020-03-03", None), ("ngo", "2015-01-01", "2020-02-15")
    }  # fmt: skip


def test_slices_of_all_organizations_add_up(graph: Graph) -> None:
    world(graph)
    slices = CATALOGUE["changes/slices"].run(graph, {"size": 2}).dicts()
    assert slices == [  # board, inl; ngo, pnc; un
        {"first": "", "next": "org:t:ngo"}, {"first": "org:t:ngo", "next": "org:t:un"}, {"first": "org:t:un", "next": ""}
    ]  # fmt: skip
    days = {"before": "2020-01-31", "after": "2020-04-30"}
    parts = [CATALOGUE["changes/partners"].run(graph, {**days, **bounds}).rows for bounds in slices]
    whole = CATALOGUE["changes/partners"].run(graph, days).rows
    assert [len(rows) for rows in parts] == [2, 2, 1]
    assert sorted(map(str, [row for rows in parts for row in rows])) == sorted(map(str, whole))


@pytest.mark.once
def test_the_page_tells_partners_of_all_slices_in_order(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(world_page, "SLICE", 2)
    lines = csv.DictReader(io.StringIO(client.get("/changes.csv").text.removeprefix("\ufeff")))
    assert [(line["id"], line["country"]) for line in lines if line["change"].startswith("Partners")] == [
        ("org:t:board", "GT"), ("org:t:pnc", "GT"), ("org:t:un", "GT"), ("org:t:board", "HN"), ("org:t:ngo", "GT")
    ]  # fmt: skip


def test_days_add_up_and_swap(graph: Graph) -> None:
    world(graph)
    a, b, c = "2020-01-31", "2020-02-20", "2020-05-10"
    assert partners(graph, b, b) == set()
    assert {(*pair, not now) for *pair, now in partners(graph, a, c)} == partners(graph, c, a)
    first, second = partners(graph, a, b), partners(graph, b, c)
    undone = {(*pair, not now) for *pair, now in second}
    assert partners(graph, a, c) == (first - undone) | {row for row in second if (*row[:2], not row[2]) not in first}
    assert partners(graph, a, c) == {("un", "GT", True), ("pnc", "GT", True), ("ngo", "GT", False)}  # the board came and went


def test_programs_and_agreements(graph: Graph) -> None:
    world(graph)
    quarter = ("2020-01-31", "2020-04-30")
    assert rows(graph, "programs", "name", *quarter) == {("old",), ("new",), ("passed",)}
    assert rows(graph, "programs", "name", *quarter, focus="focus:III") == {("old",)}
    assert rows(graph, "programs", "name", *quarter, country="HN") == set()
    assert rows(graph, "programs", "name", *quarter, organization="org:t:un") == {("new",)}
    assert rows(graph, "agreements", "name", *quarter, country="GT") == {("Pact",)}
    assert rows(graph, "agreements", "name", *quarter, country="HN") == set()
    found = CATALOGUE["changes/undated"].run(graph, {"country": "GT"}).rows
    assert set(found) == {("program", 6, 1, 4), ("agreement", 1, 0, 1)}


@pytest.fixture
def client(graph: Graph, tmp_path: Path) -> FlaskClient:
    world(graph)
    settings = read_settings({}, PARTNERGRAPH_HOME=str(tmp_path), PARTNERGRAPH_TODAY="2020-04-30", SECRET_KEY="tests")
    return create_app(settings, graph=graph).test_client()


@pytest.mark.once
def test_page_files_and_feed(client: FlaskClient) -> None:
    html = client.get("/changes?country=GT").text
    assert "What changed in Guatemala" in html
    assert "Of 6 programs in Guatemala, 1 state no start" in html
    assert '<link rel="alternate" type="application/atom+xml"' in html
    lines = list(csv.DictReader(io.StringIO(client.get("/changes.csv?country=GT").text.removeprefix("\ufeff"))))
    assert {(line["change"], line["day"], line["id"]) for line in lines if not line["change"].startswith("Other cells")} == {
        ("Partners gained", "2020-03-01", "org:t:un"), ("Partners gained", "2020-02-10", "org:t:board"),
        ("Partners gained", "2020-03-03", "org:t:pnc"), ("Partners lost", "2020-02-15", "org:t:ngo"),
        ("Programs begun", "2020-03-01", "program:t:new"), ("Programs ended", "2020-02-15", "program:t:old"),
        ("Programs begun and ended in between", "2020-03-15", "program:t:passed"), ("Agreements begun", "2020-02-02", "agreement:t:pact"),
    }  # fmt: skip
    assert "No loaded source dates such a change" in client.get("/changes?country=HN&from=2011-01-01&to=2012-01-01").text
    for query in ("from=2020", "from=2020-05-01&to=2020-01-01", "country=XX", "focus=IX", "organization=org:none", "what=all"):
        assert client.get(f"/changes?{query}").status_code == 400, query


@pytest.mark.once
def test_feed_is_well_formed_stable_and_links_to_itself(client: FlaskClient) -> None:
    answer = client.get("/changes.atom?country=GT", base_url="https://partners.example/")
    assert answer.mimetype == "application/atom+xml"
    feed = etree.fromstring(answer.data)
    links = {found.get("rel"): found.get("href") for found in feed.findall(f"{ATOM}link")}
    assert links == {"self": "https://partners.example/changes.atom?country=GT", "alternate": "https://partners.example/changes?country=GT"}
    entries = feed.findall(f"{ATOM}entry")
    titles = [entry.findtext(f"{ATOM}title") or "" for entry in entries]
    assert "un in Guatemala: is at work" in titles
    assert any(title.startswith("Board <b> & \ufffd=cmd()") for title in titles)
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    updated = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert updated == sorted(updated, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == updated[0] == "2020-03-15T00:00:00Z"
    again = client.get("/changes.atom?country=GT", base_url="https://partners.example/", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    elsewhere = etree.fromstring(client.get("/changes.atom?country=GT").data)
    assert [entry.findtext(f"{ATOM}id") for entry in elsewhere.findall(f"{ATOM}entry")] == ids


@pytest.mark.once
def test_what_loads_and_undos_changed_in_what_was_known(graph: Graph, tmp_path: Path) -> None:
    made = create_app(read_settings({}, PARTNERGRAPH_HOME=str(tmp_path), SECRET_KEY="tests"), graph=graph)
    here = [toy.org("police"), toy.program("reform"), toy.country("GT", "r"), toy.link("OPERATES_IN", "p:reform", "country:GT", "r"),
            toy.link("BENEFITS", "p:reform", "o:police", "r"), toy.country("HN", "r")]  # fmt: skip
    there = [toy.program("radios"), toy.link("OPERATES_IN", "p:radios", "country:HN", "r")]
    with made.app_context():
        stores = services().stores
        toy.bring(stores, "a", [*here, *there])
        toy.bring(stores, "b", [toy.org("donor"), toy.program("reform", valid_from="2020-01-01")])
        toy.bring(stores, "a", here)  # the radios are gone from the newer file
    client = made.test_client()
    assert known(client) == {
        ("added", "a:police"), ("added", "a:reform"), ("added", "b:donor"), ("added", "b:reform"), ("added", "country:GT"),
        ("added", "country:HN"), ("added", "OPERATES_IN a:reform country:GT"), ("added", "BENEFITS a:reform a:police"),
    }  # fmt: skip  (the radios came and went in between)
    assert known(client, "country=GT") == {
        ("added", "a:reform"), ("added", "country:GT"), ("added", "OPERATES_IN a:reform country:GT"),
        ("added", "BENEFITS a:reform a:police"),
    }  # fmt: skip
    with made.app_context():
        steps.undo(services().stores, 2)
    told = client.get("/changes/known.json").json
    assert told is not None
    assert [(step["action"], step["source"], step["load"]) for step in told["steps"]] == [
        ("undo", "b", 2), ("load", "a", 3), ("load", "b", 2), ("load", "a", 1)
    ]  # fmt: skip
    assert "b:donor" not in {name for _, name in known(client)}
    assert known(client, "became=removed") == set()
    assert "Load 2 of B was undone" in client.get("/changes.atom").text
    guatemala = client.get("/changes.atom?country=GT").text  # b tells of nothing that is linked with Guatemala
    assert "Load 3 of A" in guatemala and "of B" not in guatemala
    assert "Nothing was loaded, undone or decided" in client.get("/changes/known?to=2001-01-01").text
    assert client.get("/changes/known?became=all").status_code == 400


def known(client: FlaskClient, query: str = "") -> set[tuple[str, str]]:
    lines = csv.DictReader(io.StringIO(client.get(f"/changes/known.csv?{query}").text.removeprefix("\ufeff")))
    short = lambda id_: id_.removeprefix("org:").removeprefix("program:")  # noqa: E731
    return {
        (line["became"], f"{line['type']} {short(line['id'])} {short(line['other_id'])}" if line["what"] == "link" else short(line["id"]))
        for line in lines
    }


def test_more_changes_than_are_told_one_by_one_are_refused_in_words(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stores = toy.stores_on(graph, tmp_path)
    before = stores.ledger.state()
    toy.bring(stores, "a", [toy.org("pnc", "Police"), toy.org("inl", "Bureau")])
    monkeypatch.setattr("loaders.path.changed.MOST", 2)
    with pytest.raises(LoadError, match=r"^3 things and links may differ; up to 2 are told one by one\. The counts stand with each "):
        changed(stores, before, stores.ledger.state())
    monkeypatch.setattr("loaders.path.changed.MOST", 3)  # the source itself is the third
    nodes, _ = changed(stores, before, stores.ledger.state())
    assert set(nodes["name"]) == {"Police", "Bureau"}


def test_years_of_the_map_and_the_way_from_the_slider(client: FlaskClient) -> None:
    # In Guatemala: old 2015-2020, new from 2020, passed 2020, both from 2010, undated. The one that is over without an end counts nowhere.
    html = client.get("/explore?country=GT").text
    assert "2010:2 " in html
    assert "2015:3 2016:3 2017:3 2018:3 2019:3 2020:5 " in html
    assert "2020: 5 in force" in html
    assert "1 of them state no date and count in each" in html
    moved = client.get("/explore/year?country=GT&year=2012&as_of=2020-02-29&at=2015")
    assert (moved.status_code, moved.location) == (303, "/explore?country=GT&as_of=2015-02-28")
    assert client.get("/explore/year?at=soon").status_code == 400
