"""Indicators by mapping: values from long and wide tables, and why a row is set aside."""

from __future__ import annotations

import csv
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import LINKS, NODES
from loaders.errors import UnreadableFile
from loaders.indicators import LOADER, by_mapping
from loaders.indicators.mapping import read_mapping, shipped
from loaders.rows import Fates, LinkRow, MappingText, NodeRow, Row

MAPPING = r"""source: police
title: Police per district
columns: [dep, code, y2019]
country: [land]
area: [code, dep]
years: y(\d{4})
missing: ["n/a"]
series:
  - id: police
    name: Police officers
    unit: per 100,000 people
    direction: lower is worse
    measures: need
    description: Officers on duty.
"""


def load(tmp_path: Path, name: str, content: str, mapping: str = "") -> tuple[list[Row], Fates]:
    files = [tmp_path / name]
    files[0].write_text(content, encoding="utf-8")
    fates = Fates()
    return list(by_mapping(MappingText("mapping", 1, mapping)).rows(files, fates) if mapping else LOADER.rows(files, fates)), fates


def values(found: list[Row]) -> set[tuple[Any, ...]]:
    return {(row.start.key, row.end.key.removeprefix("indicator:"), row.props["year"], row.props["value"])
            for row in found if isinstance(row, LinkRow) and row.type == "MEASURED"}


def lost(fates: Fates) -> set[tuple[str, int, str, str]]:
    return {(p.fate, p.where.line, p.where.field, p.found) for p in fates.problems}


def test_one_column_a_year_with_a_break_in_the_scale(tmp_path: Path) -> None:
    found, fates = load(tmp_path, "cpi.csv", (
        "country,1995,2010,2011,2012,2017\nNew Zealand,9.55,9.3,9.5,9.0,8.9\nAfghanistan,0.0,1.4,1.5,0.8,1.5\n"
        "Yugoslavia,0.0,1.3,0.0,0.0,0.0\nNowhere,1,1,1,1,1\nBhutan,0.0,0.0,0.0,0.0,0.0\n"))
    assert values(found) == {
        ("country:NZ", "cpi_score_until_2011", 1995, 9.55), ("country:NZ", "cpi_score_until_2011", 2010, 9.3),
        ("country:NZ", "cpi_score_until_2011", 2011, 9.5), ("country:NZ", "cpi_score", 2012, 90.0), ("country:NZ", "cpi_score", 2017, 89.0),
        ("country:AF", "cpi_score_until_2011", 2010, 1.4), ("country:AF", "cpi_score_until_2011", 2011, 1.5),
        ("country:AF", "cpi_score", 2012, 8.0), ("country:AF", "cpi_score", 2017, 15.0)}
    assert lost(fates) == {
        ("set aside", 4, "country", "Yugoslavia"), ("set aside", 5, "country", "Nowhere"), ("set aside", 6, "", "no value")}
    assert (fates.read["cpi.csv"], fates.loaded("cpi.csv")) == (5, 2)


def test_codes_lead_to_a_country_before_names_do(tmp_path: Path) -> None:
    found, _ = load(tmp_path, "hdi.csv", "iso3,country,hdi_2020,hdi_2021\nCIV,Ivory Coast (old name),0.55,0.552\nXKX,Kosovo,,0.762\n")
    assert values(found) == {("country:CI", "hdi", 2020, 0.55), ("country:CI", "hdi", 2021, 0.552), ("country:XK", "hdi", 2021, 0.762)}


def test_one_row_a_year_with_several_series(tmp_path: Path) -> None:
    found, fates = load(tmp_path, "TS.csv", (
        "Territory,Year,Homicide_Rate,Female_Homicide_Rate,Male_Homicide_Rate,Firearms_Rate,Level\n"
        "World,2015,6.1,2.4,9.9,,World\nGuatemala,2015,33.6,7.9,,28.1,Country\nGuatemala,2016,,,,,Country\nGuatemala,soon,30,,,,Country\n"
        "Honduras,2015,many,,,,Country\n"))
    assert values(found) == {
        ("country:GT", "homicide_rate_per_100k", 2015, 33.6), ("country:GT", "homicide_rate_women_per_100k", 2015, 7.9),
        ("country:GT", "firearm_homicide_rate_per_100k", 2015, 28.1)}
    assert lost(fates) == {
        ("set aside", 2, "Territory", "World"), ("set aside", 4, "", "no value"), ("fault", 5, "Year", "soon"),
        ("set aside", 5, "", "no value"), ("fault", 6, "Homicide_Rate", "many"), ("set aside", 6, "", "no value")}
    assert next(p.expected for p in fates.problems if p.found == "World") == "a country; this is a region"


