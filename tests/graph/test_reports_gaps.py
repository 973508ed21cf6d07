"""The reports of kinds of gap on small graphs, worked out by hand: what ends, who is missing, where money fell, who carries much."""

from __future__ import annotations

from typing import Any

import pytest

from graph.client import Graph
from tests.graph.report_rows import CATALOGUE
from tests.graph.report_rows import rows as rows_on_the_day
from tests.graph.small_graph import Link, Node, country, figure, focus, link, node, org, program, write

pytestmark = pytest.mark.once

GT, HN, SV, FR = country("GT", "Guatemala"), country("HN", "Honduras"), country("SV", "El Salvador"), country("FR", "France")
for place in (GT, HN, SV):
    place.props["subregion"] = "Central America"
FR.props["subregion"] = "Western Europe"
POLICE, LINE = focus("III", "police"), focus("III")
INL, UNODC, OAS = org("inl", "us_federal", "US"), org("unodc", "international_organization"), org("oas", "regional_body")
NGO = org("ngo", "ngo")
PNC, MP = org("pnc", "foreign_counterpart", "GT"), org("mp", "foreign_counterpart", "GT")
TEXAS, GUARD = org("txdps", "us_state", us_state="TX"), org("arng", "us_state", us_state="AR")
SPP = {"role": "State Partnership Program"}


def rows(graph: Graph, report: str, columns: str, **params: Any) -> set[tuple[Any, ...]]:
    return rows_on_the_day(graph, report, columns, **params)


def police(key: str, *places: Node, **props: Any) -> list[Link]:
    """A program on police reform in some countries."""
    made = program(key, **props)
    return [link("PART_OF", POLICE, LINE), link("ADDRESSES", made, POLICE), *(link("OPERATES_IN", made, place) for place in places)]


def its(links: list[Link]) -> Node:
    """The program of ``police``."""
    return links[1].start


def test_everything_there_ends_within_months(graph: Graph) -> None:
    soon, later = police("soon", GT, HN, valid_to="2024-12-31"), police("later", GT, valid_to="2025-06-30")
    open_, far = police("open", HN), police("far", FR, valid_to="2026-01-01")
    left = police("left", SV)  # states no end, but its work in El Salvador has one
    left[2].props["valid_to"] = "2024-09-01"
    write(graph, *soon, *later, *open_, *far, *left)
    columns = "country focus_area_id until first_end programs"
    assert rows(graph, "everything-ending", columns) == {
        ("Guatemala", "focus:III", "2025-06-30", "2024-12-31", ("later", "soon")),
        ("El Salvador", "focus:III", "2024-09-01", "2024-09-01", ("left",)),
    }
    assert rows(graph, "everything-ending", "country", months=6) == {("El Salvador",)}
    assert rows(graph, "everything-ending", "country", months=24, country="FR") == {("France",)}
    of_topic = rows(graph, "everything-ending", "country focus_area_id", focus_area="focus:III:police", country="GT")
    assert of_topic == {("Guatemala", POLICE.id)}


def test_training_that_goes_on_is_not_about_to_end(graph: Graph) -> None:
    soon = police("soon", GT, HN, valid_to="2024-12-31")
    write(
        graph, *soon, link("ADDRESSES", OAS, POLICE), link("TRAINS", OAS, PNC),  # no end stated
        link("ADDRESSES", UNODC, POLICE), link("TRAINS", UNODC, HN, valid_to="2025-01-31"),
    )
    assert rows(graph, "everything-ending", "country trainers until") == {("Honduras", ("unodc",), "2025-01-31")}


def test_no_body_of_the_country_is_named(graph: Graph) -> None:
    alone, helped, trained = police("alone", GT, HN), police("helped", GT), police("trained", SV)
    salvador = org("pnc-sv", "foreign_counterpart", "SV")
    over = police("over", FR, valid_to="2023-12-31")
    write(
        graph, *alone, *helped, *trained, *over,
        link("BENEFITS", its(helped), PNC), link("BENEFITS", its(alone), PNC, valid_to="2020-12-31"),
        link("ADDRESSES", OAS, POLICE), link("TRAINS", OAS, salvador),
        link("BENEFITS", its(alone), org("police-hn", "foreign_counterpart", "HN"), valid_from="2025-01-01"),  # not yet
    )
    columns = "country focus_area_id programs known_bodies"
    assert rows(graph, "no-local-counterpart", columns) == {("Honduras", "focus:III", ("alone",), 1)}
    assert rows(graph, "no-local-counterpart", "country", country="GT") == set()
    assert rows(graph, "no-local-counterpart", "country", focus_area="focus:III:police") == {("Honduras",)}
    assert rows(graph, "no-local-counterpart", "country", as_of="2025-06-30") == set()


