"""What the map shows: one layer, a mark for every country that something is known of, and the legend that says what colours mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from analysis.classes import MOST, class_of, classes
from analysis.gaps.ask import Reader
from app.gaps.asked import Form
from app.http.paging import Column
from app.http.text import count, day, number

NONE = "none"


@dataclass(frozen=True)
class Mark:
    """One country. ``shade``: the key of its legend entry; ``value``: what it sorts by, ``None`` last; ``said``: the value in words.

    ``cells``: further columns of the table as the page shows them; ``row``: the columns of the download; ``href``: what stands behind.
    """

    code: str
    shade: str
    value: float | None
    said: str
    href: str
    cells: tuple[str, ...] = ()
    row: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One entry of the legend: what a colour or pattern means, and how many countries have it."""

    shade: str
    label: str
    countries: int


@dataclass(frozen=True)
class Layer:
    """A layer as the page shows it. ``sentence``: what is shown and of how many countries, for the top of the page.

    ``absent``: what a country without a mark is said to have; ``columns``: headings of ``Mark.cells``; ``fields``: of ``Mark.row``.
    ``of``: prefix of the ids of what is marked; ``first``: how the table is sorted at first; ``notes``: what a reader must know
    to trust it; ``sources``: keys of those behind it, ``None`` for all; ``lines``: U.S. state, country, title.
    """

    key: str
    title: str
    sentence: str
    heading: str
    absent: str
    marks: Mapping[str, Mark]
    legend: tuple[Entry, ...]
    columns: tuple[Column, ...] = ()
    fields: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    sources: frozenset[str] | None = None
    empty: str = ""
    first: str = "-value"
    of: str = "country"
    lines: tuple[tuple[str, str, str], ...] = field(default=())


@dataclass(frozen=True)
class Asking:
    """What a layer is made from: the graph's queries, what the filters offer, the day, and the chosen values by name.

    ``since``: the first day of the time that "in force" is about, empty for the day alone; only layers of what is in force have it.
    ``names``: countries by code; ``within``: codes of the chosen region.
    """

    reading: Reader
    form: Form
    as_of: str
    chosen: Mapping[str, str]
    names: Mapping[str, str]
    within: frozenset[str]
    since: str = ""

    @property
    def time(self) -> dict[str, str | None]:
        """Day and time as the parameters of a query."""
        return {"as_of": self.as_of, "since": self.since or None}

    @property
    def during(self) -> str:
        """The time as it follows a noun; empty where one day is asked for."""
        return f" in force at any time from {day(self.since)} to {day(self.as_of)}" if self.since else ""

    def here(self, code: str) -> bool:
        """Whether a country is in the chosen region."""
        return code in self.within


def shaded(values: Mapping[str, float], said: Callable[[float], str], *, low_is_dark: bool = False) -> tuple[dict[str, str], list[Entry]]:
    """Shades of numbers by code, ``c1`` light to ``c5`` dark, and the entries of the legend, the dark ones first."""
    found = classes(values.values())
    shades = [f"c{_spread(place, len(found))}" for place in range(len(found))]
    if low_is_dark:
        shades.reverse()
    entries = [
        Entry(shade, said(each.low) if each.low == each.high else f"{said(each.low)} to {said(each.high)}", each.members)
        for shade, each in zip(shades, found, strict=True)
    ]
    return {code: shades[class_of(value, found)] for code, value in values.items()}, entries if low_is_dark else entries[::-1]


def rest(asking: Asking, marked: Sequence[str], label: str) -> list[Entry]:
    """The entry of the countries of the region that have no mark, if there are any."""
    left = len(asking.within) - sum(1 for code in marked if asking.here(code))
    return [Entry(NONE, label, left)] if left else []


def _spread(place: int, of: int) -> int:
    """Few classes are spread over the whole scale: one is the middle, two are the ends."""
    return (MOST + 1) // 2 if of == 1 else 1 + round(place * (MOST - 1) / (of - 1))


def where(asking: Asking) -> str:
    """`` in Eastern Africa`` where a region is chosen, else nothing."""
    return f" in {asking.chosen['region']}" if asking.chosen["region"] else ""


def of_all(asking: Asking, marked: int) -> str:
    """``12 of 58 countries in Africa have``."""
    return f"{number(marked)} of {count(len(asking.within), 'country')}{where(asking)} {'has' if marked == 1 else 'have'}"


def most(asking: Asking, marks: Mapping[str, Mark], what: str) -> str:
    """How many countries have it, and which has most of it."""
    told = f"{of_all(asking, len(marks))} {what}"
    ranked = sorted((m for m in marks.values() if m.value), key=lambda m: -(m.value or 0))
    if not ranked:
        return f"{told}."
    first = [m for m in ranked if m.value == ranked[0].value]
    named = asking.names[first[0].code] + (f" and {len(first) - 1} more" if len(first) > 1 else "")
    return f"{told}; most in {named}: {first[0].said}."
