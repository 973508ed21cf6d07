"""An answer as a chart: bars, stacked bars or lines by year, from the rows that the table below the chart shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.charts import Piece, Scale, pieces, runs, scale, years_marked
from app.http.text import number
from app.reports.cells import Item, readable
from graph.catalogue import Query
from graph.catalogue.views import Chart

BARS = 30
SERIES = 6
LONGEST_LABEL = 90
TICKS_ROOM = 5
_INSET, _TOP = 2.0, 6.0  # percent that lines keep from the sides and from the top, for marks and texts


@dataclass(frozen=True)
class Tick:
    """A number or year beside an axis: where, in percent, and as which text."""

    at: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True)
class Bar:
    """One bar. ``said``: its numbers in words, for whoever does not see it; ``shown``: what stands beside it."""

    name: Item
    pieces: tuple[Piece, ...]
    shown: str
    said: str


@dataclass(frozen=True)
class BarChart:
    """Bars below each other. ``series``: what the patterns mean, empty where there is one; ``note``: what is not drawn."""

    unit: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    note: str


@dataclass(frozen=True)
class Mark:
    """A point of a line, in percent from left and top."""

    x: float
    y: float
    title: str


@dataclass(frozen=True)
class Line:
    """A series by year; ``paths``: points of each unbroken run, in a picture of 1,000 by 1,000."""

    label: str
    paths: tuple[str, ...]
    marks: tuple[Mark, ...]
    said: str


@dataclass(frozen=True)
class LineChart:
    """Lines by year. ``said``: the chart in words; ``note``: what is not drawn."""

    unit: str
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    years: tuple[Tick, ...]
    note: str

    @property
    def said(self) -> str:
        """What the lines show, in a sentence each."""
        return " ".join(line.said for line in self.lines)


@dataclass(frozen=True)
class _Numbers:
    """What is drawn: series to point (a bar's key, or a year) to number."""

    series: tuple[str, ...]
    table: dict[Any, dict[str, float]]
    names: dict[Any, Item]


def chart(
    query: Query, spec: Chart, rows: Sequence[Mapping[str, Any]], values: Mapping[str, Any], *, more: bool
) -> BarChart | LineChart | None:
    """The chart of an answer; ``None`` where no row has a number. ``more``: there are rows beyond these."""
    unit = spec.unit
    for name, value in values.items():
        unit = unit.replace(f"{{{name}}}", str(value))
    found = _numbers(query, spec, rows)
    if not found.table:
        return None
    return _lines(found, unit, nil=spec.nil, more=more) if spec.form == "lines" else _bars(found, unit, more=more)


def _numbers(query: Query, spec: Chart, rows: Iterable[Mapping[str, Any]]) -> _Numbers:
    headings = dict(zip(query.columns, query.headings, strict=True))
    series: dict[str, None] = {} if spec.by else dict.fromkeys(headings[name] for name in spec.values)
    table: dict[Any, dict[str, float]] = {}
    names: dict[Any, Item] = {}
    for row in rows:
        key, name = _along(spec.along, row)
        for column in spec.values:
            label = _short(readable(row[spec.by], spec.by)) if spec.by else headings[column]
            if row[column] is not None and (not spec.by or row[spec.by] is not None):
                series.setdefault(label)
                table.setdefault(key, {}).setdefault(label, row[column])
                names[key] = name
    return _Numbers(tuple(series), table, names)


def _along(column: str, row: Mapping[str, Any]) -> tuple[Any, Item]:
    text = readable(row[column], column) if row[column] is not None else "not stated"
    id_ = row.get(f"{column}_id") or ""
    return id_ or row[column], Item(text, id_, row.get(f"{column}_kind") or "")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1].rstrip() + "…"


def _bars(found: _Numbers, unit: str, *, more: bool) -> BarChart:
    drawn = list(found.table)[:BARS]
    series = tuple(s for s in found.series if any(s in found.table[key] for key in drawn))[:SERIES]
    numbers = {key: [found.table[key].get(name) for name in series] for key in drawn}
    axis = scale(sum(value or 0 for value in row) for row in numbers.values())
    note = f"The first {BARS} of {'more than ' if more else ''}{number(len(found.table))} are drawn, in the order of the table." if (
        len(found.table) > BARS or more) else ""
    if len(found.series) > len(series) and len(series) == SERIES:
        note = f"{note} Only the first {SERIES} kinds are drawn.".strip()
    bars = tuple(_bar(found.names[key], row, series, axis) for key, row in numbers.items())
    return BarChart(unit, series if len(series) > 1 else (), bars, _ticks(axis), note)