def test_rows_of_other_measures_are_set_aside_by_name(tmp_path: Path) -> None:
    found, fates = load(tmp_path, "cjsr.csv", (
        "Country,Region,Indicator,2003,2016,2017\nAlbania,Europe,Rate: Convicted,,1.5,1.9\nAlbania,Europe,Male Convicted,3,4,5\n"))
    assert values(found) == {
        ("country:AL", "homicide_convicted_rate_per_100k", 2016, 1.5), ("country:AL", "homicide_convicted_rate_per_100k", 2017, 1.9)}
    assert lost(fates) == {("set aside", 3, "Indicator", "Male Convicted")}
    [node] = [row for row in found if isinstance(row, NodeRow) and row.label == "Indicator" and not row.stub]
    assert (node.props["direction"], "measures" in node.props) == ("not a measure of need", False)


def test_the_layout_with_the_most_columns_is_meant(tmp_path: Path) -> None:
    header = "Country,Region,Subregion,Indicator,1990,1995,2003,2012,2017"
    found, _ = load(tmp_path, "t.csv", header + "\nPeru,Americas,South America,Homicide Rate,1,2,3,4,5\n")
    assert {key for _, key, _, _ in values(found)} == {"homicide_rate_per_100k"}


def test_a_mapping_of_ones_own_takes_districts(tmp_path: Path) -> None:
    found, fates = load(tmp_path, "police.csv", (
        "Ministry of the Interior,,,,\nland,dep,code,y2018,y2019,ytotal\nGuatemala,Guatemala,GT-01,\"1,200\",130,9\n"
        "GT,Sacatepéquez,,n/a,95.5,9\nGT,Mordor,,1,1,9\n"), MAPPING)
    assert values(found) == {
        ("area:GT-01", "police", 2018, 1200.0), ("area:GT-01", "police", 2019, 130.0), ("area:GT-03", "police", 2019, 95.5)}
    assert {(row.start.key, row.end.key) for row in found if isinstance(row, LinkRow) and row.type == "PART_OF"} == {
        ("area:GT-01", "country:GT"), ("area:GT-03", "country:GT")}
    [problem] = fates.problems
    assert (problem.fate, problem.where.line, problem.where.record, problem.where.field) == ("set aside", 5, "GT", "code")
    assert by_mapping(MappingText("mapping", 1, MAPPING)).source([tmp_path / "police.csv"]).key == "indicators-police"


def test_a_value_told_again_is_the_same_and_another_value_is_another_claim(tmp_path: Path) -> None:
    found, fates = load(tmp_path, "hdi.csv", "iso3,country,hdi_2021\nPER,Peru,0.762\nPER,Peru,0.762\nPER,Peru,0.7\n")
    assert values(found) == {("country:PE", "hdi", 2021, 0.762), ("country:PE", "hdi", 2021, 0.7)}
    assert [(p.fate, p.where.line, p.expected) for p in fates.problems] == [("same as", 3, "line 2")]


def test_every_row_names_its_ends_and_keeps_to_the_model(tmp_path: Path) -> None:
    found, _ = load(tmp_path, "police.csv", "land,dep,code,y2019\nGT,Guatemala,GT-01,130\n", MAPPING)
    found += load(tmp_path, "hdi.csv", "iso3,country,hdi_2021\nPER,Peru,0.762\n")[0]
    named = {(row.ref, row.record) for row in found if isinstance(row, NodeRow)}
    for row in found:
        if isinstance(row, LinkRow):
            assert {(row.start, row.record), (row.end, row.record)} <= named
            assert (row.start.label, row.end.label) in LINKS[row.type].ends
            assert all(LINKS[row.type].property(name).accepts(value) for name, value in row.props.items())
        else:
            assert all(NODES[row.label].property(name).accepts(value) for name, value in row.props.items())