def test_no_state_or_local_agency_though_one_is_next_door_or_has_the_partnership(graph: Graph) -> None:
    with_one, without, far = police("with-one", GT), police("without", HN), police("far", FR)
    split = police("split", GT, SV)  # the sheriff works on it in Guatemala alone
    sheriff = org("sheriff", "us_local", us_state="TX")
    write(
        graph, *with_one, *without, *far, *split, link("IMPLEMENTS", TEXAS, its(with_one)),
        link("IMPLEMENTS", sheriff, its(split), country="GT"), link("PARTNERS_WITH", GUARD, HN, **SPP),
        link("PARTNERS_WITH", GUARD, FR, valid_to="2020-12-31", **SPP),
        link("ADDRESSES", GUARD, POLICE), link("TRAINS", GUARD, SV, valid_from="2025-01-01"),
    )
    columns = "country focus_area_id guards agencies nearby programs"
    assert rows(graph, "no-us-state-or-local-agency", columns) == {
        ("Honduras", "focus:III", ("arng",), ("sheriff", "txdps"), ("Guatemala",), ("without",)),
        ("El Salvador", "focus:III", (), ("sheriff", "txdps"), ("Guatemala",), ("split",)),
    }
    later = rows(graph, "no-us-state-or-local-agency", "country nearby", as_of="2025-06-30")
    assert later == {("Honduras", ("El Salvador", "Guatemala"))}


def test_paid_for_and_nobody_named(graph: Graph) -> None:
    bare, managed, delivered, past = police("bare", GT), police("managed", HN), police("delivered", GT), police("past", GT, status="closed")
    unpaid = police("unpaid", GT)
    write(
        graph, *bare, *managed, *delivered, *past, *unpaid, *(link("FUNDS", INL, its(one)) for one in (bare, managed, delivered, past)),
        link("EXTENDS", OAS, its(managed)), link("IMPLEMENTS", UNODC, its(delivered)),
        link("IMPLEMENTS", UNODC, its(bare), valid_to="2022-12-31"), link("IMPLEMENTS", NGO, its(unpaid)),
    )
    columns = "program funders managers countries focus_areas"
    assert rows(graph, "paid-for-nobody-named", columns) == {
        ("bare", ("inl",), (), ("Guatemala",), ("police",)), ("managed", ("inl",), ("oas",), ("Honduras",), ("police",)),
    }
    assert rows(graph, "paid-for-nobody-named", "program", country="HN", focus_area="focus:III") == {("managed",)}


def test_high_need_and_less_money(graph: Graph) -> None:
    murder = node("Indicator", "indicator:murder", "Homicide rate", direction="higher is worse", measures="need", unit="per 100,000")
    sums = (
        (GT, "obligation", 2022, 10), (GT, "obligation", 2023, 7.5),
        (HN, "obligation", 2022, 5.0), (HN, "obligation", 2023, 6.0),  # rose
        (SV, "commitment", 2022, 9.0), (SV, "obligation", 2023, 1.0),  # kinds are not compared
        (FR, "obligation", 2022, 8.0), (FR, "obligation", 2023, 1.0),  # little need
        (GT, "obligation", 2021, 20.0), (GT, "obligation", 2021, 21.0),  # two sums of a year are not added up
    )
    told = [
        link(type_, figure(str(number), kind, amount, year=year), end)
        for number, (place, kind, year, amount) in enumerate(sums) for type_, end in (("FOR", place), ("PROVIDED_BY", INL))
    ]
    rates = ((GT, 2022, 20.0), (HN, 2023, 40.0), (SV, 2023, 60.0), (FR, 2023, 1.0))
    write(graph, *told, *(link("MEASURED", place, murder, year=year, value=value) for place, year, value in rates),
          link("MEASURED", FR, murder, year=2025, value=99.0))  # after the day
    asked = {"indicator": "indicator:murder", "from_year": 2022, "to_year": 2023}
    columns = "country value value_year worse_than payers fell_by"
    assert rows(graph, "high-need-falling-money", columns, worst=0.75, **asked) == {("Guatemala", 20.0, "2022", 33.3, ("inl",), 25.0)}
    assert rows(graph, "high-need-falling-money", "country", worst=1, **asked) == {("Guatemala",), ("France",)}
    assert rows(graph, "high-need-falling-money", "country", **asked) == set()
    assert rows(graph, "high-need-falling-money", "country", worst=1, **(asked | {"from_year": 2021, "to_year": 2022})) == set()


