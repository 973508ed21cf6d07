"""The overview on the demonstration: numbers are those of its files, and each leads to as many rows."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph.client import Graph

pytestmark = pytest.mark.once

DEMO = Path(__file__).parents[2] / "demo"


@pytest.fixture(scope="module")
def client(demo_app: Flask) -> FlaskClient:
    return demo_app.test_client()


@pytest.fixture(scope="module")
def overview(client: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/.json").json  # type: ignore[assignment]
    return found


def total(client: FlaskClient, *, what: str, **filters: str) -> int:
    """Rows of a list with these filters."""
    answer = client.get(f"/{what}s.json", query_string={**filters, "page": "1"})
    assert answer.status_code == 200, answer.text
    return int(answer.json["total"])  # type: ignore[index]


def rows(name: str) -> list[dict[str, str]]:
    with (DEMO / name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_kinds_without_merges_are_those_of_the_file(overview: dict[str, Any]) -> None:
    wanted = Counter(row["kind"] for row in rows("organizations.csv"))
    shown = {kind["key"]: kind["total"] for kind in overview["kinds"]}
    for kind in ("foreign_counterpart", "us_local", "us_state", "ngo", "regional_body"):  # no decision joins any of these
        assert shown[kind] == wanted[kind]


def test_totals_lead_to_as_many_rows(client: FlaskClient, overview: dict[str, Any]) -> None:
    totals = {row["key"]: row for row in overview["totals"]}
    assert totals["program"]["total"] == total(client, what="program")
    assert totals["program"]["in_force"] == total(client, what="program", in_force="yes")
    assert totals["organization"]["total"] == total(client, what="organization") == sum(kind["total"] for kind in overview["kinds"])
    assert totals["agreement"]["total"] == total(client, what="agreement")
    for kind in overview["kinds"]:
        assert kind["total"] == total(client, what="organization", kind=kind["key"]), kind["key"]


def test_lines_of_effort_lead_to_as_many_rows(client: FlaskClient, overview: dict[str, Any]) -> None:
    assert [line["line"] for line in overview["lines"]] == ["I", "II", "III", "IV"]
    for line in overview["lines"]:
        focus = line["id"].removeprefix("focus:")
        assert line["programs"] == total(client, what="program", focus=focus)
        assert line["in_force"] == total(client, what="program", focus=focus, in_force="yes")


@pytest.mark.parametrize("code", ["GT", "KE", "MX", "UA", "US", "PH", "XK"])
def test_countries_lead_to_as_many_rows(client: FlaskClient, overview: dict[str, Any], code: str) -> None:
    row = next(row for row in overview["countries"] if row["id"] == f"country:{code}")
    assert row["programs"] == total(client, what="program", country=code)
    assert row["in_force"] == total(client, what="program", country=code, in_force="yes")
    assert row["bodies"] == total(client, what="organization", country=code)
    assert row["agreements"] == total(client, what="agreement", country=code)


@pytest.mark.parametrize("year", [2005, 2012, 2016])
def test_years_lead_to_as_many_rows(client: FlaskClient, overview: dict[str, Any], year: int) -> None:
    row = next(row for row in overview["years"] if row["year"] == year)
    assert row["programs"] == total(client, what="program", year=str(year))
    assert row["agreements"] == total(client, what="agreement", year=str(year))


def test_programs_without_a_start_are_counted_apart(client: FlaskClient, overview: dict[str, Any]) -> None:
    assert overview["undated"]["programs"] == total(client, what="program", dated="no") > 0


def test_a_later_day_counts_otherwise(client: FlaskClient, overview: dict[str, Any]) -> None:
    later = client.get("/.json?as_of=2026-01-01").json
    assert later["as_of"] == "2026-01-01"  # type: ignore[index]
    assert later["totals"][1]["total"] == overview["totals"][1]["total"]  # type: ignore[index]
    assert later["totals"][1]["in_force"] != overview["totals"][1]["in_force"]  # type: ignore[index]


def test_the_download_has_every_country_and_year(client: FlaskClient, overview: dict[str, Any]) -> None:
    lines = list(csv.DictReader(client.get("/.csv").data.decode("utf-8-sig").splitlines()))
    assert {line["key"] for line in lines if line["section"] == "countries"} == {row["id"] for row in overview["countries"]}
    assert {line["key"] for line in lines if line["section"] == "years"} == {str(row["year"]) for row in overview["years"]}


@pytest.mark.parametrize("address", [
    "/organization/org:demo:inl", "/organization/org:demo:unodc", "/program/program:demo:carsi", "/program/program:demo:uncac-ft",
    "/country/GT", "/country/US", "/country/MX",
])
@pytest.mark.parametrize("day", ["2016-06-30", "2024-01-01"])
def test_the_counts_of_a_profile_are_its_rows(client: FlaskClient, address: str, day: str) -> None:
    answer = client.get(f"{address}.json?as_of={day}", follow_redirects=True)
    parts = {part["part"]: part for part in answer.json["parts"]}  # type: ignore[index]
    path = answer.request.path.removesuffix(".json")
    for suffix, key in (("", "total"), ("&current=yes", "in_force")):
        lines = list(csv.DictReader(client.get(f"{path}.csv?as_of={day}{suffix}").data.decode("utf-8-sig").splitlines()))
        found = Counter(line["part"] for line in lines)
        wanted = {name: part[key] for name, part in parts.items() if part[key] and part["part"] not in ("focus", "money", "indicators")}
        assert {name: found[name] for name in wanted} == wanted


def test_the_same_network_gives_the_same_picture(client: FlaskClient) -> None:
    first = client.get("/network/country:GT.json").json
    assert first == client.get("/network/country:GT.json").json
    assert {node["id"] for node in first["nodes"]} >= {end for edge in first["edges"] for end in (edge["source"], edge["target"])}  # type: ignore[index]
    assert all(-1 <= node["x"] <= 1 and -1 <= node["y"] <= 1 for node in first["nodes"])  # type: ignore[index]


def test_a_large_network_says_how_many_are_left_out(client: FlaskClient, demo_graph: Graph) -> None:
    inl = client.get("/organization/org:demo:inl.json", follow_redirects=True).json["head"]["id"]  # type: ignore[index]
    found = client.get(f"/network/{inl}.json").json
    around = demo_graph.read(
        "MATCH (:Organization {id: $id})--(x:Organization|Program|Country|AdminArea|Agreement|FocusArea) WHERE x.id <> $id "
        "RETURN count(DISTINCT x)", {"id": inl},
    ).rows[0][0]
    assert (found["total"], found["shown"], len(found["nodes"])) == (around, 120, 121)  # type: ignore[index]
    assert f"{around - 120:,} are left out" in found["note"]  # type: ignore[index]
