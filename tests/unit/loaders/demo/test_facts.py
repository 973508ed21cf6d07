"""What rows of the tables become, on folders of a few rows written by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.loaders.demo.folder import ORGANIZATIONS, PROGRAMS, Loaded, link, write


def test_organizations_have_kind_seat_and_names(tmp_path: Path) -> None:
    loaded = Loaded(write(tmp_path, programs=[], organizations=[
        {"id": "a", "name": "Acme Ltd", "acronym": "AC", "aliases": "Acme|ACME Limited", "kind": "private", "country_iso2": "XK",
         "homepage": "https://acme.example", "source_url": "https://x.example/1"},
        {"id": "b", "name": "Guam Police", "kind": "us_local", "country_iso2": "US", "us_state": "GU",
         "identifier_scheme": "US-EIN", "identifier": "12-3456780"}]))
    assert loaded.node("Organization", "a").props == {
        "kind": "private_sector", "country": "XK", "acronym": "AC", "aliases": ["Acme", "ACME Limited"],
        "homepage": "https://acme.example", "pages": ["https://x.example/1"]}
    assert loaded.node("Organization", "b").identifiers == ("US-EIN:123456780",)
    assert loaded.facts("BASED_IN") == {("a", "BASED_IN", "country:XK"), ("b", "BASED_IN", "country:US"), ("b", "BASED_IN", "area:US-GU")}
    assert {(n.label, n.key, n.name) for n in loaded.nodes if n.stub} == {
        ("Country", "country:XK", "Kosovo"), ("Country", "country:US", "United States"), ("AdminArea", "area:US-GU", "Guam")}


def test_programs_have_status_partial_dates_and_a_focus_area(tmp_path: Path) -> None:
    loaded = Loaded(write(tmp_path, programs=[
        {"id": "p", "name": "P", "description": "Ask pat@example.org", "focus_area": "III:police-reform", "start": "2011-02", "end": "2012",
         "status": "completed"}]))
    assert loaded.node("Program", "p").props == {
        "description": "Ask [e-mail address left out]", "status": "completed",
        "valid_from": "2011-02-01", "valid_from_text": "2011-02", "valid_to": "2012-12-31", "valid_to_text": "2012"}
    assert loaded.facts("ADDRESSES") == {("p", "ADDRESSES", "focus:III:police-reform")}


def test_a_row_of_links_is_one_link_with_role_country_dates_and_page(tmp_path: Path) -> None:
    loaded = Loaded(write(tmp_path, links=[link(
        "tx-dps", "IMPLEMENTS", "merida", role_or_topic="trainer", country_iso2="MX", start="2014-03", end="2015-06-30",
        source_url="https://x.example/2")]))
    [found] = [row for row in loaded.links if row.type == "IMPLEMENTS"]
    assert (found.start, found.end, found.record) == (("Organization", "tx-dps"), ("Program", "merida"), "links/tx-dps IMPLEMENTS merida")
    assert found.props == {
        "role": "trainer", "country": "MX", "page": "https://x.example/2",
        "valid_from": "2014-03-01", "valid_from_text": "2014-03", "valid_to": "2015-06-30"}
    assert loaded.counts("links.csv") == (1, 1, 0, 0)


def test_the_country_of_a_row_is_left_out_where_it_is_an_end(tmp_path: Path) -> None:
    loaded = Loaded(write(tmp_path, links=[
        link("inl", "TRAINS", "country:GT", country_iso2="GT"), link("inl", "BENEFITS", "gt-pnc", country_iso2="GT")]))
    assert {(row.type, row.props.get("country")) for row in loaded.links if row.type in {"TRAINS", "BENEFITS"}} == {
        ("TRAINS", None), ("BENEFITS", "GT")}


@pytest.mark.parametrize(("role", "fact"), [
    ("member state", ("country:GT", "MEMBER_OF", "inl")),
    ("member police", ("country:GT", "MEMBER_OF", "inl")),
    ("member country", ("country:GT", "MEMBER_OF", "inl")),
    ("member in 2012", ("country:GT", "MEMBER_OF", "inl")),
    ("members of the team", ("inl", "OPERATES_IN", "country:GT")),
    ("", ("inl", "OPERATES_IN", "country:GT")),
])
def test_membership_is_told_from_work_in_a_country_by_the_role(tmp_path: Path, role: str, fact: tuple[str, str, str]) -> None:
    loaded = Loaded(write(tmp_path, links=[link("inl", "OPERATES_IN", "country:GT", role_or_topic=role)]))
    assert loaded.facts("MEMBER_OF", "OPERATES_IN", "PARTNERS_WITH") == {fact}


def test_a_program_has_no_members_and_a_pledge_is_no_work(tmp_path: Path) -> None:
    loaded = Loaded(write(tmp_path, links=[
        link("carsi", "OPERATES_IN", "country:GT", role_or_topic="member country"),
        link("carsi", "OPERATES_IN", "country:BE", role_or_topic="signed the Coalition pledge")]))
    assert loaded.facts("MEMBER_OF", "OPERATES_IN", "PARTNERS_WITH") == {
        ("carsi", "OPERATES_IN", "country:GT"), ("carsi", "PARTNERS_WITH", "country:BE")}


def test_a_country_may_be_the_source_of_a_membership(tmp_path: Path) -> None:
    loaded = Loaded(write(tmp_path, links=[link("country:GT", "MEMBER_OF", "inl")]))
    assert loaded.facts("MEMBER_OF") == {("country:GT", "MEMBER_OF", "inl")}
    assert ("Country", "country:GT") in {node.ref for node in loaded.nodes}


def test_sums_become_figures_with_who_gives_who_gets_and_what_for(tmp_path: Path) -> None:
    loaded = Loaded(write(tmp_path, links=[
        link("inl", "FUNDS", "merida", amount_usd="1000", role_or_topic="FY2011 actual", start="2011", end="2011"),
        link("inl", "FUNDS", "country:GT", amount_usd="2000", role_or_topic="FY2012 request", start="2012", end="2012"),
        link("inl", "FUNDS", "gt-pnc", amount_usd="3000.5", country_iso2="GT", start="2008"),
        link("carsi", "BENEFITS", "gt-pnc", amount_usd="4000"),
        link("tx-dps", "IMPLEMENTS", "carsi", amount_usd="5,000"),
        link("inl", "PARTNERS_WITH", "gt-pnc", amount_usd="6000", country_iso2="GT"),
        link("inl", "PARTNERS_WITH", "tx-dps", amount_usd="7000")]))
    names = {f.key: f.props["amount"] for f in loaded.nodes if f.label == "Figure"}
    assert {(names[start], type_, end) for start, type_, end in loaded.facts("PROVIDED_BY", "RECEIVED_BY", "FOR")} == {
        (1000, "PROVIDED_BY", "inl"), (1000, "FOR", "merida"),
        (2000, "PROVIDED_BY", "inl"), (2000, "FOR", "country:GT"),
        (3000.5, "PROVIDED_BY", "inl"), (3000.5, "RECEIVED_BY", "gt-pnc"), (3000.5, "FOR", "country:GT"),
        (4000, "FOR", "carsi"), (4000, "RECEIVED_BY", "gt-pnc"),
        (5000, "FOR", "carsi"),
        (6000, "FOR", "country:GT")}
    assert loaded.figures() == {(1000, "actual", 2011), (2000, "request", 2012), (3000.5, "stated", None), (4000, "stated", None),
                                (5000, "stated", None), (6000, "stated", None)}
    assert loaded.problems() == {("fault", "links.csv", 8, "amount_usd", "7000")}, "nothing says what that sum is for"


def test_need_indicators_are_measured_and_money_is_a_figure(tmp_path: Path) -> None:
    loaded = Loaded(write(tmp_path, indicators=[
        {"country_iso2": "GT", "indicator": "homicide_rate_per_100k", "year": "2019", "value": "25.9"},
        {"country_iso2": "GT", "indicator": "us_foreign_aid_obligations_usd", "year": "2020", "value": "-63823269"},
        {"country_iso2": "GT", "indicator": "incle_allocation_usd", "year": "2012", "value": "5000000"}]))
    measured = loaded.one("MEASURED")
    assert (measured.start.key, measured.end.key, measured.props) == (
        "country:GT", "indicator:homicide_rate_per_100k", {"year": 2019, "value": 25.9})
    indicator = loaded.node("Indicator", "indicator:homicide_rate_per_100k").props
    assert (indicator["measures"], indicator["direction"], indicator["unit"]) == ("need", "higher is worse", "per 100,000 people")
    assert loaded.figures() == {(-63823269, "obligation", 2020), (5000000, "stated", 2012)}
    assert {end for _, _, end in loaded.facts("PROVIDED_BY")} == {"us-gov", "inl"}
    assert {end for _, _, end in loaded.facts("FOR")} == {"country:GT"}


def test_an_agreement_has_parties_a_country_and_a_heading(tmp_path: Path) -> None:
    loaded = Loaded(write(tmp_path, agreements=[
        {"id": "mou", "kind": "MOU", "party_ids": "inl|tx-dps|country:GT|gt-pnc", "signed": "2014-03-27", "expires": "2016",
         "topic": "training", "country_iso2": "GT"}]))
    assert loaded.facts("PARTY_TO", "COVERS") == {
        ("inl", "PARTY_TO", "mou"), ("tx-dps", "PARTY_TO", "mou"), ("country:GT", "PARTY_TO", "mou"), ("gt-pnc", "PARTY_TO", "mou"),
        ("mou", "COVERS", "country:GT")}
    agreement = loaded.node("Agreement", "mou")
    assert agreement.name == "MOU between INL, Texas DPS and 2 more: training"
    assert agreement.props == {
        "kind": "MOU", "topic": "training", "valid_from": "2014-03-27", "valid_to": "2016-12-31", "valid_to_text": "2016"}


def test_blanks_around_cells_do_not_matter(tmp_path: Path) -> None:
    loaded = Loaded(write(tmp_path, links=[link(" inl ", "FUNDS ", " merida", role_or_topic=" gives ")]))
    assert loaded.facts("FUNDS") == {("inl", "FUNDS", "merida")}
    assert loaded.one("FUNDS").props == {"role": "gives"}


def test_a_links_record_does_not_move_when_a_row_is_put_in_above(tmp_path: Path) -> None:
    row = link("inl", "FUNDS", "merida", start="2011")
    before = Loaded(write(tmp_path, links=[row])).one("FUNDS")
    after = Loaded(write(tmp_path, links=[link("inl", "FUNDS", "carsi"), row])).links
    assert before in after


def test_every_end_is_named_somewhere(tmp_path: Path) -> None:
    loaded = Loaded(write(tmp_path, organizations=ORGANIZATIONS, programs=PROGRAMS, links=[
        link("inl", "OPERATES_IN", "country:GT"), link("inl", "FUNDS", "merida", amount_usd="1")]))
    assert {ref for row in loaded.links for ref in (row.start, row.end)} <= {node.ref for node in loaded.nodes}
