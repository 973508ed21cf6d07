"""Sheets of indicators: what columns seem to be, and the values that the choices load."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from loaders.errors import UnreadableFile
from loaders.indicators import by_mapping
from loaders.mapper import Chosen, Column, compose, sample, suggest
from loaders.rows import MappingText
from tests.support.telling import Told, told, written

ABOUT: dict[str, Any] = {"source": "desk", "title": "Desk"}


def suggested(path: Path) -> dict[str, str]:
    return {s.column: s.choice for s in suggest(sample(path), lambda values: {})}


def read(path: Path, **about: Any) -> Told:
    columns = tuple(Column(s.column, s.choice) for s in suggest(sample(path), lambda values: {}))
    text = compose(replace(Chosen(columns, header=sample(path).header), **ABOUT | about))
    return told(by_mapping(MappingText("desk", 1, text)), path)


def values(found: Told) -> set[tuple[Any, ...]]:
    return {(row.start.key, row.end.key, row.props["year"], row.props["value"]) for row in found.links if row.type == "MEASURED"}


def test_a_column_an_indicator_by_district_of_one_country_with_decimal_commas(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", [
        ["Departamento", "Año", "Tasa de homicidios (por 100.000)", "Índice de impunidad"],
        ["Guatemala", "2019", "40,5", "1.200,25"],
        ["Petén", "2019", "n/a", "7"], ["Petén", "2020", "muchos", ""], ["Atlantis", "2020", "1", "1"],
        ["Guatemala", "2019", "40,5", ""],
    ])  # fmt: skip
    assert suggested(path) == {
        "Departamento": "area", "Año": "year",
        "Tasa de homicidios (por 100.000)": "indicator_value", "Índice de impunidad": "indicator_value",
    }
    found = read(path, country="Guatemala", decimal=",", unit="points", direction="higher is worse", measures="need")
    assert values(found) == {
        ("area:GT-01", "indicator:desk_tasa-de-homicidios", 2019, 40.5),
        ("area:GT-01", "indicator:desk_indice-de-impunidad", 2019, 1200.25),
        ("area:GT-17", "indicator:desk_indice-de-impunidad", 2019, 7.0),
    }
    about = found.props("Indicator", "indicator:desk_tasa-de-homicidios")
    assert (about["unit"], about["direction"], about["measures"]) == ("por 100.000", "higher is worse", "need")
    assert found.props("Indicator", "indicator:desk_indice-de-impunidad")["unit"] == "points"
    assert found.fate() == {"a.csv": (5, 2, 1, 2)}
    assert ("fault", 4, "Tasa de homicidios (por 100.000)", "muchos") in found.problems()
    assert ("set aside", 5, "Departamento", "Atlantis") in found.problems("set aside")


def test_a_column_a_year(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", [["Country", "FY 2019", "2020", "Note"], ["Peru", "1.5", "2", "x"], ["Chile", "", "3", "x"]])
    assert suggested(path) == {"Country": "country", "FY 2019": "year_value", "2020": "year_value", "Note": "ignore"}
    found = read(path, indicator="Police per judge", unit="officers")
    assert values(found) == {
        ("country:PE", "indicator:desk_police-per-judge", 2019, 1.5), ("country:PE", "indicator:desk_police-per-judge", 2020, 2.0),
        ("country:CL", "indicator:desk_police-per-judge", 2020, 3.0),
    }  # fmt: skip


def test_the_indicator_in_a_column_of_its_own(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", [
        ["Country", "Indicator", "Year", "Value"],
        ["Peru", "Homicides (per 100,000)", "2019", "7.9"], ["Peru", "Prisoners (number)", "2019", "95,548"], ["Peru", "", "2019", "1"],
    ])  # fmt: skip
    assert suggested(path) == {"Country": "country", "Indicator": "indicator", "Year": "year", "Value": "indicator_value"}
    found = read(path, indicators=("Homicides (per 100,000)", "Prisoners (number)"))
    assert values(found) == {
        ("country:PE", "indicator:desk_homicides", 2019, 7.9), ("country:PE", "indicator:desk_prisoners", 2019, 95548.0)}
    assert found.props("Indicator", "indicator:desk_prisoners")["unit"] == "number"
    assert found.fate() == {"a.csv": (3, 2, 0, 1)}


def test_a_sheet_of_work_keeps_its_sums_and_leaves_indicators_out(tmp_path: Path) -> None:
    rows = [["Donor", "Country", "2019", "2020", "Homicide rate"], ["INL", "Peru", "100", "200", "7"], ["INL", "Chile", "1", "2", "3"]]
    assert list(suggested(written(tmp_path, "a.csv", rows)).values()) == ["funder", "country", "year_amount", "year_amount", "ignore"]
    money = [["Country", "Currency", "2019", "2020"], ["Peru", "USD", "100", "200"]]
    assert list(suggested(written(tmp_path, "b.csv", money)).values()) == ["country", "currency", "year_amount", "year_amount"]


@pytest.mark.parametrize(("columns", "about", "message"), [
    ([("A", "country"), ("B", "year"), ("C", "indicator_value"), ("D", "funder")], {},
     "'D' is organization that pays for it, which does not stand beside values of indicators"),
    ([("A", "country"), ("B", "indicator")], {}, "No column is the value of an indicator yet"),
    ([("A", "country"), ("B", "indicator_value"), ("2019", "year_value")], {}, "or in a column a year: not both"),
    ([("B", "year"), ("C", "indicator_value")], {}, "Choose the column of the country, or give the country of all rows."),
    ([("A", "country"), ("C", "indicator_value")], {}, "No column is the year of the values"),
    ([("A", "country"), ("2019", "year_value")], {}, "give the name of the indicator"),
    ([("A", "country"), ("B", "year"), ("C", "indicator_value")], {}, "Give the unit of the values"),
    ([("A", "country"), ("B", "year"), ("C", "indicator_value"), ("D", "indicator_value"), ("E", "indicator")], {},
     "so one column holds its value; found 2"),
    ([("A", "country"), ("B", "country"), ("C", "indicator_value")], {}, "can be this: Country. It was chosen for 'A' and 'B'."),
])  # fmt: skip
def test_what_a_choice_lacks_is_said(columns: list[tuple[str, str]], about: dict[str, Any], message: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        compose(Chosen(tuple(Column(*column) for column in columns), **ABOUT | about))
    assert message in str(caught.value)
