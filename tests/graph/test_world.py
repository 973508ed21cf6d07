"""The map of the world on the world of tests/support/gaps.py: every layer's values worked out by hand, and what the page says."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.settings import read_settings
from graph.client import Graph
from tests.conftest import empty
from tests.graph.test_gaps_pages import client_of
from tests.support.gaps import DAY, build_world

pytestmark = [pytest.mark.graph, pytest.mark.once]

FIGURES = (  # id, country, kind, currency, amount, year, properties
    ("a", "GT", "obligation", "USD", 500.0, 2023, {"note": "Net."}), ("b", "GT", "obligation", "USD", 700.0, 2023, {}),
    ("c", "HN", "obligation", "USD", 900.0, 2023, {}), ("d", "HN", "obligation", "USD", 5.0, 2030, {}),
    ("e", "HN", "request", "USD", 99000.0, 2023, {}), ("f", "HN", "obligation", "EUR", 99000.0, 2023, {}),
)  # fmt: skip


@pytest.fixture(scope="module")
def client(connection: Graph, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    empty(connection)
    build_world(connection)
    connection.write([
        ("MATCH (o:Organization {kind: 'us_state'}) MATCH (c:Country {iso2: 'HN'}) SET o:StateAgency "
         "CREATE (o)-[:PARTNERS_WITH {key: 'spp', source: 't', record: 'r', role: 'State Partnership Program'}]->(c)", {}),
        ("CREATE (:AdminArea {id: 'area:GT@14.6 -90.5', name: 'Guatemala City', country: 'GT', point: '14.6 -90.5'})", {}),
        *(("MATCH (c:Country {iso2: $code}) CREATE (f:Figure) SET f = $props "
           "CREATE (f)-[:FOR {key: $props.id, source: 't', record: 'r'}]->(c)",
           {"code": code, "props": {"id": f"figure:t:{id_}", "sources": ["t"], "kind": kind, "currency": currency, "amount": amount,
                                    "year": year, **more}}) for id_, code, kind, currency, amount, year, more in FIGURES),
    ])  # fmt: skip
    return client_of(connection, tmp_path_factory.mktemp("world"))


def told(client: FlaskClient, query: str = "") -> dict[str, Any]:
    answer = client.get(f"/world.json?{query}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json or {}
    return found


def values(client: FlaskClient, query: str, *names: str) -> set[tuple[Any, ...]]:
    """What is known, by country."""
    return {(c["country_code"], *(c[name] for name in names)) for c in told(client, query)["countries"] if c["known"] or "state" in c}


def test_programs_and_partners_stand_where_the_matrix_has_them(client: FlaskClient) -> None:
    supply = ("programs", "partners", "programs_naming_nobody")
    # Guatemala: UNODC and Texas deliver one, ILEA trains the body that another helps, of two nobody says who delivers there.
    assert values(client, "measure=partners", *supply) == {("GT", 4, 3, 2), ("HN", 2, 2, 0)}
    assert values(client, "", "programs") == {("GT", 4), ("HN", 2)}
    assert values(client, "focus=III:police", *supply) == {("GT", 2, 2, 1), ("HN", 2, 2, 0)}
    assert values(client, "focus=I", *supply) == {("SV", 0, 1, 0)}  # the FBI trains there, outside any program
    assert values(client, "measure=partners&as_of=2029-06-30", *supply) >= {("GT", 4, 3, 2), ("HN", 1, 1, 0)}
    assert [e["label"] for e in told(client, "focus=I")["legend"]] == [
        "training by a body that works on it, no program", "no program known to any loaded source"
    ]  # fmt: skip
    found = told(client, "region=Central+America&measure=partners")
    assert [(e["label"], e["countries"]) for e in found["legend"]] == [("3", 1), ("2", 1), ("no program known to any loaded source", 1)]
    assert found["sentence"] == ("2 of 3 countries in Central America have a program in force that a source names; "
                                 "most in GT: 4 programs, 3 partners.")  # fmt: skip


def test_a_time_counts_what_was_in_force_on_any_day_of_it(client: FlaskClient) -> None:
    supply = ("programs", "partners", "programs_naming_nobody")
    time = "since=2019-01-01"
    # Over since: a program in El Salvador that nobody is named for. Left since: one body dissolved, one whose place ended, two trainers.
    assert values(client, f"measure=partners&{time}", *supply) == {("GT", 5, 6, 1), ("HN", 2, 2, 0), ("SV", 1, 0, 1)}
    assert values(client, f"focus=III&{time}", *supply) == {("GT", 5, 6, 1), ("HN", 2, 2, 0)}
    assert values(client, time, "programs") == {("GT", 5), ("HN", 2), ("SV", 1)}
    assert "a program in force at any time from Jan 1, 2019 to Jun 30, 2024 that a source names" in told(client, time)["sentence"]
    matrix = (client.get(f"/gaps.json?line=I&show=all&{time}").json or {})["cells"]
    states = {(cell["column_id"], cell["state"]) for cell in matrix if cell["row_id"] == "focus:I"}
    assert values(client, f"layer=gap&focus=I&{time}", "state") == states >= {("SV", "thin"), ("HN", "no data")}
    assert values(client, f"layer=links&as_of=2031-06-30&{time}", "agencies") == {("HN", 1), ("GT", 1)}
    assert values(client, "layer=links&as_of=2031-06-30", "agencies") == {("HN", 1)}, "the program in Guatemala ended in 2030"
    page = client.get(f"/world?layer=gap&focus=III&{time}").text
    assert "/gaps/cell?focus=III&amp;country=GT&amp;since=2019-01-01" in page and "/world/districts?since=2019-01-01" in page
    districts = client.get(f"/world/districts.json?country=GT&as_of=2031-01-01&{time}").json or {}
    assert ("area:GT-AV", 1) in {(d["area_id"], d["programs"]) for d in districts["districts"]}
    assert client.get("/world?since=2030-01-01").status_code == 400


def test_need_stands_with_its_year_and_is_not_filled(client: FlaskClient) -> None:
    assert values(client, "layer=need", "value", "year", "sources_differ") == {("GT", 17.3, 2022, True), ("HN", 41.0, 2019, False)}
    assert values(client, "layer=need&as_of=2020-06-30", "value", "year") == {("GT", 17.0, 2020), ("HN", 41.0, 2019)}


def test_gaps_are_those_of_the_matrix(client: FlaskClient) -> None:
    matrix = (client.get("/gaps.json?line=III&show=all").json or {})["cells"]
    states = {(cell["column_id"], cell["state"]) for cell in matrix if cell["row_id"] == "focus:III"}
    assert values(client, "layer=gap&focus=III", "state") == states
    assert [c["known"] for c in told(client, "layer=gap&focus=I&sort=name")["countries"]] == [False, False, True, True]
    assert {("HN", "gap"), ("FR", "no data")} <= values(client, "layer=gap&focus=I", "state")


def test_money_is_of_one_kind_currency_and_year_and_never_added(client: FlaskClient) -> None:
    asked = "layer=money&money=obligation|USD|t"
    assert values(client, asked, "amount", "sums_stated", "currency", "year") == {
        ("GT", 700.0, 2, "USD", 2023), ("HN", 900.0, 1, "USD", 2023)
    }  # fmt: skip
    assert values(client, f"{asked}&year=2030", "amount") == {("HN", 5.0)}
    assert values(client, "layer=money&money=obligation|EUR|t", "amount") == {("HN", 99000.0)}
    page = client.get(f"/world?{asked}&year=1999").text
    assert "No such sum is stated for 1999: 2023 is shown." in page and "the largest of 2" in page and "nothing is added up" in page


def test_links_of_us_states(client: FlaskClient) -> None:
    by = {c["country_code"]: (c["agencies"], c["us_states"], c["how"]) for c in told(client, "layer=links")["countries"] if c["known"]}
    assert by == {"HN": (1, ["TX"], ["State Partnership Program"]), "GT": (1, ["TX"], ["delivers a program"])}
    report = (client.get("/reports/us-agencies-by-country.json").json or {})["rows"]
    assert {(row["country"], row["us_state"], row["how"]) for row in report} == {(c, s, how) for c, (_, [s], [how]) in by.items()}
    found = told(client, "layer=links&state=TX")
    assert {(p["us_state"], p["country_code"]) for p in found["pairs"]} == {("TX", "HN"), ("TX", "GT")}


def test_districts_stand_in_the_table_and_on_the_map_where_they_lie_is_known(
    client: FlaskClient, connection: Graph, tmp_path: Path,
) -> None:
    found = client.get("/world/districts.json?country=GT").json or {}
    assert {(d["area_id"], d["programs"], d["bodies"]) for d in found["districts"]} == {("area:GT-AV", 1, 0), ("area:GT@14.6 -90.5", 0, 0)}
    assert found["sentence"] == ("1 of 2 districts of GT has a program in force that a source places there; "
                                 "most in Alta Verapaz: 1 program.")  # fmt: skip
    page = client.get("/world/districts?country=GT").text
    assert "No outlines of the districts of GT are at hand" in page and "<title>Guatemala City: no program known</title>" in page
    assert "No loaded source names a district of FR" in client.get("/world/districts?country=FR").text
    assert client.get("/world/districts?country=GTM").status_code == client.get("/world/districts?measure=x").status_code == 400
    square = {"type": "Polygon", "coordinates": [[[-91, 15], [-89, 15], [-89, 16], [-91, 16], [-91, 15]]]}
    file = tmp_path / "adm1.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"iso_3166_2": "GT-AV"}, "geometry": square}]}))  # fmt: skip
    drawn = create_app(read_settings({}, PARTNERGRAPH_HOME=str(tmp_path), PARTNERGRAPH_TODAY=DAY, SECRET_KEY="tests",
                                     PARTNERGRAPH_DISTRICTS=str(file)), graph=connection).test_client()  # fmt: skip
    page = drawn.get("/world/districts?country=GT").text
    assert "adm1.geojson" in page and "are at hand" not in page
    outlines = page.split('data-spots')[1].split('<use href="')[1].split("#")[0]
    assert 'id="cGT-AV"' in drawn.get(outlines).text and drawn.get("/world/districts/outlines/none/GT").status_code == 404
    file.write_text("{")
    assert "found no JSON" in drawn.get("/world/districts?country=GT").text


def test_nothing_compared_is_not_nothing_found(client: FlaskClient) -> None:
    assert values(client, "layer=overlap") == set()
    assert "Programs were not compared yet" in client.get("/world?layer=overlap").text


def test_the_page_leads_on_and_the_file_has_every_country(client: FlaskClient) -> None:
    page = client.get("/world?layer=gap&focus=III&region=Americas").text
    assert "/gaps/cell?focus=III&amp;country=GT" in page and "not an opinion" in page
    assert "<title>SV: gap</title>" in page and "#cGT" in page and "#cBR" in page  # what is not of the region is ground
    rows = list(csv.DictReader(io.StringIO(client.get("/world.csv?sort=name").text.removeprefix("\ufeff"))))
    assert [(row["country_code"], row["known"]) for row in rows] == [("FR", "no"), ("GT", "yes"), ("HN", "yes"), ("SV", "no")]
    outlines = page.split('<use href="')[1].split("#")[0]
    answer = client.get(outlines)
    assert answer.content_type == "image/svg+xml" and 'id="cGT"' in answer.text and "immutable" in answer.headers["Cache-Control"]
    assert client.get("/world/outlines/none/world").status_code == 404


@pytest.mark.parametrize("query", ["layer=all", "layer=gap&focus=IX", "region=Atlantis", "layer=need&indicator=x", "layer=money&money=x",
                                   "layer=money&year=soon", "layer=links&state=ZZ", "measure=all", "sort=size", "as_of=x"])  # fmt: skip
def test_what_cannot_be_used_is_said(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/world?{query}")
    assert answer.status_code == 400 and "expected" in answer.text


def test_an_empty_network_says_what_to_do(connection: Graph, tmp_path: Path) -> None:
    empty(connection)
    nothing = client_of(connection, tmp_path, scope=None)
    for layer in ("supply", "need", "overlap", "money", "links"):
        assert nothing.get(f"/world?layer={layer}").status_code == 200
    assert nothing.get("/world?layer=gap").status_code == 200
    assert "No loaded source names a district" in nothing.get("/world/districts").text
