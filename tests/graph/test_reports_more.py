"""Reports on money, time, partners, agreements and sources, all over one graph worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from graph.client import Graph
from tests.conftest import empty
from tests.graph.report_rows import CATALOGUE, _hashable
from tests.graph.report_rows import rows as on_the_day
from tests.graph.small_graph import Link, country, focus, link, node, org, program, write

pytestmark = pytest.mark.once

GT, HN, SV = country("GT", "Guatemala"), country("HN", "Honduras"), country("SV", "El Salvador")
LINE, POLICE = focus("III"), focus("III", "police")
INL, EU = org("inl", "us_federal", "US"), org("eu", "other_donor")
OLD, NEW = org("old", "us_federal", "US", valid_to="2022-12-31"), org("new")
UNODC = org("unodc", "international_organization")
ONE = org("ngo-one", "ngo", "GT", identifiers=["LEI:1"], conflicts=["kind: b says academic"])
TWO, PNC, MP = org("ngo-two", "ngo", "GT"), org("pnc", "foreign_counterpart", "GT"), org("mp", "foreign_counterpart", "GT")
GUARD, SHERIFF = org("guard", "us_state", us_state="TX"), org("sheriff", "us_local", us_state="TX")
REFORM = program("reform", valid_from="2020-01-01", valid_to="2025-06-30", conflicts=["valid_to: b says 2024-01-01"])
COURTS, PAST = program("courts", valid_from="2022-03-01"), program("past", valid_from="2015-01-01", valid_to="2018-12-31")
PLAIN, SALVADOR = program("plain", status="active"), program("salvador", valid_from="2023-01-01")
MEMO, LETTER, BARE = (node("Agreement", f"agreement:t:{key}", key, **props) for key, props in (
    ("memo", {"kind": "MOU", "valid_from": "2019-05-01"}), ("letter", {"kind": "LOA"}), ("bare", {"valid_to": "2010-12-31"})))
MURDER = node("Indicator", "indicator:murder", "Homicide rate", direction="higher is worse", measures="need")


def work() -> list[Link]:
    """Programs, where they are, what they work on, who pays and who delivers."""
    return [
        link("PART_OF", POLICE, LINE), *(link("ADDRESSES", p, POLICE) for p in (REFORM, PAST, SALVADOR)), link("ADDRESSES", COURTS, LINE),
        *(link("OPERATES_IN", p, GT) for p in (REFORM, COURTS, PAST, PLAIN)), link("OPERATES_IN", COURTS, HN),
        link("OPERATES_IN", SALVADOR, SV),
        link("BENEFITS", REFORM, PNC), link("FUNDS", INL, REFORM), link("FUNDS", EU, REFORM, valid_to="2021-12-31"),
        link("FUNDS", INL, COURTS), link("FUNDS", EU, PAST), link("FUNDS", OLD, PLAIN), link("SUCCEEDED_BY", OLD, NEW),
        link("IMPLEMENTS", UNODC, REFORM), link("IMPLEMENTS", UNODC, COURTS), link("IMPLEMENTS", ONE, COURTS, country="GT"),
        link("IMPLEMENTS", TWO, PAST), link("IMPLEMENTS", ONE, PLAIN),
    ]


def beside() -> list[Link]:
    """Training, partnerships, memberships, agreements and need."""
    return [
        link("TRAINS", SHERIFF, PNC), link("TRAINS", UNODC, MP, role="evidence", valid_from="2021-01-01"),
        link("PARTNERS_WITH", GUARD, GT, role="State Partnership Program"),
        *(link("MEMBER_OF", member, UNODC) for member in (HN, SV, PNC)),
        link("PARTY_TO", INL, MEMO), link("PARTY_TO", GT, MEMO), link("PARTY_TO", INL, LETTER), link("PARTY_TO", MP, LETTER),
        link("COVERS", LETTER, HN), link("COVERS", BARE, GT),
        link("MEASURED", GT, MURDER, year=2023, value=20.0), link("MEASURED", HN, MURDER, year=2022, value=40.0),
    ]


@pytest.fixture(scope="module")
def told(connection: Graph) -> Graph:
    """One graph for all the questions of this file."""
    empty(connection)
    write(connection, *work(), *beside())
    return connection


def rows(graph: Graph, report: str, columns: str, **params: Any) -> set[tuple[Any, ...]]:
    """As ``report_rows.rows``, also for reports that have no day."""
    query = CATALOGUE[f"reports/{report}"]
    if any(p.name == "as_of" for p in query.parameters):
        return on_the_day(graph, report, columns, **params)
    return {tuple(_hashable(row[name]) for name in columns.split()) for row in query.run(graph, params).dicts()}


def test_years(told: Graph) -> None:
    paid = rows(told, "funders-by-year", "year funder programs")
    assert paid == {
        *((str(year), "inl", 1 if year < 2022 else 2) for year in range(2020, 2025)),
        *((str(year), "eu", 1) for year in (2015, 2016, 2017, 2018, 2020, 2021)),
    }
    assert rows(told, "funders-by-year", "year funder programs", focus_area="III:police", from_year=2022) == {
        (str(year), "inl", 1) for year in (2022, 2023, 2024)
    }
    dates = "year began ended open"
    here = {("2015", 1, 0, 0), ("2018", 0, 1, 0), ("2020", 1, 0, 0), ("2022", 1, 0, 1), ("2025", 0, 1, 0)}
    assert rows(told, "starts-and-ends-by-year", dates, country="GT") == here
    assert rows(told, "starts-and-ends-by-year", dates) == {*here, ("2023", 1, 0, 1)}
    assert rows(told, "starts-and-ends-by-year", "year", from_year=2023, focus_area="III:police") == {("2023",), ("2025",)}
    lasts = "focus_area median_months shortest longest programs open"
    assert rows(told, "how-long-programs-run", lasts) == {("police", 48, 48, 66, 2, 1), ("III. Line III", 48, 48, 66, 2, 2)}
    assert rows(told, "how-long-programs-run", "focus_area open", country="GT") == {("police", 0), ("III. Line III", 1)}
    came = "year came gone new past"
    assert rows(told, "partners-by-year", came) == {
        ("2015", 1, 0, ("ngo-two",), ()), ("2018", 0, 1, (), ("ngo-two",)), ("2020", 1, 0, ("unodc",), ()),
    }
    assert rows(told, "partners-by-year", came, kind="international_organization", country=None) == {("2020", 1, 0, ("unodc",), ())}


def test_partners_and_bodies(told: Graph) -> None:
    assert rows(told, "us-states-at-work", "us_state partnerships others partner_countries other_countries agencies") == {
        ("TX", 1, 1, ("Guatemala",), ("Guatemala",), ("sheriff",)),
    }
    assert rows(told, "counterparts-by-partners", "body partners programs partner") == {
        ("pnc", 3, 1, ("inl", "sheriff", "unodc")), ("mp", 1, 0, ("unodc",)),
    }
    assert ("pnc", 4) in rows(told, "counterparts-by-partners", "body partners", all_times=True)
    assert rows(told, "ngos-by-topic", "organization topic programs") == {
        ("ngo-one", "III. Line III", 1), ("ngo-one", "topic not stated", 1),
    }
    assert ("ngo-two", "police", 1) in rows(told, "ngos-by-topic", "organization topic programs", all_times=True)
    assert rows(told, "who-trains-whom", "trainer trained what since") == {
        ("sheriff", "pnc", (), None), ("unodc", "mp", ("evidence",), "2021-01-01"),
    }
    for choice in ({"kind": "us_local"}, {"as_of": "2020-12-31"}):
        assert rows(told, "who-trains-whom", "trainer", **choice) == {("sheriff",)}
    assert rows(told, "members-and-work", "country member members programs program", organization=UNODC.id) == {
        ("Guatemala", True, ("pnc",), 2, ("courts", "reform")), ("Honduras", True, ("Honduras",), 1, ("courts",)),
        ("El Salvador", True, ("El Salvador",), 0, ()),
    }
    assert rows(told, "shared-memberships", "organization first second programs", country="GT", other_country="HN") == {
        ("unodc", ("pnc",), ("Honduras",), 1),
    }
    assert rows(told, "gone-but-named", "organization ended successor program roles") == {
        ("old", "2022-12-31", ("new",), ("plain",), ("pays",)),
    }
    assert rows(told, "gone-but-named", "organization", country="HN") == set()


def test_agreements(told: Graph) -> None:
    by_kind = {("Guatemala", "MOU", 1), ("Guatemala", "LOA", 1), ("Honduras", "LOA", 1)}
    assert rows(told, "agreements-by-country-and-kind", "country kind agreements") == by_kind
    assert rows(told, "agreements-by-country-and-kind", "country kind agreements", all_times=True) == {
        *by_kind, ("Guatemala", "kind not stated", 1),
    }
    assert rows(told, "agreements-of-a-country", "agreement parties since") == {
        ("memo", ("Guatemala", "inl"), "2019-05-01"), ("letter", ("inl", "mp"), None),
    }
    assert rows(told, "agreements-of-a-country", "agreement", kind="kind not stated", all_times=True) == {("bare",)}


def test_sources_and_need(told: Graph) -> None:
    assert rows(told, "sources-of-a-country", "source programs bodies agreements sums measures alone latest_start latest_year") == {
        ("t", 4, 2, 2, 0, 1, 8, "2022-03-01", "2023"),
    }
    both = {("reform", ("valid_to: b says 2024-01-01",)), ("ngo-one", ("kind: b says academic",))}
    assert rows(told, "disagreeing-sources", "thing disagreements") == both
    assert rows(told, "disagreeing-sources", "thing disagreements", country="GT") == both
    assert rows(told, "disagreeing-sources", "thing", about="dates") == {("reform",)}
    asked = {"indicator": "indicator:murder", "worst": 1}
    assert rows(told, "need-beside-programs", "country value worse_than programs partners", **asked) == {
        ("Honduras", 40.0, 100.0, 1, ("unodc",)), ("Guatemala", 20.0, 0.0, 2, ("ngo-one", "unodc")), ("El Salvador", None, None, 1, ()),
    }
    assert rows(told, "need-beside-programs", "country value_year", indicator="indicator:murder") == {
        ("Honduras", "2022"), ("El Salvador", "no value: need is not known"),
    }
    assert rows(told, "no-identifier", "country without with_one share examples", country="GT") == {
        ("Guatemala", 3, 1, 75.0, ("mp", "ngo-two", "pnc")),
    }
    assert rows(told, "no-identifier", "country without with_one", kind="ngo") == {("Guatemala", 1, 1)}
