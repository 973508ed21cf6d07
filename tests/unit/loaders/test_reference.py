"""The built-in source: countries, U.S. states, focus areas, sectors."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.errors import UnreadableFile
from loaders.reference import LOADER, default_files, rows
from loaders.reference.tables import focus_areas, sector_focus
from loaders.rows import Fates, LinkRow, NodeRow, Row

HEADER = "line,topic,label,origin,source\n"


@pytest.fixture(scope="module")
def shipped() -> list[Row]:
    return list(rows([], Fates()))


def links(found: list[Row], type_: str) -> set[tuple[str, str]]:
    return {(row.start.key, row.end.key) for row in found if isinstance(row, LinkRow) and row.type == type_}


def test_states_belong_to_the_united_states_and_topics_to_their_line(shipped: list[Row]) -> None:
    parts = links(shipped, "PART_OF")
    assert ("area:US-TX", "country:US") in parts
    assert {pair for pair in parts if pair[1] == "focus:II"} == {
        (f"focus:II:{topic}", "focus:II")
        for topic in ("anti-corruption", "anti-money-laundering", "asset-recovery", "cybercrime", "prosecution-courts")}
    assert sum(end == "country:US" for _, end in parts) == 57


def test_a_sector_is_a_part_of_the_code_above_it_once(shipped: list[Row]) -> None:
    above = [(start, end) for start, end in links(shipped, "PART_OF") if start in {"sector:1:15132", "sector:1:15130"}]
    assert sorted(above) == [("sector:1:15130", "sector:2:151"), ("sector:1:15132", "sector:1:15130")]


def test_purpose_codes_count_towards_focus_areas(shipped: list[Row]) -> None:
    found = links(shipped, "MAPS_TO")
    assert {("sector:1:15132", "focus:III:police-reform"), ("sector:1:15130", "focus:III"),
            ("sector:1:16063", "focus:I:counternarcotics-interdiction")} <= found
    assert {start for start, _ in found} & {"sector:1:15133", "sector:1:15150", "sector:2:151"} == set(), "named as not counted"
    assert sector_focus()["1", "15137"] == "focus:III:corrections"


def test_lines_are_the_bureaus_and_topics_are_ours(shipped: list[Row]) -> None:
    areas = [row for row in shipped if isinstance(row, NodeRow) and row.label == "FocusArea" and not row.stub]
    assert {(a.props["level"], a.props["origin"]) for a in areas} == {("line", "the bureau"), ("topic", "this platform")}
    assert [a.name for a in areas if a.props["level"] == "line"] == [
        "Disrupt and Reduce Illicit Drug Markets and Transnational Crime", "Combat Corruption and Illicit Financing",
        "Strengthen Criminal Justice Systems", "Partnerships, Data, and Learning"]
    assert len(areas) == len(focus_areas()) == 24


def test_withdrawn_codes_are_kept_and_marked(shipped: list[Row]) -> None:
    withdrawn = {row.key: row.props.get("withdrawn") for row in shipped
                 if isinstance(row, NodeRow) and row.key in {"sector:1:15162", "sector:1:15160"} and not row.stub}
    assert withdrawn == {"sector:1:15162": True, "sector:1:15160": None}


def test_every_end_of_a_link_is_named_by_its_own_record(shipped: list[Row]) -> None:
    named = {(row.ref, row.record) for row in shipped if isinstance(row, NodeRow)}
    assert all({(link.start, link.record), (link.end, link.record)} <= named for link in shipped if isinstance(link, LinkRow))


def test_an_edited_table_stands_in_for_the_shipped_one(tmp_path: Path) -> None:
    table = tmp_path / "focus_areas.csv"
    table.write_text(HEADER + "V,,New line,bureau,\nV,water,Water police,platform,\n", encoding="utf-8")
    fates = Fates()
    found = list(rows([table, *(path for path in default_files() if path.name != table.name)], fates))
    assert ("focus:V:water", "focus:V") in links(found, "PART_OF")
    assert links(found, "MAPS_TO") == set()
    lost = {problem.found for problem in fates.problems}
    assert "focus:III:police-reform" in lost, "a mapping to a focus area that is gone is set aside"


@pytest.mark.parametrize(("row", "field", "found"), [
    (",x,A label,platform,", "line", ""),
    ("V,water,,platform,", "label", ""),
    ("V,water,Water,somebody,", "origin", "somebody"),
    ("VI,water,Water,platform,", "line", "VI"),
    ("V,,Again,bureau,", "line", "V"),
])
def test_a_bad_row_of_the_focus_areas_is_set_aside(tmp_path: Path, row: str, field: str, found: str) -> None:
    table = tmp_path / "focus_areas.csv"
    table.write_text(HEADER + "V,,New line,bureau,\n" + row + "\n", encoding="utf-8")
    fates = Fates()
    list(rows([table], fates))
    problem = next(p for p in fates.problems if p.where.file == "focus_areas.csv")
    assert (problem.fate, problem.where.line, problem.where.field, problem.found) == ("set aside", 3, field, found)


def test_a_table_without_its_columns_changes_nothing(tmp_path: Path) -> None:
    table = tmp_path / "sector_focus.csv"
    table.write_text("code,line\n15130,III\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"sector_focus.csv, line 1: there is no column vocabulary, topic, why"):
        list(rows([table], Fates()))
    assert LOADER.recognises(table, table.read_bytes()) == ""
