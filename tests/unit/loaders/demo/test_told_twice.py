"""A fact that two tables tell is one link with two records; each row alone tells it as well."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.loaders.demo.folder import ORGANIZATIONS, PROGRAMS, Loaded, link, write

CHILD = {"id": "unit", "name": "Unit", "parent_id": "gt-pnc", "source_url": "https://x.example/unit"}
PAIR = {"us_state": "TX", "partner_iso2": "CZ", "start_year": "1993", "source_url": "https://x.example/spp"}
SPP = link("ng-tx", "PARTNERS_WITH", "country:CZ", role_or_topic="State Partnership Program", country_iso2="CZ", start="1993")
BUDGET = {"country_iso2": "GT", "indicator": "incle_allocation_usd", "year": "2012", "value": "5000000"}
FUNDS = link("inl", "FUNDS", "country:GT", role_or_topic="INCLE account, fiscal year 2012 (budget table figure)", country_iso2="GT",
             start="2012", end="2012", amount_usd="5000000")
MOU = {"id": "mou", "kind": "MOU", "party_ids": "inl|tx-dps", "signed": "2014-03-27", "topic": "training", "source_url": "https://x.example/mou"}
SIGNED = link("tx-dps", "SIGNED_AGREEMENT_WITH", "inl", role_or_topic="lends trainers", start="2014-03-27")


def test_parent_id_and_a_part_of_row(tmp_path: Path) -> None:
    part = link("unit", "PART_OF", "gt-pnc", role_or_topic="branch", start="1999")
    both = Loaded(write(tmp_path, organizations=[*ORGANIZATIONS, CHILD], links=[part])).one("PART_OF")
    assert (both.record, both.props) == ("links/unit PART_OF gt-pnc", {
        "role": "branch", "valid_from": "1999-01-01", "valid_from_text": "1999", "records": ["organizations/unit"]})
    loaded = Loaded(write(tmp_path, organizations=[*ORGANIZATIONS, CHILD]))
    alone = loaded.one("PART_OF")
    assert (alone.start.key, alone.end.key, alone.record, alone.props) == (
        "unit", "gt-pnc", "organizations/unit", {"page": "https://x.example/unit"})
    assert loaded.counts("organizations.csv: parent_id") == (1, 1, 0, 0)
    row = Loaded(write(tmp_path, organizations=[*ORGANIZATIONS, CHILD | {"parent_id": ""}], links=[part])).one("PART_OF")
    assert "records" not in row.props


def test_a_state_partnership_pair_and_its_row(tmp_path: Path) -> None:
    loaded = Loaded(write(tmp_path, state_partnership_program=[PAIR], links=[SPP]))
    both = loaded.one("PARTNERS_WITH")
    assert (both.record, both.props["records"]) == ("state_partnership_program/TX CZ", ["links/ng-tx PARTNERS_WITH country:CZ"])
    assert (loaded.counts("links.csv"), loaded.counts("state_partnership_program.csv")) == ((1, 0, 1, 0), (1, 1, 0, 0))
    pair = Loaded(write(tmp_path, state_partnership_program=[PAIR])).one("PARTNERS_WITH")
    row = Loaded(write(tmp_path, links=[SPP])).one("PARTNERS_WITH")
    for alone in (pair, row):
        assert (alone.start.key, alone.end.key, alone.props["role"], alone.props["valid_from"]) == (
            "ng-tx", "country:CZ", "State Partnership Program", "1993-01-01")
        assert "records" not in alone.props


@pytest.mark.parametrize(("pair_year", "row_year", "links"), [
    ("1993", "", {"1993-01-01"}), ("", "1993", {"1993-01-01"}), ("", "", {None}), ("1993", "1994", {"1993-01-01", "1994-01-01"}),
])
def test_a_pair_with_another_year_is_another_claim(tmp_path: Path, pair_year: str, row_year: str, links: set[str | None]) -> None:
    loaded = Loaded(write(tmp_path, state_partnership_program=[PAIR | {"start_year": pair_year}], links=[SPP | {"start": row_year}]))
    found = [row.props.get("valid_from") for row in loaded.links if row.type == "PARTNERS_WITH"]
    assert (len(found), set(found)) == (len(links), links)


def test_another_partnership_of_a_guard_is_no_state_partnership(tmp_path: Path) -> None:
    loaded = Loaded(write(tmp_path, state_partnership_program=[PAIR], links=[SPP | {"role_or_topic": "aviation security"}]))
    assert {row.props["role"] for row in loaded.links if row.type == "PARTNERS_WITH"} == {"State Partnership Program", "aviation security"}


def test_an_incle_budget_and_its_funds_row(tmp_path: Path) -> None:
    loaded = Loaded(write(tmp_path, indicators=[BUDGET], links=[FUNDS]))
    assert loaded.figures() == {(5000000, "stated", 2012)}, "the sum stands once"
    figure = [node for node in loaded.nodes if node.label == "Figure"]
    assert {node.record for node in figure} == {"indicators/incle_allocation_usd GT 2012", "links/inl FUNDS country:GT"}
    assert len({node.key for node in figure}) == 1
    assert loaded.one("PROVIDED_BY").props["records"] == ["links/inl FUNDS country:GT"]
    assert loaded.one("FUNDS").props["records"] == ["indicators/incle_allocation_usd GT 2012"]
    assert (loaded.counts("links.csv"), loaded.counts("indicators.csv")) == ((1, 0, 1, 0), (1, 1, 0, 0))
    row = Loaded(write(tmp_path, links=[FUNDS]))
    assert (row.figures(), "records" in row.one("FUNDS").props) == ({(5000000, "stated", 2012)}, False)
    assert Loaded(write(tmp_path, indicators=[BUDGET])).facts("FUNDS") == set()


@pytest.mark.parametrize("change", [{"amount_usd": "5000001"}, {"start": "2013"}, {"role_or_topic": "FY2012 actual"}])
def test_another_sum_year_or_kind_is_another_figure(tmp_path: Path, change: dict[str, str]) -> None:
    loaded = Loaded(write(tmp_path, indicators=[BUDGET], links=[FUNDS | change]))
    assert len({node.key for node in loaded.nodes if node.label == "Figure"}) == 2
    assert loaded.counts("links.csv") == (1, 1, 0, 0)


def test_a_programs_sum_and_a_funds_row(tmp_path: Path) -> None:
    total = [{**PROGRAMS[0], "amount_usd": "900", "source_url": "https://x.example/p"}]
    same = link("inl", "FUNDS", "merida", amount_usd="900", source_url="https://x.example/p")
    loaded = Loaded(write(tmp_path, programs=total, links=[same]))
    assert loaded.figures() == {(900, "stated", None)}
    assert loaded.one("FOR").props["records"] == ["programs/merida"]
    assert loaded.counts("programs.csv: amount_usd") == (1, 0, 1, 0)
    other = Loaded(write(tmp_path, programs=total, links=[same | {"source_url": "https://x.example/q"}]))
    assert len(other.facts("FOR")) == 2, "the same sum from another page, undated, may be another"
    alone = Loaded(write(tmp_path, programs=total))
    assert (alone.facts("FOR"), alone.facts("PROVIDED_BY")) == ({("programs.merida", "FOR", "merida")}, set())


def test_a_signature_and_its_agreement(tmp_path: Path) -> None:
    loaded = Loaded(write(tmp_path, agreements=[MOU], links=[SIGNED]))
    assert loaded.facts("PARTY_TO") == {("inl", "PARTY_TO", "mou"), ("tx-dps", "PARTY_TO", "mou")}
    record = "links/tx-dps SIGNED_AGREEMENT_WITH inl"
    assert [row.props for row in loaded.links if row.type == "PARTY_TO"] == [
        {"page": "https://x.example/mou", "role": "lends trainers", "records": [record]}] * 2
    assert loaded.counts("links.csv") == (1, 0, 1, 0)
    assert {node.key for node in loaded.nodes if node.label == "Agreement"} == {"mou"}


def test_a_signature_alone_is_an_agreement(tmp_path: Path) -> None:
    loaded = Loaded(write(tmp_path, links=[SIGNED | {"country_iso2": "GT", "amount_usd": "7"}]))
    [agreement] = [node for node in loaded.nodes if node.label == "Agreement"]
    assert (agreement.name, agreement.props) == (
        "Agreement between Texas DPS and INL: lends trainers", {"topic": "lends trainers", "valid_from": "2014-03-27"})
    assert loaded.facts("PARTY_TO", "COVERS") == {
        ("inl", "PARTY_TO", agreement.key), ("tx-dps", "PARTY_TO", agreement.key), (agreement.key, "COVERS", "country:GT")}
    assert {(type_, end) for _, type_, end in loaded.facts("FOR", "PROVIDED_BY")} == {("FOR", "country:GT")}, "who pays is not said"
    assert loaded.counts("links.csv") == (1, 1, 0, 0)


@pytest.mark.parametrize(("change", "agreements"), [
    ({"start": "2014"}, 2), ({"start": ""}, 2), ({"target_id": "gt-pnc"}, 2),
    ({"start": "", "source_url": "https://x.example/mou"}, 1),
])
def test_a_signature_is_an_agreements_only_with_its_parties_and_date(tmp_path: Path, change: dict[str, str], agreements: int) -> None:
    loaded = Loaded(write(tmp_path, agreements=[MOU], links=[SIGNED | change]))
    assert len([node for node in loaded.nodes if node.label == "Agreement"]) == agreements


def test_where_several_agreements_would_do_the_exact_parties_decide(tmp_path: Path) -> None:
    wider = MOU | {"id": "wide", "party_ids": "inl|tx-dps|gt-pnc"}
    loaded = Loaded(write(tmp_path, agreements=[wider, MOU], links=[SIGNED]))
    assert {row.end.key for row in loaded.links if row.type == "PARTY_TO" and "records" in row.props} == {"mou"}
    twice = Loaded(write(tmp_path, agreements=[MOU, MOU | {"id": "mou2"}], links=[SIGNED]))
    assert twice.counts("links.csv") == (1, 1, 0, 0), "two agreements of one day: the row is an agreement of its own"


def test_an_undated_agreement_takes_the_date_of_its_signature(tmp_path: Path) -> None:
    loaded = Loaded(write(tmp_path, agreements=[MOU | {"signed": ""}], links=[SIGNED | {"source_url": "https://x.example/mou"}]))
    assert loaded.node("Agreement", "mou").props["valid_from"] == "2014-03-27"


def test_the_same_row_again_is_told_once(tmp_path: Path) -> None:
    row = link("inl", "FUNDS", "merida", amount_usd="5")
    loaded = Loaded(write(tmp_path, links=[row, row, row | {"source_url": "https://x.example/other"}]))
    assert loaded.counts("links.csv") == (3, 2, 1, 0)
    assert len([found for found in loaded.links if found.type == "FUNDS"]) == 2, "another page is another claim"
    assert ("same as", "links.csv", 3, "", "") in loaded.problems()


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    total = [{**PROGRAMS[0], "amount_usd": "900", "source_url": "https://x.example/p"}]
    same = link("inl", "FUNDS", "merida", amount_usd="900", source_url="https://x.example/p")
    links = [part_of_unit(), SPP, FUNDS, SIGNED, SIGNED | {"role_or_topic": "again"}, same | {"start": "2011"}, same | {"start": "2012"}]

    def facts(rows: list[dict[str, str]]) -> set[str]:
        loaded = Loaded(write(
            tmp_path, organizations=[*ORGANIZATIONS, CHILD], programs=total, links=rows, agreements=[MOU], indicators=[BUDGET],
            state_partnership_program=[PAIR]))
        return {repr(row) for row in (*loaded.nodes, *loaded.links)}

    assert facts(links) == facts(links[::-1])


def part_of_unit() -> dict[str, str]:
    return link("unit", "PART_OF", "gt-pnc")
