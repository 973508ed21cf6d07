"""Profiles of agreements, focus areas, purpose codes, states and indicators: facts worked out by hand, each with who states it."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.settings import read_settings
from graph.client import Graph
from tests.graph.small_graph import Link, country, figure, focus, link, node, org, program, write

pytestmark = pytest.mark.once

DAY = "2024-06-30"
Facts = set[tuple[Any, ...]]

INL, PNC, ABA = org("inl", "us_federal", "US"), org("pnc", "foreign_counterpart", "GT"), org("aba", "ngo", "US")
GT, HN = country("GT", "Guatemala"), country("HN", "Honduras")
REFORM = program("reform", status="active", valid_from="2020-01-01", valid_to="2025-12-31")
OLD = program("old", status="completed", valid_from="2010-01-01")
LOA = node("Agreement", "agreement:t:loa", "Letter of agreement", kind="LOA", topic="Police", valid_from="2012-05-01")
MOU = node("Agreement", "agreement:t:mou", "Memorandum", kind="MOU", valid_from="2014-03-01", valid_to="2019-03-01", pages=["https://t.example/mou"])
LINE, TOPIC = focus("III"), focus("III", "police-reform")
CODE = node("Sector", "sector:1:15130", "Legal development", code="15130")
BROADER = node("Sector", "sector:1:151", "Government", code="151")
TX = node("AdminArea", "area:US-TX", "Texas", code="US-TX", country="US")
CPI = node("Indicator", "indicator:cpi", "Corruption index", unit="points", direction="lower is worse", measures="need")


@pytest.fixture
def client(graph: Graph, tmp_path: Path) -> FlaskClient:
    """A client of the application on the empty graph of the test."""
    settings = read_settings({}, PARTNERGRAPH_HOME=str(tmp_path), PARTNERGRAPH_TODAY=DAY, SECRET_KEY="tests")
    return create_app(settings, graph=graph).test_client()


def page(client: FlaskClient, address: str) -> dict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return dict(answer.json)  # type: ignore[arg-type]


def part(client: FlaskClient, address: str, key: str) -> dict[str, Any]:
    return next(part for part in page(client, address)["parts"] if part["part"] == key)


def facts(found: dict[str, Any]) -> Facts:
    """Other end, words, through, in force, source and record of each link."""
    return {
        (row["other"]["id"].rpartition(":")[2], row["role"] or row["phrase"], row["via"]["id"].rpartition(":")[2] if row["via"] else None,
         row["in_force"], row["stated"]["source"], row["stated"]["record"])
        for row in found["rows"]
    }


def lines(client: FlaskClient, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(address).data.decode("utf-8-sig"))))


def some_agreements(graph: Graph, *more: Link) -> None:
    """A letter of agreement, open, whose program ABA delivers, and an older memorandum of the same parties, which has expired."""
    write(
        graph,
        link("PARTY_TO", INL, LOA), link("PARTY_TO", GT, LOA), link("PARTY_TO", GT, LOA, source="u", record="u1", page="https://u.example/1"),
        link("COVERS", LOA, GT), link("COVERS", LOA, REFORM), link("COVERS", LOA, OLD),
        link("FUNDS", INL, REFORM), link("IMPLEMENTS", ABA, REFORM, valid_from="2021-01-01"), link("IMPLEMENTS", PNC, OLD),
        link("PARTY_TO", INL, MOU), link("PARTY_TO", GT, MOU), link("COVERS", MOU, HN),
        link("FOR", figure("f1", "commitment", 500.0, year=2021), REFORM), *more,
    )


def test_an_agreement_says_who_what_and_under_it(client: FlaskClient, graph: Graph) -> None:
    some_agreements(graph)
    loa = "/agreement/agreement:t:loa.json"
    parties = part(client, loa, "parties")
    assert {(row["other"]["id"], row["in_force"], row["dates"]["start"], row["stated"]["source"]) for row in parties["rows"]} == {
        ("org:t:inl", True, "2012-05-01", "t"), ("country:GT", True, "2012-05-01", "t"), ("country:GT", True, "2012-05-01", "u"),
    }
    assert (parties["total"], parties["in_force"]) == (3, 3)
    assert facts(part(client, loa, "covers")) == {
        ("GT", "covers", None, True, "t", "loa-GT"), ("reform", "covers", None, True, "t", "loa-reform"),
        ("old", "covers", None, True, "t", "loa-old"),
    }
    assert facts(part(client, loa, "work")) == {
        ("inl", "Funder", "reform", True, "t", "inl-reform"), ("aba", "Implementer", "reform", True, "t", "aba-reform"),
        ("pnc", "Implementer", "old", False, "t", "pnc-old"),
    }
    assert [row["amount"] for row in part(client, loa, "money")["rows"]] == [500.0]
    assert [(row["id"], row["in_force"]) for row in part(client, loa, "related")["rows"]] == [("agreement:t:mou", False)]
    assert (page(client, loa)["in_force"], page(client, "/agreement/agreement:t:mou.json")["in_force"]) == (True, False)
    html = client.get("/agreement/agreement:t:mou").text
    assert "expired Mar 1, 2019" in html
    assert "No loaded source names an agreement with the id agreement:t:none." in client.get("/agreement/agreement:t:none").text


def test_an_expired_agreement_s_parties_are_not_in_force(client: FlaskClient, graph: Graph) -> None:
    some_agreements(graph)
    found = part(client, "/agreement/agreement:t:mou.json", "parties")
    assert {row[3] for row in facts(found)} == {False}
    assert found["in_force"] == 0
    assert part(client, "/agreement/agreement:t:mou.json?as_of=2015-01-01", "parties")["in_force"] == 2


def test_everyone_who_states_an_agreement_stands_beside_it(client: FlaskClient, graph: Graph) -> None:
    some_agreements(graph)
    for address in ("/country/GT.json", "/organization/org:t:inl.json"):
        rows = {row["id"]: row for row in part(client, address, "agreements")["rows"]}
        assert {(said["source"], said["record"], said["page"]) for said in rows["agreement:t:loa"]["stated"]} == {
            ("t", "inl-loa", ""), ("t", "GT-loa", ""), ("t", "loa-GT", ""), ("t", "loa-reform", ""), ("t", "loa-old", ""),
            ("u", "u1", "https://u.example/1"),
        }
        assert {said["page"] for said in rows["agreement:t:mou"]["stated"]} == {"https://t.example/mou"}
    html = client.get("/organization/org:t:inl?section=agreements").text
    assert 'href="/agreement/agreement:t:loa"' in html
    assert 'href="/program/program:t:reform"' in html
    row = next(line for line in lines(client, "/country/GT.csv") if line["other_id"] == "agreement:t:loa")
    assert dict(zip(row["record"].split("; "), row["source"].split("; "), strict=True))["u1"] == "u"


def test_the_way_to_the_rest_counts_what_it_leads_to(client: FlaskClient, graph: Graph) -> None:
    current = [link("FUNDS", INL, program(f"now{i:02}", valid_from="2020-01-01")) for i in range(12)]
    past = [link("FUNDS", INL, program(f"past{i:02}", status="closed", valid_from="2010-01-01")) for i in range(9)]
    write(graph, *current, *past)
    assert "All 21 roles</a>" in client.get("/organization/org:t:inl").text
    html = client.get("/organization/org:t:inl?current=yes").text
    assert "All 12 roles in force</a>" in html
    assert "1 to 12 of 12" not in html
    assert len(part(client, "/organization/org:t:inl.json?current=yes&section=programs", "programs")["rows"]) == 12
    few = client.get("/organization/org:t:inl?current=yes&as_of=2015-01-01").text
    assert "All 21" not in few


def test_the_picture_of_an_agreement_and_ways_to_it(client: FlaskClient, graph: Graph) -> None:
    some_agreements(graph)
    found = page(client, "/network/agreement:t:loa.json")
    assert {found_node["id"] for found_node in found["nodes"]} == {
        "agreement:t:loa", "org:t:inl", "country:GT", "program:t:reform", "program:t:old",
    }
    assert "/agreement/agreement:t:mou" in {found_node["address"] for found_node in page(client, "/network/org:t:inl.json")["nodes"]}
    assert 'href="/agreement/agreement:t:loa"' in client.get("/search?q=letter").text
    assert client.get("/search/suggest?q=letter").json["suggestions"][0]["address"] == "/agreement/agreement:t:loa"  # type: ignore[index]


def a_subject(graph: Graph) -> None:
    """REFORM works on a topic of line III and is coded 15130, which counts towards the line; OLD has the code alone."""
    write(
        graph,
        link("PART_OF", TOPIC, LINE), link("PART_OF", CODE, BROADER), link("MAPS_TO", CODE, LINE),
        link("ADDRESSES", REFORM, TOPIC), link("CLASSIFIED_AS", REFORM, CODE, percentage=60.0), link("CLASSIFIED_AS", OLD, CODE),
        link("FUNDS", INL, REFORM), link("IMPLEMENTS", PNC, OLD), link("ADDRESSES", ABA, LINE),
        link("OPERATES_IN", REFORM, GT), link("BENEFITS", OLD, PNC), link("OPERATES_IN", OLD, HN),
        link("COVERS", LOA, REFORM), link("COVERS", MOU, TOPIC), link("FOR", figure("f1", "budget", 70.0), OLD),
    )


def counted(found: dict[str, Any]) -> Facts:
    """Country, programs and how many are in force."""
    return {(row["id"], row["programs"], row["in_force"]) for row in found["rows"]}


def test_a_line_of_effort_takes_in_its_topics_and_codes(client: FlaskClient, graph: Graph) -> None:
    a_subject(graph)
    line = "/focus/III.json"
    assert facts(part(client, line, "programs")) == {
        ("reform", "Works on it", "police-reform", True, "t", "reform-police-reform"),
        ("reform", "Has the purpose code", "15130", True, "t", "reform-15130"),
        ("old", "Has the purpose code", "15130", False, "t", "old-15130"),
    }
    assert facts(part(client, line, "partners")) == {
        ("inl", "Funder", "reform", True, "t", "inl-reform"), ("pnc", "Implementer", "old", False, "t", "pnc-old"),
        ("pnc", "Helped", "old", False, "t", "old-pnc"), ("aba", "Works on it", "III", True, "t", "aba-III"),
    }
    assert counted(part(client, line, "countries")) == {("country:GT", 2, 1), ("country:HN", 1, 0)}
    assert {row["id"] for row in part(client, line, "agreements")["rows"]} == {"agreement:t:loa", "agreement:t:mou"}
    assert [row["amount"] for row in part(client, line, "money")["rows"]] == [70.0]
    assert facts(part(client, line, "structure")) == {
        ("police-reform", "has as a part", None, True, "t", "police-reform-III"), ("15130", "counted from", None, True, "t", "15130-III"),
    }
    assert {(p["part"], p["total"], p["in_force"]) for p in page(client, line)["parts"]} == {
        ("partners", 4, 2), ("programs", 3, 2), ("countries", 2, 1), ("agreements", 2, 1), ("money", 1, None), ("structure", 2, 2),
    }
    assert counted(part(client, "/focus/III.json?current=yes", "countries")) == {("country:GT", 2, 1)}


def test_a_topic_is_only_itself(client: FlaskClient, graph: Graph) -> None:
    a_subject(graph)
    topic = "/focus/III:police-reform.json"
    assert facts(part(client, topic, "programs")) == {
        ("reform", "Works on it", "police-reform", True, "t", "reform-police-reform"),
    }
    assert counted(part(client, topic, "countries")) == {("country:GT", 1, 1)}
    html = client.get("/focus/III:police-reform").text
    assert '<a class="usa-breadcrumb__link" href="/focus/III"><span><bdi>Line III</bdi>' in html
    assert "Topic of line III" in html


def test_a_purpose_code_takes_in_narrower_ones(client: FlaskClient, graph: Graph) -> None:
    a_subject(graph)
    assert facts(part(client, "/sector/1:15130.json", "programs")) == {
        ("reform", "Has the purpose code", "15130", True, "t", "reform-15130"),
        ("old", "Has the purpose code", "15130", False, "t", "old-15130"),
    }
    broad = "/sector/1:151.json"
    assert {row[:3] for row in facts(part(client, broad, "programs"))} == {
        ("reform", "Has the purpose code", "15130"), ("old", "Has the purpose code", "15130"),
    }
    assert {row["percentage"] for row in part(client, broad, "programs")["rows"]} == {60.0, None}
    assert counted(part(client, broad, "countries")) == {("country:GT", 2, 1), ("country:HN", 1, 0)}
    assert {row["id"] for row in part(client, broad, "agreements")["rows"]} == {"agreement:t:loa"}
    html = client.get("/sector/1:15130").text
    assert 'href="/sector/1:151"' in html
    assert "data-network" not in html
    assert client.get("/sector/9:1.json").json["error"]["message"] == (  # type: ignore[index]
        "No loaded source names a purpose code with the id sector:9:1."
    )


def test_a_state_s_bodies_and_whom_they_work_with(client: FlaskClient, graph: Graph) -> None:
    guard, police = org("guard", "us_state", "US", us_state="TX"), org("dps", "us_state", "US", us_state="TX")
    write(
        graph,
        link("PART_OF", TX, country("US", "United States")), link("BASED_IN", guard, TX), link("BASED_IN", police, TX),
        link("PARTNERS_WITH", guard, GT, valid_from="2002-01-01"), link("PARTNERS_WITH", guard, police), link("TRAINS", police, PNC),
        link("IMPLEMENTS", police, REFORM), link("FUNDS", INL, REFORM), link("ADDRESSES", REFORM, TOPIC),
        link("OPERATES_IN", OLD, TX), link("IMPLEMENTS", ABA, OLD), link("OPERATES_IN", ABA, TX),
        link("PARTY_TO", guard, LOA), link("PROVIDED_BY", figure("f", "stated", 9.0), guard),
        link("MEASURED", TX, CPI, year=2023, value=50.0),
    )
    texas = "/area/US-TX.json"
    assert facts(part(client, texas, "bodies")) == {
        ("guard", "based there", None, True, "t", "guard-US-TX"), ("dps", "based there", None, True, "t", "dps-US-TX"),
    }
    assert facts(part(client, texas, "partners")) == {
        ("GT", "Partner", "guard", True, "t", "guard-GT"), ("pnc", "Trained", "dps", True, "t", "dps-pnc"),
        ("aba", "Implementer", "old", False, "t", "aba-old"), ("aba", "At work there", "US-TX", True, "t", "aba-US-TX"),
    }
    assert facts(part(client, texas, "programs")) == {
        ("old", "At work there", "US-TX", False, "t", "old-US-TX"), ("reform", "Implemented", "dps", True, "t", "dps-reform"),
    }
    assert [(row["id"], row["programs"]) for row in part(client, texas, "focus")["rows"]] == [("focus:III:police-reform", 1)]
    assert [row["id"] for row in part(client, texas, "agreements")["rows"]] == ["agreement:t:loa"]
    assert [row["amount"] for row in part(client, texas, "money")["rows"]] == [9.0]
    assert [(row["id"], row["value"]) for row in part(client, texas, "indicators")["rows"]] == [("indicator:cpi", 50.0)]
    assert {(p["part"], p["total"], p["in_force"]) for p in page(client, texas)["parts"]} == {
        ("bodies", 2, 2), ("partners", 4, 3), ("programs", 2, 1), ("focus", 1, None), ("agreements", 1, 1), ("money", 1, None),
        ("indicators", 1, None),
    }
    assert 'href="/area/US-TX"' in client.get("/organization/org:t:guard").text
    assert {n["id"] for n in page(client, "/network/area:US-TX.json")["nodes"]} >= {"area:US-TX", "org:t:guard", "program:t:old"}


def test_an_indicator_s_values_by_place_and_where_there_is_no_data(client: FlaskClient, graph: Graph) -> None:
    said = [(GT, 2022, 24.0, "t"), (GT, 2023, 23.0, "t"), (GT, 2023, 25.0, "u"), (HN, 2021, 20.0, "t"), (HN, 2025, 99.0, "t")]
    write(graph, *(link("MEASURED", place, CPI, year=year, value=value, source=source, record=f"{source}{year}")
                   for place, year, value, source in said),
          link("OPERATES_IN", REFORM, country("SV", "El Salvador")), country("FR", "France"))
    cpi = "/indicator/cpi.json"
    assert [(row["place"]["id"], row["year"], row["value"], row["stated"]["source"], row["earlier"])
            for row in part(client, cpi, "values")["rows"]] == [
        ("country:HN", 2021, 20.0, "t", []), ("country:GT", 2023, 23.0, "t", [[2022, 24.0, ""]]), ("country:GT", 2023, 25.0, "u", []),
    ]
    assert [(row["place"]["id"], row["programs"]) for row in part(client, cpi, "missing")["rows"]] == [("country:SV", 1)]
    found = page(client, cpi)
    assert (found["first_year"], found["last_year"], found["values"], found["countries"], found["unit"], found["direction"]) == (
        2021, 2023, 4, 2, "points", "lower is worse",
    )
    assert {row["stated"]["source"] for row in part(client, cpi + "?as_of=2022-06-30", "values")["rows"]} == {"t"}
    assert {(row["other_id"], row["year"], row["amount"], row["record"]) for row in lines(client, "/indicator/cpi.csv")} == {
        ("country:HN", "2021", "20.0", "t2021"), ("country:GT", "2023", "23.0", "t2023"), ("country:GT", "2022", "24.0", "t2022"),
        ("country:GT", "2023", "25.0", "u2023"), ("country:SV", "", "", ""),
    }
    assert "no data" in client.get("/indicator/cpi").text
    assert "Only what is in force" not in client.get("/indicator/cpi").text
    assert 'href="/indicator/cpi"' in client.get("/country/GT").text


@pytest.mark.parametrize("id_", ["focus:III", "sector:1:15130", "area:US-TX", "indicator:cpi", "agreement:t:loa"])
def test_every_profile_in_every_format_and_from_search(client: FlaskClient, graph: Graph, id_: str) -> None:
    write(graph, LINE, CODE, TX, CPI, LOA)
    name = {"focus:III": "Line III", "sector:1:15130": "Legal development", "area:US-TX": "Texas", "indicator:cpi": "Corruption index",
            "agreement:t:loa": "Letter of agreement"}[id_]
    address = client.get("/search/suggest", query_string={"q": name}).json["suggestions"][0]["address"]  # type: ignore[index]
    assert f"<bdi>{name}</bdi></h1>" in client.get(address).text
    assert page(client, f"{address}.json")["head"]["id"] == id_
    assert client.get(f"{address}.csv").data.decode("utf-8-sig").startswith("part,link,other_id")
    assert client.get(f"{address}.xlsx").data[:2] == b"PK"
    assert f'href="{address}"' in client.get("/search", query_string={"q": name}).text


def test_a_row_that_names_a_program_says_where_on_what_under_what_and_how_much(client: FlaskClient, graph: Graph) -> None:
    newest = node("Figure", "figure:u:f2", "f2", kind="disbursement", amount=1_750_000.0, currency="USD", year=2023)
    newest.props["sources"] = ["u"]
    some_agreements(graph, link("OPERATES_IN", REFORM, HN), link("FOR", newest, REFORM, source="u"),
                    link("FOR", figure("f3", "budget", 9.0, year=2001), REFORM))
    row = part(client, "/organization/org:t:inl.json", "programs")["rows"][0]
    found = row["about"]
    assert ([p["id"] for p in found["places"]], [a["id"] for a in found["agreements"]], found["focus_areas"]) == (
        ["country:HN"], ["agreement:t:loa"], [],
    )
    assert [(s["amount"], s["kind"], s["year"], s["source"]) for s in found["sums"]] == [
        (1_750_000.0, "disbursement", 2023, "u"), (500.0, "commitment", 2021, "t"),
    ]
    assert found["sum_count"] == 3
    html = " ".join(client.get("/organization/org:t:inl").text.split())
    assert "$1,750,000 disbursement 2023" in html
    assert "1 more sum" in html
    shared = part(client, "/organization/org:t:inl.json", "shared")["rows"]
    assert [(r["other"]["id"], r["about"]["sum_count"], r["tells"]) for r in shared] == [("org:t:aba", 3, True)]
    line = next(line for line in lines(client, "/organization/org:t:inl.csv") if line["part"] == "programs")
    assert (line["program_where"], line["program_agreements"], line["program_newest_sums"]) == (
        "Honduras", "Letter of agreement", "2023 disbursement 1750000 USD; 2021 commitment 500 USD",
    )


def test_what_stands_around_a_program_is_told_once_a_part(client: FlaskClient, graph: Graph) -> None:
    some_agreements(graph, link("TRAINS", REFORM, org("b", "ngo")), link("TRAINS", REFORM, org("c", "ngo")))
    rows = part(client, "/agreement/agreement:t:loa.json", "work")["rows"]
    assert [row["tells"] for row in rows if row["via"]["id"] == "program:t:reform"].count(True) == 1


HOSTILE = ("<script>alert(1)</script>", '=HYPERLINK("http://evil.example")', "bell\x07 \x1b[31m", "{{ 7*7 }}", "x" * 3000)


def hostile_around(i: int, name: str) -> list[Any]:
    """Things of every kind with a profile, all called so, linked with each other."""
    place = node("AdminArea", f"area:X-{i}", name, kind=name, country="GT", point=name)
    line = node("FocusArea", f"focus:X{i}", name, origin=name)
    code = node("Sector", f"sector:9:{i}", name, code=name, description=name)
    cpi = node("Indicator", f"indicator:x{i}", name, unit=name, description=name)
    deal = node("Agreement", f"agreement:t:x{i}", name, kind=name, topic=name, valid_from="2011-02-01", valid_from_text=name)
    return [link("PARTY_TO", INL, deal, role=name, page="javascript:alert(2)"), link("COVERS", deal, line, role=name),
            link("MEASURED", GT, cpi, year=2020, value=1.0), link("ADDRESSES", REFORM, line, role=name),
            link("CLASSIFIED_AS", REFORM, code), link("OPERATES_IN", REFORM, place, role=name), link("COVERS", deal, REFORM)]  # fmt: skip


def test_hostile_names_stay_text(client: FlaskClient, graph: Graph) -> None:
    write(graph, *(row for i, name in enumerate(HOSTILE) for row in hostile_around(i, name)))
    kinds = ("area/X-", "focus/X", "sector/9:", "indicator/x", "agreement/agreement:t:x")
    own = [f"/{kind}{i}" for i in range(len(HOSTILE)) for kind in kinds]
    for address in (*own, "/country/GT", "/program/program:t:reform"):
        html = client.get(address).text
        assert "<script>alert" not in html
        assert "javascript:" not in html
        assert not any(ord(char) < 32 and char not in "\n\t\r" for char in html)
        assert "49" not in html.split("<h1")[1].split("</h1>")[0]
        cells = [cell for row in csv.reader(io.StringIO(client.get(f"{address}.csv").data.decode("utf-8-sig"))) for cell in row]
        assert not any(cell[:1] in ("=", "+", "@", "-") for cell in cells if cell)
