"""The second six reports on small graphs: what ends, what is incomplete, who stands in several roles."""

from __future__ import annotations

import pytest

from graph.client import Graph
from tests.graph.report_rows import rows
from tests.graph.small_graph import Node, country, focus, link, node, org, program, write

pytestmark = pytest.mark.once

GT, HN = country("GT", "Guatemala"), country("HN", "Honduras")
INL, DOJ = org("inl", "us_federal", "US"), org("doj", "us_federal", "US")
UNODC, OAS = org("unodc", "international_organization"), org("oas", "regional_body")
PNC = org("pnc", "foreign_counterpart", "GT")


def test_partnerships_that_end_soon(graph: Graph) -> None:
    soon, later = program("soon", valid_to="2024-12-31", valid_to_text="2024"), program("later", valid_to="2026-01-01")
    open_ended, ended = program("open"), program("ended", valid_to="2024-06-29")
    memo = node("Agreement", "agreement:t:memo", "memo", valid_from="2020-01-01", valid_to="2025-06-30")
    write(
        graph,
        link("FUNDS", INL, soon, valid_to="2024-12-31"), link("IMPLEMENTS", UNODC, soon, valid_to="2024-09-30"),
        link("OPERATES_IN", soon, GT), link("OPERATES_IN", later, HN, valid_to="2025-01-01"),
        link("FUNDS", INL, later), link("IMPLEMENTS", OAS, later, valid_to="2024-08-01", country="HN"), link("FUNDS", INL, open_ended),
        link("FUNDS", INL, ended, valid_to="2024-06-29"), link("PARTNERS_WITH", UNODC, PNC, valid_to="2024-07-01", role="study visits"),
        link("PARTNERS_WITH", OAS, PNC, valid_from="2024-07-01", valid_to="2024-07-02"),
        link("PARTY_TO", INL, memo), link("PARTY_TO", GT, memo),
    )
    columns = "ends what name organizations countries"
    assert rows(graph, "ending-soon", columns) == {
        ("2024", "program", "soon", ("inl", "unodc"), ("Guatemala",)),
        ("2024-09-30", "delivers", "soon", ("unodc",), ()),
        ("2024-08-01", "delivers", "later", ("oas",), ("Honduras",)),
        ("2025-01-01", "works in", "later", (), ("Honduras",)),
        ("2025-06-30", "agreement", "memo", ("inl",), ("Guatemala",)),
        ("2024-07-01", "partner of: study visits", "pnc", ("pnc", "unodc"), ()),
    }
    assert {row[0] for row in rows(graph, "ending-soon", "name what", months=3)} == {"soon", "later", "pnc"}
    assert rows(graph, "ending-soon", "name what", organization="org:t:inl") == {("soon", "program"), ("memo", "agreement")}
    assert rows(graph, "ending-soon", "name", country="GT") == {("soon",), ("memo",), ("pnc",)}


def agreement(key: str, since: str = "2010-01-01", until: str = "2020-12-31") -> Node:
    return node("Agreement", f"agreement:t:{key}", key, valid_from=since, valid_to=until)


def test_agreements_that_have_expired_while_the_parties_go_on(graph: Graph) -> None:
    shared, direct, covered, idle = (agreement(key) for key in ("shared", "direct", "covered", "idle"))
    running = agreement("running", "2021-01-01", "2030-01-01")
    police, prisons, closed = program("police"), program("prisons"), program("closed", status="closed")
    write(
        graph,
        link("PARTY_TO", INL, shared), link("PARTY_TO", GT, shared), link("FUNDS", INL, police), link("OPERATES_IN", police, GT),
        link("PARTY_TO", INL, direct), link("PARTY_TO", PNC, direct), link("PARTNERS_WITH", PNC, INL),
        link("PARTY_TO", DOJ, covered), link("COVERS", covered, prisons),
        link("PARTY_TO", UNODC, idle), link("PARTY_TO", OAS, idle), link("IMPLEMENTS", UNODC, closed), link("IMPLEMENTS", OAS, closed),
        link("PARTY_TO", INL, running), link("PARTY_TO", GT, running),
    )
    assert rows(graph, "expired-agreements", "agreement expired parties activity newer") == {
        ("shared", "2020-12-31", ("Guatemala", "inl"), ("police",), ("running",)),
        ("direct", "2020-12-31", ("inl", "pnc"), ("pnc is a partner of inl",), ()),
        ("covered", "2020-12-31", ("doj",), ("prisons",), ()),
    }
    assert rows(graph, "expired-agreements", "agreement", country="GT") == {("shared",), ("direct",)}
    assert rows(graph, "expired-agreements", "agreement", organization="org:t:doj") == {("covered",)}
    assert rows(graph, "expired-agreements", "agreement", as_of="2020-12-31") == set()