def _bar(name: Item, row: Sequence[float | None], series: Sequence[str], axis: Scale) -> Bar:
    shown = " / ".join(number(value or 0) for value in row)
    told = ", ".join(f"{label} {number(value or 0)}" for label, value in zip(series, row, strict=True))
    return Bar(name, pieces(row, axis), shown, told if len(series) > 1 else shown)


def _ticks(axis: Scale) -> tuple[Tick, ...]:
    last = len(axis.ticks) - 1
    step = 2 if last > TICKS_ROOM else 1
    return tuple(
        Tick(axis.at(value), number(round(value, 6)), "start" if place == 0 else "end" if place == last else "middle")
        for place, value in enumerate(axis.ticks) if place % step == 0
    )


def _lines(found: _Numbers, unit: str, *, nil: bool, more: bool) -> LineChart | None:
    years = sorted(int(key) for key in found.table if str(key).isdecimal())
    if not years:
        return None
    by_year = {int(key): row for key, row in found.table.items() if str(key).isdecimal()}
    if nil:
        years = list(range(years[0], years[-1] + 1))
        by_year = {year: {**dict.fromkeys(found.series, 0.0), **by_year.get(year, {})} for year in years}
    total = {name: sum(abs(row.get(name, 0.0)) for row in by_year.values()) for name in found.series}
    series = sorted(sorted(found.series, key=lambda name: -total[name])[:SERIES], key=found.series.index)
    axis = scale(row[name] for row in by_year.values() for name in series if name in row)
    place = _Place(years[0], years[-1], axis)
    lines = tuple(_line(name, [(year, by_year[year][name]) for year in years if name in by_year[year]], place) for name in series)
    return LineChart(unit, lines, tuple(Tick(place.y(value), number(round(value, 6))) for value in axis.ticks),
                     tuple(_years(place)), _left_out(found, more=more))


@dataclass(frozen=True)
class _Place:
    first: int
    last: int
    axis: Scale

    def x(self, year: int) -> float:
        """Percent from the left."""
        wide = self.last - self.first
        return round(_INSET + (100 - 2 * _INSET) * ((year - self.first) / wide if wide else 0.5), 3)

    def y(self, value: float) -> float:
        """Percent from the top."""
        return round(_TOP + (100 - _TOP) * (1 - self.axis.at(value) / 100), 3)


def _line(name: str, points: list[tuple[int, float]], place: _Place) -> Line:
    marks = tuple(Mark(place.x(year), place.y(value), f"{name}, {year}: {number(value)}") for year, value in points)
    paths = tuple(" ".join(f"{place.x(year) * 10:.1f},{place.y(value) * 10:.1f}" for year, value in run) for run in runs(points))
    most = max(points, key=lambda point: point[1])
    (first, begins), (last, ends) = points[0], points[-1]
    said = f"{name}: {number(begins)} in {first}, {number(ends)} in {last}, most in {most[0]}: {number(most[1])}." if first != last else (
        f"{name}: {number(begins)} in {first}.")
    return Line(name, paths, marks, said)


def _years(place: _Place) -> Iterable[Tick]:
    marked = years_marked(place.first, place.last)
    for year in marked:
        anchor = "middle" if len(marked) == 1 else "start" if year == place.first else "end" if year == place.last else "middle"
        yield Tick(place.x(year), str(year), anchor)


def _left_out(found: _Numbers, *, more: bool) -> str:
    told = []
    if len(found.series) > SERIES:
        told.append(f"The {SERIES} of {number(len(found.series))} series with the largest numbers are drawn.")
    if any(not str(key).isdecimal() for key in found.table):
        told.append("What has no year stands in the table only.")
    if more:
        told.append("Rows beyond those of the table are not drawn.")
    return " ".join(told)
