"""Bad rows are set aside or lose a field, with the place; bad files change nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.demo import LOADER, TABLES
from loaders.errors import UnreadableFile
from loaders.rows import Fates, LinkRow
from tests.unit.loaders.demo.folder import ORGANIZATIONS, PROGRAMS, Loaded, link, write


@pytest.mark.parametrize(("table", "row", "field", "found", "expected"), [
    ("organizations", {"name": "No id"}, "id", "", "an id and a name"),
    ("organizations", {"id": "x"}, "name", "", "an id and a name"),
    ("organizations", {"id": "x", "name": "n" * 501}, "name", "501 characters", "at most 500"),
    ("organizations", {"id": "inl", "name": "Twice"}, "id", "inl, already used for Bureau of INL", "of its own"),
    ("programs", {"id": "inl", "name": "Id of an organization"}, "id", "inl, already used for Bureau of INL", "of its own"),
    ("links", link("", "FUNDS", "merida"), "source_id", "", "an id of organizations.csv"),
    ("links", link("inl", "FUNDS", "nobody"), "target_id", "nobody", "or country:XX"),
    ("links", link("inl", "FUNDS", "country:ZZ"), "target_id", "country:ZZ", "or country:XX"),
    ("links", link("inl", "LOVES", "merida"), "relation", "LOVES", "FUNDS, IMPLEMENTS"),
    ("links", link("merida", "FUNDS", "inl"), "relation", "Program to Organization", "FUNDS from Organization to Country"),
    ("links", link("merida", "SIGNED_AGREEMENT_WITH", "inl"), "relation", "Program to Organization", "SIGNED_AGREEMENT_WITH from"),
    ("agreements", {"party_ids": "inl"}, "id", "", "of its own"),
    ("agreements", {"id": "a", "party_ids": "nobody|merida"}, "party_ids", "nobody|merida", "organizations of this load"),
    ("indicators", {"country_iso2": "ZZ", "indicator": "cpi_score", "year": "2012", "value": "1"}, "country_iso2", "ZZ", "ISO 3166-1"),
    ("indicators", {"country_iso2": "GT", "indicator": "luck", "year": "2012", "value": "1"}, "indicator", "luck", "cpi_score"),
    ("indicators", {"country_iso2": "GT", "indicator": "cpi_score", "year": "12", "value": "1"}, "year", "12", "a year"),
    ("indicators", {"country_iso2": "GT", "indicator": "cpi_score", "year": "2012", "value": "n/a"}, "value", "n/a", "a number"),
    ("state_partnership_program", {"us_state": "GU", "partner_iso2": "PH"}, "us_state", "GU", "National Guard"),
    ("state_partnership_program", {"us_state": "TX", "partner_iso2": "ZZ"}, "partner_iso2", "ZZ", "ISO 3166-1"),
])
def test_a_bad_row_is_set_aside_and_the_rest_loads(
    tmp_path: Path, table: str, row: dict[str, str], field: str, found: str, expected: str,
) -> None:
    before = {"organizations": ORGANIZATIONS, "programs": PROGRAMS}.get(table, ())
    loaded = Loaded(write(tmp_path, **{table: [*before, row]}))
    [problem] = loaded.fates.problems
    assert (problem.fate, problem.where.file, problem.where.line, problem.where.field) == (
        "set aside", f"{table}.csv", len(before) + 2, field)
    assert problem.found == found
    assert expected in problem.expected
    assert loaded.counts(f"{table}.csv") == (len(before) + 1, len(before), 0, 1)


@pytest.mark.parametrize(("table", "row", "field", "found", "lost"), [
    ("organizations", {"kind": "club"}, "kind", "club", "kind"),
    ("organizations", {"country_iso2": "UK"}, "country_iso2", "UK", "country"),
    ("organizations", {"us_state": "ZZ"}, "us_state", "ZZ", "us_state"),
    ("organizations", {"identifier_scheme": "US-EIN", "identifier": "123"}, "identifier", "US-EIN:123", "identifiers"),
    ("organizations", {"identifier_scheme": "", "identifier": "123"}, "identifier", ":123", "identifiers"),
    ("programs", {"status": "asleep"}, "status", "asleep", "status"),
    ("programs", {"start": "last year"}, "start", "last year", "valid_from"),
    ("programs", {"end": "2011-02-30"}, "end", "2011-02-30", "valid_to"),
    ("programs", {"focus_area": "III:fishing"}, "focus_area", "III:fishing", ""),
])
def test_a_bad_field_of_a_node_is_left_out(tmp_path: Path, table: str, row: dict[str, str], field: str, found: str, lost: str) -> None:
    before = {"organizations": ORGANIZATIONS, "programs": PROGRAMS}[table]
    loaded = Loaded(write(tmp_path, **{table: [*before, {"id": "x", "name": "X", **row}]}))
    assert loaded.problems() == {("fault", f"{table}.csv", len(before) + 2, field, found)}
    node = loaded.node(table.title().removesuffix("s"), "x")
    assert lost not in node.props
    assert node.identifiers == ()


@pytest.mark.parametrize(("row", "field", "found"), [
    (link("inl", "FUNDS", "merida", start="2011-13", end="2012"), "start", "2011-13"),
    (link("inl", "FUNDS", "merida", country_iso2="UK"), "country_iso2", "UK"),
    (link("inl", "FUNDS", "merida", amount_usd="a million"), "amount_usd", "a million"),
    (link("inl", "FUNDS", "merida", amount_usd="1e30"), "amount_usd", "1e30"),
    (link("inl", "FUNDS", "merida", amount_usd="9" * 19), "amount_usd", "9" * 19),
])
def test_a_bad_field_of_a_link_is_left_out(tmp_path: Path, row: dict[str, str], field: str, found: str) -> None:
    loaded = Loaded(write(tmp_path, links=[row]))
    assert loaded.problems() == {("fault", "links.csv", 2, field, found)}
    assert loaded.facts("FUNDS") == {("inl", "FUNDS", "merida")}
    assert loaded.figures() == set()


def test_a_sound_date_beside_a_bad_one_is_kept(tmp_path: Path) -> None:
    rows = [link("inl", "FUNDS", "merida", start="soon", end="2012"), link("inl", "FUNDS", "carsi", start="soon", end="2012")]
    loaded = Loaded(write(tmp_path, links=rows))
    assert [row.props for row in loaded.links if row.type == "FUNDS"] == [{"valid_to": "2012-12-31", "valid_to_text": "2012"}] * 2
    assert {(line, field) for _, _, line, field, _ in loaded.problems()} == {(2, "start"), (3, "start")}, "each row is named"


def test_an_unknown_parent_and_party_are_named(tmp_path: Path) -> None:
    loaded = Loaded(write(
        tmp_path,
        organizations=[*ORGANIZATIONS, {"id": "x", "name": "X", "parent_id": "ghost"}, {"id": "y", "name": "Y", "parent_id": "y"}],
        agreements=[{"id": "a", "party_ids": "inl|ghost"}]))
    assert loaded.problems() == {
        ("set aside", "organizations.csv", 7, "parent_id", "ghost"), ("set aside", "organizations.csv", 8, "parent_id", "y"),
        ("fault", "agreements.csv", 2, "party_ids", "ghost")}
    assert loaded.counts("organizations.csv: parent_id") == (2, 0, 0, 2)
    assert loaded.facts("PARTY_TO") == {("inl", "PARTY_TO", "a")}


def test_money_whose_giver_is_not_in_the_files_is_loaded_without_it(tmp_path: Path) -> None:
    loaded = Loaded(write(tmp_path, organizations=[], indicators=[
        {"country_iso2": "GT", "indicator": "incle_allocation_usd", "year": "2012", "value": "5"}]))
    assert loaded.problems() == {("fault", "indicators.csv", 2, "indicator", "incle_allocation_usd")}
    assert (loaded.facts("PROVIDED_BY"), len(loaded.facts("FOR"))) == (set(), 1)


@pytest.mark.parametrize("name", TABLES)
def test_a_missing_table_is_named(tmp_path: Path, name: str) -> None:
    write(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(UnreadableFile, match=f"^{name}: no such file"):
        Loaded(tmp_path)


@pytest.mark.parametrize(("name", "column"), [(name, column) for name, columns in TABLES.items() for column in columns])
def test_a_missing_column_is_named(tmp_path: Path, name: str, column: str) -> None:
    write(tmp_path)
    (tmp_path / name).write_text(",".join(c for c in TABLES[name] if c != column) + "\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match=f"^{name}, line 1: there is no column {column};"):
        Loaded(tmp_path)


def test_files_may_be_given_one_by_one_among_others(tmp_path: Path) -> None:
    write(tmp_path, links=[link("inl", "FUNDS", "merida")])
    (tmp_path / "notes.txt").write_text("not read", encoding="utf-8")
    found = list(LOADER.rows(sorted(tmp_path.iterdir()), Fates()))
    assert "FUNDS" in {row.type for row in found if isinstance(row, LinkRow)}


def test_the_format_is_recognised_by_names_and_headers(tmp_path: Path) -> None:
    write(tmp_path)
    assert LOADER.recognises(tmp_path, b"")
    assert LOADER.recognises(tmp_path / "links.csv", (tmp_path / "links.csv").read_bytes())
    assert not LOADER.recognises(tmp_path / "links.csv", b"a,b\n1,2\n")
    assert not LOADER.recognises(tmp_path / "people.csv", (tmp_path / "links.csv").read_bytes())
    assert LOADER.source([tmp_path]).key.startswith("demo-")