def test_shipped_mappings_are_sound_and_agree_on_what_they_share() -> None:
    assert {m.source for m in shipped()} == {
        "cpi", "hdi", "sdg-index", "unodc-homicide", "unodc-homicide-tables", "unodc-criminal-justice"}
    told: dict[str, set[tuple[str, ...]]] = {}
    for mapping in shipped():
        for series in mapping.series:
            told.setdefault(series.id, set()).add((series.name, series.unit, series.direction, series.measures, series.description))
    assert {key: kinds for key, kinds in told.items() if len(kinds) > 1} == {}


@pytest.mark.parametrize(("change", "line", "says"), [
    (("source: police", "source: Police!"), 1, "found 'Police!'; expected a short key"),
    (("source: police\n", ""), 1, "found no source"),
    (("title: Police per district", "title: [a]"), 2, "found a list or entries; expected one text"),
    (("country: [land]", "country: land"), 4, "found no list"),
    (("country: [land]", "contry: [land]"), 4, "found contry; expected source, title"),
    ((r"years: y(\d{4})", "years: y2019"), 6, "a pattern with the year in brackets"),
    ((r"years: y(\d{4})", "title: again"), 6, "found title for the second time"),
    ((r"years: y(\d{4})" + "\n", ""), 1, "found neither year nor years"),
    (("direction: lower is worse", "direction: down"), 12, "found 'down'; expected higher is worse or lower is worse"),
    (("    unit: per 100,000 people\n", ""), 9, "found no unit"),
    (("measures: need", "measures: need\n    factor: ten"), 14, "found 'ten'; expected a number"),
    (("measures: need", "measures: need\n    from: 12"), 14, "expected a year of four digits"),
    (("measures: need", "measures: need\n    column: x"), 1, "series police with a column"),
    (("measures: need", "measures: need\n    where: x"), 14, "columns and cells"),
    (("missing: [\"n/a\"]", "missing: [\"n/a\""), 8, "no YAML"),
    (("series:", "series: none\nmore:"), 8, "found no list; expected a list of indicators"),
])
def test_a_wrong_mapping_is_told_by_its_line(change: tuple[str, str], line: int, says: str) -> None:
    with pytest.raises(UnreadableFile) as error:
        read_mapping("m.yaml", MAPPING.replace(*change))
    assert str(error.value).startswith(f"m.yaml, line {line}: ")
    assert says in str(error.value)


@pytest.mark.parametrize(("content", "says"), [
    ("a,b\n1,2\n", "found none of the columns that a mapping names"),
    ("<html></html>", "an HTML page"),
])
def test_a_file_of_no_known_layout_changes_nothing(tmp_path: Path, content: str, says: str) -> None:
    with pytest.raises(UnreadableFile, match=says):
        load(tmp_path, "t.csv", content)
    with pytest.raises(UnreadableFile):
        LOADER.source([tmp_path / "t.csv"])


def test_known_layouts_are_recognised(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    assert "Human Development Index" in LOADER.recognises(path, b"iso3,country,hdi_2020,hdi_2021\nPER,Peru,1,2\n")
    assert LOADER.recognises(path, b"id,name\n") == ""


@given(st.lists(st.lists(st.one_of(st.sampled_from(["PER", "Peru", "World", "", "0.5", "1,000", "1e400", "-"]),
                                   st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=5)),
                         min_size=3, max_size=3), max_size=6))
@settings(deadline=None, max_examples=40)
def test_whatever_stands_in_the_cells_every_row_is_accounted_for(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    path = tmp_path_factory.mktemp("any") / "t.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([["iso3", "country", "hdi_2021"], *rows])
    fates = Fates()
    found = values(list(LOADER.rows([path], fates)))
    [counts] = fates.table() or [{"read": 0, "loaded": 0, "same_as": 0, "set_aside": 0}]
    assert int(counts["read"]) == int(counts["loaded"]) + int(counts["same_as"]) + int(counts["set_aside"])
    assert len(found) <= int(counts["loaded"])
    assert all(math.isfinite(value) for *_, value in found)
