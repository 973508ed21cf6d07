"""Profiles over a real Neo4j: who works with whom, as which source states it, on a day, whole."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.settings import read_settings
from graph.client import Graph
from loaders.path.apply import Stores
from loaders.path.steps import decide
from tests.support.toy import bring, country, link, org, program, stores_on

pytestmark = pytest.mark.once

DAY = "2024-06-30"
Rows = list[dict[str, Any]]


@pytest.fixture
def stores(graph: Graph, tmp_path: Path) -> Stores:
    """An empty graph with a ledger in the home of the application."""
    return stores_on(graph, tmp_path)


@pytest.fixture
def client(stores: Stores, tmp_path: Path) -> FlaskClient:
    """A client of the application on that graph."""
    settings = read_settings({}, PARTNERGRAPH_HOME=str(tmp_path), PARTNERGRAPH_TODAY=DAY, SECRET_KEY="tests")
    return create_app(settings, graph=stores.graph).test_client()


def described(key: str, **props: Any) -> dict[str, Any]:
    return org(key, props.pop("name", ""), kind="foreign_counterpart", country="GT", **props)


def a_network() -> Rows:
    """INL pays for a program that ABA delivers in Guatemala for the police; it trains the prosecutor without a program."""
    return [
        org("inl", "Bureau of Narcotics", kind="us_federal", country="US", acronym="INL"),
        org("aba", "Bar Association", kind="ngo", country="US"),
        described("pnc", name="National Police"),
        described("mp", name="Public Ministry"),
        org("un", "United Nations", kind="international_organization"),
        {**program("reform", "Police reform"), "props": {"status": "active", "valid_from": "2020-01-01", "valid_to": "2025-12-31"}},
        {**program("old", "Old program"), "props": {"status": "completed", "valid_from": "2010-01-01"}},
        country("GT", "reform"),
        link("FUNDS", "o:inl", "p:reform", "l1", role="key donor"),
        link("IMPLEMENTS", "o:aba", "p:reform", "l2", valid_from="2021-01-01"),
        link("BENEFITS", "p:reform", "o:pnc", "l3", country="GT"),
        link("OPERATES_IN", "p:reform", "country:GT", "l4"),
        link("TRAINS", "o:inl", "o:mp", "l5", valid_to="2023-12-31", page="https://example.org/a"),
        link("FUNDS", "o:inl", "p:old", "l6"),
        link("IMPLEMENTS", "o:un", "p:old", "l7"),
        link("BASED_IN", "o:pnc", "country:GT", "pnc"),
        link("PART_OF", "o:pnc", "o:mp", "pnc"),
    ]


def ends(rows: Rows) -> Rows:
    """The rows with a stub for every end that the same record does not name."""
    named = {(row["record"], row["label"], row["key"]) for row in rows if "label" in row}
    stubs = []
    for row in rows:
        for label, key in (row["start"], row["end"]) if "type" in row else ():
            if (row["record"], label, key) not in named:
                named.add((row["record"], label, key))
                stubs.append({"label": label, "key": key, "record": row["record"], "name": key, "props": {}, "stub": True})
    return rows + stubs


@pytest.fixture
def loaded(stores: Stores) -> Callable[[str, Rows], None]:
    def load(source: str, rows: Rows) -> None:
        bring(stores, source, ends(rows))

    return load


def part(client: FlaskClient, address: str, key: str) -> dict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return next(part for part in answer.json["parts"] if part["part"] == key)  # type: ignore[index]


def facts(found: dict[str, Any]) -> set[tuple[Any, ...]]:
    """Other end, words, through, in force, source and record of each row."""
    return {
        (row["other"]["id"], row["role"] or row["phrase"], row["via"]["id"] if row["via"] else None, row["in_force"],
         row["stated"]["source"], row["stated"]["record"])
        for row in found["rows"]
    }


def test_an_organization_s_partners_directly_and_through_programs(client: FlaskClient, loaded: Callable[[str, Rows], None]) -> None:
    loaded("s", a_network())
    inl = "/organization/org:s:inl.json"
    assert facts(part(client, inl, "partners")) == {("org:s:mp", "trains", None, False, "s", "l5")}
    assert facts(part(client, inl, "shared")) == {
        ("org:s:aba", "Implementer", "program:s:reform", True, "s", "l2"),
        ("org:s:pnc", "Helped", "program:s:reform", True, "s", "l3"),
        ("org:s:un", "Implementer", "program:s:old", False, "s", "l7"),
    }
    assert facts(part(client, inl, "programs")) == {
        ("program:s:reform", "funds", None, True, "s", "l1"), ("program:s:old", "funds", None, False, "s", "l6"),
    }
    assert facts(part(client, "/organization/org:s:mp.json", "partners")) == {("org:s:inl", "trained by", None, False, "s", "l5")}
    assert facts(part(client, "/organization/org:s:mp.json", "structure")) == {("org:s:pnc", "has as a part", None, True, "s", "pnc")}


def test_a_program_s_roles_and_places(client: FlaskClient, loaded: Callable[[str, Rows], None]) -> None:
    loaded("s", a_network())
    reform = "/program/program:s:reform.json"
    assert facts(part(client, reform, "roles")) == {
        ("org:s:inl", "funded by", None, True, "s", "l1"), ("org:s:aba", "delivered by", None, True, "s", "l2"),
        ("org:s:pnc", "helps", None, True, "s", "l3"),
    }
    assert facts(part(client, reform, "places")) == {("country:GT", "works in", None, True, "s", "l4")}
    page = client.get(reform).json
    assert (page["in_force"], page["status"], page["valid_from"]) == (True, "active", "2020-01-01")  # type: ignore[index]


def test_a_country_s_partners_by_themselves_in_programs_and_with_its_bodies(
    client: FlaskClient, loaded: Callable[[str, Rows], None]
) -> None:
    rows = [*a_network(), link("TRAINS", "o:un", "country:GT", "l8"), link("PARTNERS_WITH", "p:old", "o:un", "l9")]
    loaded("s", rows)
    gt = "/country/GT.json"
    assert facts(part(client, gt, "partners")) == {
        ("org:s:un", "Trainer", "country:GT", True, "s", "l8"),
        ("org:s:inl", "Funder", "program:s:reform", True, "s", "l1"),
        ("org:s:aba", "Implementer", "program:s:reform", True, "s", "l2"),
        ("org:s:inl", "Trainer", "org:s:mp", False, "s", "l5"),
    }
    assert facts(part(client, gt, "programs")) == {
        ("program:s:reform", "works there", None, True, "s", "l4"),
        ("program:s:reform", "Helper", "org:s:pnc", True, "s", "l3"),
    }
    assert facts(part(client, gt, "bodies")) == {("org:s:pnc", "based there", None, True, "s", "pnc")}


def test_the_day_decides_what_is_in_force(client: FlaskClient, loaded: Callable[[str, Rows], None]) -> None:
    loaded("s", a_network())
    on = "/organization/org:s:inl.json?as_of=2022-01-01"
    assert {row[3] for row in facts(part(client, on, "partners"))} == {True}
    late = part(client, "/organization/org:s:inl.json?as_of=2026-01-01", "programs")
    assert (late["total"], late["in_force"]) == (2, 0)
    only = part(client, "/organization/org:s:inl.json?current=yes&section=programs", "programs")
    assert [row["other"]["id"] for row in only["rows"]] == ["program:s:reform"]
    role = part(client, "/organization/org:s:aba.json?as_of=2020-06-01", "programs")
    assert [(row["in_force"], row["dates"]["of_program"]) for row in role["rows"]] == [(False, False)]
    program_dates = part(client, "/organization/org:s:inl.json", "programs")["rows"][0]["dates"]
    assert (program_dates["start"], program_dates["end"], program_dates["of_program"]) == ("2020-01-01", "2025-12-31", True)


def test_sources_that_disagree_stand_side_by_side(client: FlaskClient, loaded: Callable[[str, Rows], None], stores: Stores) -> None:
    for source, start in (("a", "2002-01-01"), ("b", "2003-01-01")):
        loaded(source, [
            org("guard", "National Guard", ids=["X:guard"], kind="us_state"), country("GT", "guard"),
            link("PARTNERS_WITH", "o:guard", "country:GT", "pair", valid_from=start),
        ])
    node = stores.graph.read("MATCH (o:Organization) RETURN o.id").rows
    assert node == [("org:X:guard",)]
    found = part(client, "/organization/org:X:guard.json", "partners")
    assert {(row["stated"]["source"], row["dates"]["start"]) for row in found["rows"]} == {("a", "2002-01-01"), ("b", "2003-01-01")}
    assert [row["span"] for row in found["rows"]] == [2, 0]
    others = [(row["stated"]["source"], said) for row in found["rows"] for said in row["differs"]]
    assert {(source, said["stated"]["source"], said["dates"]["start"]) for source, said in others} == {
        ("a", "b", "2003-01-01"), ("b", "a", "2002-01-01"),
    }
    page = client.get("/organization/org:X:guard").text
    assert "since Jan 1, 2002, no end stated" in page
    assert "since Jan 1, 2003, no end stated" in page
    assert page.count("stated differently</span>") == 2
    here = part(client, "/country/GT.json", "partners")["rows"]
    assert {(row["stated"]["source"], row["differs"][0]["dates"]["start"]) for row in here} == {("a", "2003-01-01"), ("b", "2002-01-01")}


def test_conflicting_values_are_named(client: FlaskClient, loaded: Callable[[str, Rows], None]) -> None:
    loaded("a", [org("x", "Police", ids=["X:1"], country="GT")])
    loaded("b", [org("y", "Police", ids=["X:1"], country="HN")])
    page = client.get("/organization/org:X:1").text
    assert "The sources disagree" in page
    assert "country" in client.get("/organization/org:X:1.json").json["head"]["conflicts"][0]  # type: ignore[index]


def figure(key: str, amount: float, **props: Any) -> Rows:
    node = {"label": "Figure", "key": key, "record": key, "name": key,
            "props": {"kind": "commitment", "amount": amount, "currency": "USD", **props}}
    return [node, *({**link("FOR", "o:x", "p:reform", key), "start": ("Figure", key)},
                    {**link("PROVIDED_BY", "o:x", "o:inl", key), "start": ("Figure", key)})]


def test_sums_are_shown_as_stated_and_never_added(client: FlaskClient, loaded: Callable[[str, Rows], None]) -> None:
    loaded("s", [*a_network(), *figure("f1", 1_750_000, year=2021), *figure("f2", 900_000.5, year=2019)])
    loaded("t", [
        {"label": "Program", "key": "reform", "record": "f3", "name": "Police reform", "props": {}, "stub": True},
        *figure("f3", 2_000_000, year=2021),
    ])
    found = part(client, "/program/program:s:reform.json", "money")
    assert [(row["amount"], row["year"], row["rival"], row["stated"]["record"]) for row in found["rows"]] == [
        (1_750_000, 2021, False, "f1"), (900_000.5, 2019, False, "f2"),
    ]
    page = client.get("/program/program:s:reform").text
    assert "$1,750,000" in page
    assert "$900,000.50" in page
    assert "2,650,000" not in page


def test_rival_sums_are_marked(client: FlaskClient, loaded: Callable[[str, Rows], None]) -> None:
    loaded("s", [*a_network(), *figure("f1", 116_100_000, year=2023), *figure("f2", 208_300_000, year=2023), *figure("f3", 5, year=2022)])
    found = part(client, "/program/program:s:reform.json", "money")
    assert {(row["amount"], row["rival"]) for row in found["rows"]} == {(116_100_000, True), (208_300_000, True), (5, False)}
    assert client.get("/program/program:s:reform").text.count("stated differently as well") == 2


def test_an_old_id_leads_to_the_new_one_in_every_format(client: FlaskClient, loaded: Callable[[str, Rows], None], stores: Stores) -> None:
    loaded("a", [org("state", "Department of State")])
    loaded("b", [org("dos", "U.S. Department of State", ids=["US-GOV:11"])])
    decide(stores, "same", ("org:a:state", "org:US-GOV:11"), "the same department")
    answer = client.get("/organization/org:a:state?as_of=2020-01-01")
    assert (answer.status_code, answer.location) == (301, "/organization/org:US-GOV:11?as_of=2020-01-01")
    assert client.get("/organization/org:a:state.json").location == "/organization/org:US-GOV:11.json"
    assert client.get("/network/org:a:state").location == "/network/org:US-GOV:11"
    assert client.get("/picture/org:a:state").location == "/picture/org:US-GOV:11"
    assert client.get("/organization/org:US-GOV:11.json").json["head"]["name"]  # type: ignore[index]


def test_what_is_not_there_is_searched_for(client: FlaskClient, loaded: Callable[[str, Rows], None]) -> None:
    loaded("s", a_network())
    stores_ready = client.get("/organization/org:s:national-police")
    assert stores_ready.status_code == 404
    assert 'value="national police"' in stores_ready.text
    assert 'href="/organization/org:s:pnc"' in stores_ready.text
    assert client.get("/organization/org:s:none.json").json["error"]["status"] == 404  # type: ignore[index]
    assert client.get("/country/ZZ.json").json["error"]["message"] == "No loaded source names a country with the id ZZ."  # type: ignore[index]
    assert client.get("/country/guatemala.json", follow_redirects=True).json["error"]["status"] == 400  # type: ignore[index]
    assert client.get("/country/gt.csv?as_of=2020-01-01").location == "/country/GT.csv?as_of=2020-01-01"


def test_thousands_of_links_are_paged_and_none_is_lost(client: FlaskClient, loaded: Callable[[str, Rows], None]) -> None:
    rows = [org("gov", "Government"), *(program(f"p{i:04}", f"Program {i:04}") for i in range(1200))]
    rows += [link("FUNDS", "o:gov", f"p:p{i:04}", f"r{i}") for i in range(1200)]
    loaded("s", rows)
    page = client.get("/organization/org:s:gov").text
    assert "1,200 roles" in page
    assert "10 shown here" in page
    found = part(client, "/organization/org:s:gov.json?section=programs&page=24", "programs")
    assert [row["other"]["name"] for row in found["rows"]] == [f"Program {i:04}" for i in range(1150, 1200)]
    assert "1,151 to 1,200 of 1,200 roles" in client.get("/organization/org:s:gov?section=programs&page=24").text
    assert client.get("/organization/org:s:gov?section=programs&page=25").status_code == 404
    lines = list(csv.DictReader(io.StringIO(client.get("/organization/org:s:gov.csv").data.decode("utf-8-sig"))))
    assert {line["other_id"] for line in lines if line["part"] == "programs"} == {f"program:s:p{i:04}" for i in range(1200)}
    assert {line["record"] for line in lines} == {f"r{i}" for i in range(1200)}


def test_ids_of_all_shapes_have_an_address(client: FlaskClient, loaded: Callable[[str, Rows], None]) -> None:
    keys = ["a b/c?d#e", "file.csv", "x.json", "ünï:çødé", "100%", "name:a o centrul de drept", "..", "quote'\"<b>"]
    loaded("s", [org("hub", "Hub"), *(org(key, f"Body {i}") for i, key in enumerate(keys)),
                 *(link("PARTNERS_WITH", "o:hub", f"o:{key}", f"r{i}") for i, key in enumerate(keys))])
    page = client.get("/organization/org:s:hub").text
    addresses = {html.unescape(found) for found in re.findall(r'href="(/organization/[^"]+)"', page)} - {"/organization/org:s:hub"}
    names = {client.get(address).text.split("<h1><bdi>")[1].split("<")[0] for address in addresses if "hub" not in address}
    assert names == {f"Body {i}" for i in range(len(keys))}


HOSTILE = [
    "<script>alert(1)</script>", "=HYPERLINK(\"http://evil.example\")", "+cmd|' /C calc'!A0", "\u202egnp.exe", "الشرطة الوطنية",
    "bell\x07 and escape\x1b[31m", "'; DROP TABLE loads; --", "{{ 7*7 }}", "x" * 3000, "https://evil.example/?a=<b>",
]


def test_hostile_names_stay_text(client: FlaskClient, loaded: Callable[[str, Rows], None]) -> None:
    rows: Rows = []
    for i, name in enumerate(HOSTILE):
        rows += [org(f"hub{i}", name, aliases=[name], homepage="javascript:alert(1)"), org(f"b{i}", "B"),
                 link("PARTNERS_WITH", f"o:hub{i}", f"o:b{i}", "r", role=name, page="javascript:alert(2)")]  # fmt: skip
    loaded("s", rows)
    profiles = [f"/organization/org:s:{key}{i}" for i in range(len(HOSTILE)) for key in ("hub", "b")]
    for address in (*profiles, "/search?q=hub", "/organizations", "/"):
        page = client.get(address)
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "javascript:" not in page.text
        assert not any(ord(char) < 32 and char not in "\n\t\r" for char in page.text)
        assert "49" not in page.text.split("<h1")[1].split("</h1>")[0]
    for i, name in enumerate(HOSTILE):
        head = client.get(f"/organization/org:s:hub{i}.json").json["head"]  # type: ignore[index]
        assert head["name"] == re.sub(r"[\x00-\x1f]", " ", name)
        table = client.get(f"/organization/org:s:b{i}.csv").data.decode("utf-8-sig")
        cells = [cell for row in csv.reader(io.StringIO(table)) for cell in row]
        assert not any(cell[:1] in ("=", "+", "@", "-") for cell in cells if cell)
        assert client.get(f"/picture/org:s:hub{i}").status_code == 200
