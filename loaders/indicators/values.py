"""Rows of a file to values of indicators, as a mapping says."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from loaders import places
from loaders.codes import country_name
from loaders.indicators.mapping import Mapping, Series
from loaders.rows import Fates, Where
from loaders.tables import Cell, Columns, Headed, Record, text


class Value(NamedTuple):
    """What a cell states: the value of an indicator at a place in a year. ``area`` is an ISO 3166-2 code, or empty."""

    series: Series
    country: str
    area: str
    year: int
    value: float

    @property
    def place(self) -> str:
        """Code of the place."""
        return self.area or self.country


class Values:
    """The values of one table; every row of it is loaded, the same as another, or set aside."""

    def __init__(self, mapping: Mapping, found: Headed, fates: Fates) -> None:
        self.mapping, self.found, self.fates = mapping, found, fates
        self.name = found.table.name
        self.years = _year_columns(mapping, found.columns)
        self.told: dict[tuple[str, str, int, float], int] = {}

    def __iter__(self) -> Iterator[Value]:
        for record in self.found.records:
            self.fates.saw(self.name)
            where = Where(self.found.table.file, record.line)
            place = self._place(record, where)
            if place:
                yield from self._row(record, place, where._replace(record=place[1] or place[0]))

    def _place(self, record: Record, where: Where) -> tuple[str, str] | None:
        """Country and area of a row; None where it was set aside."""
        code = self.mapping.within or self._country(record, where)
        if not code or not self.mapping.area:
            return (code, "") if code else None
        area = next((found for column in self.mapping.area if (found := _area(code, record[column]))), "")
        if not area:
            expected = f"a first-level part of {country_name(code)} (ISO 3166-2), by code or by name"
            column = self.mapping.area[0]
            self.fates.set_aside(self.name, where._replace(record=code, field=column), record[column], expected)
            return None
        return code, area

    def _country(self, record: Record, where: Where) -> str:
        """Code of the country that a row names; empty where it was set aside."""
        first: tuple[str, str, places.Place] | None = None
        for column in self.mapping.country:
            named = places.place(record[column])
            if first is None or named.code or not first[1]:
                first = column, record[column], named
            if named.code:
                break
        assert first is not None
        column, written, named = first
        if not named.code:
            self.fates.set_aside(self.name, where._replace(field=column), written, named.why_not)
        return named.code

    def _row(self, record: Record, place: tuple[str, str], where: Where) -> Iterator[Value]:
        wanted = [s for s in self.mapping.series if all(record[column] == cell for column, cell in s.where)]
        if not wanted:
            column = self.mapping.series[0].where[0][0]
            self.fates.set_aside(self.name, where._replace(field=column), record[column], "a series that the mapping names")
            return
        found = [value for series in wanted for value in self._values(record, series, place, where)]
        new = [value for value in found if (value.series.id, value.place, value.year, value.value) not in self.told]
        if not found:
            self.fates.set_aside(self.name, where, "no value", "a number in one of the columns of values")
        elif not new:
            first = found[0]
            self.fates.same_as(self.name, where, f"line {self.told[first.series.id, first.place, first.year, first.value]}")
        for value in new:
            self.told[value.series.id, value.place, value.year, value.value] = where.line
            yield value

    def _values(self, record: Record, series: Series, place: tuple[str, str], where: Where) -> Iterator[Value]:
        for column, year in self._cells(record, series, where):
            if not series.from_ <= year <= series.until:
                continue
            cell = record.cell(column)
            written = text(cell)
            if not written or written in self.mapping.missing:
                continue
            number = _number(cell, self.mapping.decimal)
            if number is None:
                self.fates.fault(self.name, where._replace(record=series.id, field=column), written, "a number")
            else:
                yield Value(series, *place, year, _scaled(number, series.factor))

    def _cells(self, record: Record, series: Series, where: Where) -> Iterator[tuple[str, int]]:
        """Column and year of each value of a series in a row."""
        if not self.mapping.year:
            yield from self.years.items()
            return
        written = record[self.mapping.year]
        if re.fullmatch(r"(1[5-9]|2[01])\d\d", written):
            yield series.column, int(written)
        elif series == self.mapping.series[0]:
            self.fates.fault(self.name, where._replace(field=self.mapping.year), written, "a year of four digits")


def _area(country: str, written: str) -> str:
    return places.area(country, written, written) if written else ""


def _year_columns(mapping: Mapping, columns: Columns) -> dict[str, int]:
    if not mapping.years:
        return {}
    found = {name: re.fullmatch(mapping.years, name.strip()) for name in columns.names}
    return {name: int(match[1]) for name, match in found.items() if match and match[1].isdecimal()}


def _number(cell: Cell, decimal: str) -> float | None:
    """A number, thousands separated or not; None where it is none. ``decimal``: the sign before the decimals of a written one."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell) if math.isfinite(cell) else None
    written = text(cell) if decimal == "." else text(cell).translate(_SWAPPED)
    if not re.fullmatch(r"[+-]?(\d+|\d{1,3}(,\d{3})+)?(\.\d+)?([eE][+-]?\d+)?", written) or not re.search(r"\d", written):
        return None
    value = float(written.replace(",", ""))
    return value if math.isfinite(value) else None


_SWAPPED = str.maketrans(",.", ".,")


def _scaled(value: float, factor: float) -> float:
    """A value in the unit of its series, without the dust of binary fractions."""
    return value if factor == 1 else float(f"{value * factor:.12g}")