def test_programs_for_which_something_is_not_stated(graph: Graph) -> None:
    full = program("full", valid_from="2020-01-01", valid_to="2030-01-01")
    bare, placed, delivered = program("bare"), program("placed", valid_from="2020-01-01"), program("delivered", valid_to="2030-01-01")
    closed = program("closed", status="closed")
    write(
        graph, bare, closed,
        link("IMPLEMENTS", UNODC, full), link("OPERATES_IN", full, GT), link("BENEFITS", placed, PNC),
        link("IMPLEMENTS", UNODC, delivered), link("FUNDS", INL, delivered), link("BENEFITS", delivered, OAS),
    )
    assert rows(graph, "incomplete-programs", "program missing funders implementers") == {
        ("bare", ("implementer", "country", "start", "end"), (), ()),
        ("placed", ("implementer", "end"), (), ()),
        ("delivered", ("country", "start"), ("inl",), ("unodc",)),
    }
    assert rows(graph, "incomplete-programs", "program", missing="country") == {("bare",), ("delivered",)}
    assert rows(graph, "incomplete-programs", "program", missing="implementer", all_times=True) == {("bare",), ("placed",), ("closed",)}
    assert rows(graph, "incomplete-programs", "program", source="nobody") == set()


def test_organizations_in_several_roles(graph: Graph) -> None:
    one, two, three = program("one"), program("two"), program("three", valid_to="2020-01-01")
    write(
        graph,
        link("FUNDS", INL, one), link("FUNDS", INL, one, record="twice"), link("IMPLEMENTS", INL, one), link("EXTENDS", INL, two),
        link("FUNDS", DOJ, one), link("IMPLEMENTS", DOJ, two), link("OPERATES_IN", two, GT),
        link("IMPLEMENTS", UNODC, one), link("IMPLEMENTS", UNODC, two), link("FUNDS", UNODC, three),
        link("BENEFITS", two, PNC), link("IMPLEMENTS", PNC, two),
    )
    columns = "organization roles pays manages delivers receives both"
    assert rows(graph, "organizations-in-several-roles", columns) == {
        ("inl", ("delivers", "manages", "pays"), 1, 1, 1, 0, ("one",)),
        ("doj", ("delivers", "pays"), 1, 0, 1, 0, ()),
        ("pnc", ("delivers", "receives"), 0, 0, 1, 1, ("two",)),
    }
    assert rows(graph, "organizations-in-several-roles", "organization", same_program=True) == {("inl",), ("pnc",)}
    assert rows(graph, "organizations-in-several-roles", "organization", country="GT") == {("pnc",)}
    assert ("unodc",) in rows(graph, "organizations-in-several-roles", "organization", all_times=True)


def test_implementers_that_two_funders_share(graph: Graph) -> None:
    ours, theirs, joint = program("ours"), program("theirs"), program("joint")
    write(
        graph,
        link("FUNDS", INL, ours), link("FUNDS", DOJ, theirs), link("FUNDS", INL, joint), link("FUNDS", DOJ, joint),
        link("IMPLEMENTS", UNODC, ours), link("IMPLEMENTS", UNODC, theirs), link("IMPLEMENTS", OAS, joint), link("OPERATES_IN", joint, GT),
        link("IMPLEMENTS", PNC, ours), link("FUNDS", DOJ, PNC), link("IMPLEMENTS", org("only"), ours),
        link("IMPLEMENTS", DOJ, joint), link("IMPLEMENTS", org("past"), joint, valid_to="2020-01-01"),
    )
    columns = "implementer first_programs second_programs joint_programs first_directly second_directly"
    funders = {"funder": "org:t:inl", "other_funder": "org:t:doj"}
    assert rows(graph, "shared-implementers", columns, **funders) == {
        ("unodc", ("ours",), ("theirs",), (), False, False),
        ("oas", ("joint",), ("joint",), ("joint",), False, False),
        ("pnc", ("ours",), (), (), False, True),
    }
    assert rows(graph, "shared-implementers", "implementer", country="GT", **funders) == {("oas",)}
    assert ("past",) in rows(graph, "shared-implementers", "implementer", all_times=True, **funders)


def test_activity_by_line_of_effort_and_year(graph: Graph) -> None:
    topic, another, line, other = focus("III", "police-reform"), focus("III", "courts"), focus("III"), focus("I")
    closed, open_ended, dated, undated = (
        program("closed", valid_from="2021-05-01", status="completed"), program("open", valid_from="2023-02-01"),
        program("dated", valid_from="2005-01-01", valid_to="2021-12-31"), program("undated"),
    )
    write(
        graph,
        link("PART_OF", topic, line), link("PART_OF", another, line), link("ADDRESSES", closed, topic), link("ADDRESSES", closed, another),
        link("ADDRESSES", open_ended, line), link("ADDRESSES", dated, topic), link("ADDRESSES", undated, topic),
        link("ADDRESSES", open_ended, other), link("OPERATES_IN", dated, GT), link("OPERATES_IN", closed, HN),
    )
    assert rows(graph, "activity-by-line-and-year", "line_id year programs", from_year=2020) == {
        ("focus:III", "2020", 1), ("focus:III", "2021", 2), ("focus:III", "2023", 1), ("focus:III", "2024", 1),
        ("focus:III", "no start stated", 1), ("focus:I", "2023", 1), ("focus:I", "2024", 1),
    }
    assert rows(graph, "activity-by-line-and-year", "line_id year programs", from_year=2021, country="GT") == {("focus:III", "2021", 1)}
    for line, year, count in rows(graph, "activity-by-line-and-year", "line_id year programs", from_year=2020):
        stated = None if year == "no start stated" else year
        assert len(rows(graph, "programs-of-a-line-in-a-year", "program_id", line=line, year=stated)) == count
    assert rows(graph, "programs-of-a-line-in-a-year", "program focus_areas", line="III", year=2021) == {
        ("closed", ("courts", "police-reform")), ("dated", ("police-reform",)),
    }
