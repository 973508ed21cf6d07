"""Reports with a drawing beside the table, many over one graph worked out by hand."""

from __future__ import annotations

import pytest

from graph.client import Graph
from tests.conftest import empty
from tests.graph.report_rows import CATALOGUE, rows
from tests.graph.small_graph import Link, country, figure, focus, link, org, program, write

pytestmark = pytest.mark.once

GT, HN, SV = country("GT", "Guatemala"), country("HN", "Honduras"), country("SV", "El Salvador")
INL, DOJ, EU = org("inl", "us_federal", "US"), org("doj", "us_federal", "US"), org("eu", "other_donor")
UNODC, NGO = org("unodc", "international_organization"), org("ngo", "ngo", "GT")
PNC = org("pnc", "foreign_counterpart", "GT")
LINE, POLICE = focus("III"), focus("III", "police")


def sums() -> list[Link]:
    """What sources state for Guatemala: by year, payer and kind."""
    told = [("a", "obligation", 10.0, 2020, INL), ("b", "obligation", 12.0, 2021, INL), ("c", "obligation", 3.0, 2021, INL),
            ("d", "obligation", 5.0, 2021, DOJ), ("e", "disbursement", 9.0, 2021, INL), ("f", "obligation", 1.0, 1999, INL)]
    made = [(figure(key, kind, amount, year=year), payer) for key, kind, amount, year, payer in told]
    return [link(type_, f, end) for f, payer in made for type_, end in (("FOR", GT), ("PROVIDED_BY", payer))]


def work() -> list[Link]:
    """Four programs: a regional one, one in Guatemala that two agencies pay for, one that is over, one elsewhere."""
    region, joint = program("region", valid_from="2020-01-01"), program("joint", valid_from="2021-01-01", valid_to="2030-01-01")
    over, other = program("over", valid_to="2019-12-31"), program("other", valid_from="2022-01-01")
    return [
        link("PART_OF", POLICE, LINE), link("ADDRESSES", region, POLICE), link("ADDRESSES", joint, LINE),
        *(link("OPERATES_IN", region, place) for place in (GT, HN, SV)), link("OPERATES_IN", joint, GT), link("OPERATES_IN", over, SV),
        link("OPERATES_IN", other, HN), link("BENEFITS", other, PNC),
        link("FUNDS", INL, region), link("FUNDS", EU, region, valid_to="2021-12-31"), link("FUNDS", INL, joint), link("FUNDS", DOJ, joint),
        link("FUNDS", INL, over), link("FUNDS", EU, other),
        link("IMPLEMENTS", UNODC, region), link("IMPLEMENTS", NGO, region, country="GT"), link("IMPLEMENTS", NGO, joint),
        link("IMPLEMENTS", UNODC, other), link("IMPLEMENTS", UNODC, over),
    ]


@pytest.fixture(scope="module")
def told(connection: Graph) -> Graph:
    """One graph for all the questions of this file."""
    empty(connection)
    write(connection, *sums(), *work())
    return connection


def test_money_by_year_is_kept_apart_by_kind_and_payer(told: Graph) -> None:
    def stated(**params: str) -> list[tuple[str, list[str], float, int]]:
        found = CATALOGUE["reports/money-by-year"].run(told, params).dicts()
        return [(row["year"], row["payers"], row["amount"], row["sums"]) for row in found]

    assert stated() == [("2021", ["doj"], 5.0, 1), ("2021", ["inl"], 12.0, 2), ("2020", ["inl"], 10.0, 1)]
    assert stated(money_kind="disbursement") == [("2021", ["inl"], 9.0, 1)]
    assert stated(country="HN") == stated(currency="EUR") == []


def test_who_delivers_in_many_countries(told: Graph) -> None:
    columns = "organization countries_at_work programs countries"
    unodc = ("unodc", 3, 2, ("El Salvador", "Guatemala", "Honduras"))
    assert rows(told, "partners-in-many-countries", columns) == {unodc}
    assert rows(told, "partners-in-many-countries", columns, at_least=1) == {unodc, ("ngo", 1, 2, ("Guatemala",))}
    assert rows(told, "partners-in-many-countries", "organization programs", focus_area="III") == {("unodc", 1)}
    assert rows(told, "partners-in-many-countries", "programs", at_least=1, kind="international_organization", all_times=True) == {(3,)}


def test_regional_programs(told: Graph) -> None:
    columns = "program covers countries funders implementers"
    region = ("region", 3, ("El Salvador", "Guatemala", "Honduras"), ("eu", "inl"), ("ngo", "unodc"))
    assert rows(told, "regional-programs", columns) == {region, ("other", 2, ("Guatemala", "Honduras"), ("eu",), ("unodc",))}
    for choice in ({"country": "SV"}, {"at_least": 3}, {"focus_area": "III:police"}):
        assert rows(told, "regional-programs", "program", **choice) == {("region",)}


def test_programs_that_several_pay_for(told: Graph) -> None:
    assert rows(told, "paid-by-several", "program payers funders implementers countries") == {
        ("joint", 2, ("doj", "inl"), ("ngo",), ("Guatemala",)),
    }
    assert rows(told, "paid-by-several", "program", as_of="2021-06-30") == {("joint",), ("region",)}
    assert rows(told, "paid-by-several", "program", as_of="2021-06-30", us_only=True) == {("joint",)}
    assert rows(told, "paid-by-several", "program", as_of="2021-06-30", funder="org:t:eu") == {("region",)}
    assert rows(told, "paid-by-several", "program", country="HN") == set()