def test_who_carries_more_than_a_third_of_the_programs(graph: Graph) -> None:
    """Guatemala: UNODC 1 + 1/2, OAS 1/2, the NGO 1: of three 1/2, 1/6, 1/3; HHI 1/4 + 1/36 + 1/9 = 14/36."""
    first, second, third, nobody = (police(key, GT) for key in ("first", "second", "third", "nobody"))
    abroad = police("abroad", GT, HN)
    write(
        graph, *first, *second, *third, *nobody, *abroad, link("IMPLEMENTS", UNODC, its(first)), link("IMPLEMENTS", UNODC, its(second)),
        link("IMPLEMENTS", OAS, its(second)), link("IMPLEMENTS", NGO, its(third)), link("IMPLEMENTS", NGO, its(abroad), country="HN"),
    )
    columns = "country partner carries partners hhi effective programs unnamed_programs its_programs"
    assert rows(graph, "more-than-a-third", columns, share=1 / 3) == {
        ("Guatemala", "unodc", 50.0, 3, 0.389, 2.57, 3, 2, ("first", "second")),
        ("Honduras", "ngo", 100.0, 1, 1.0, 1.0, 1, 0, ("abroad",)),
    }
    assert rows(graph, "more-than-a-third", "partner", share=0.3, country="GT") == {("unodc",), ("ngo",)}


def test_who_gets_more_than_a_third_of_the_money(graph: Graph) -> None:
    first, second, both = police("first", GT), police("second", GT), police("both", GT, HN)
    given = ((first, UNODC, 60.0, "USD"), (second, OAS, 20.0, "USD"), (second, NGO, 20.0, "USD"), (second, NGO, 900.0, "EUR"),
             (both, NGO, 500.0, "USD"))
    told = [
        link(type_, figure(str(number), "disbursement", amount, year=2023, currency=currency), end)
        for number, (for_, receiver, amount, currency) in enumerate(given) for type_, end in (("FOR", its(for_)), ("RECEIVED_BY", receiver))
    ]
    write(graph, *first, *second, *both, *told)
    found = CATALOGUE["reports/more-than-a-third-of-the-money"].run(graph, {"country": "GT"}).dicts()
    assert [(row["receiver"], row["carries"], row["gets"]["amount"], row["receivers"], row["hhi"], row["effective"]) for row in found] == [
        ("unodc", 60.0, 60.0, 3, pytest.approx(0.44), 2.27)
    ]
    assert CATALOGUE["reports/more-than-a-third-of-the-money"].run(graph, {"currency": "EUR"}).dicts()[0]["receiver"] == "ngo"
    assert CATALOGUE["reports/more-than-a-third-of-the-money"].run(graph, {"year": 2022}).dicts() == []


# -- the agreements of a cell --------------------------------------------------------------------------------------


def test_agreements_of_a_cell_those_closest_to_it_first(graph: Graph) -> None:
    made = {key: node("Agreement", f"agreement:t:{key}", key, **dates) for key, dates in (
        ("of-program", {}), ("of-line", {}), ("of-topic", {}), ("of-nothing", {"valid_to": "2030-01-01"}), ("of-drugs", {}),
        ("expired", {"valid_to": "2023-12-31"}), ("of-honduras", {}))}  # fmt: skip
    reform = police("reform", HN)
    write(
        graph, GT, *reform, link("COVERS", made["of-program"], its(reform)), link("PARTY_TO", INL, made["of-program"]),
        link("COVERS", made["of-line"], GT), link("COVERS", made["of-line"], LINE), link("PARTY_TO", PNC, made["of-topic"]),
        link("COVERS", made["of-topic"], POLICE), link("PARTY_TO", GT, made["of-nothing"]), link("PARTY_TO", MP, made["of-drugs"]),
        link("COVERS", made["of-drugs"], focus("I")), link("COVERS", made["expired"], GT), link("COVERS", made["of-honduras"], HN),
    )
    asked: dict[str, Any] = {"as_of": "2024-06-30", "focus": "III:police", "countries": ["GT"], "programs": [its(reform).props["id"]]}

    def found(**more: Any) -> list[tuple[str, str]]:
        rows = CATALOGUE["gaps/cell-agreements"].run(graph, {**asked, **more}).dicts()
        return [(row["agreement"], row["how"]) for row in rows]

    assert found() == [
        ("of-program", "covers a program of these"), ("of-line", "covers this focus area"), ("of-topic", "covers this focus area"),
        ("of-nothing", "names no focus area"),
    ]
    assert ("expired", "names no focus area") in found(since="2023-01-01")
    assert {name for name, _ in found(focus=None, programs=[])} == {"of-line", "of-topic", "of-nothing", "of-drugs"}
