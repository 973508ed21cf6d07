"""What a brief is made of, the same for paper and Word: headings, sentences and tables of cells; rows of a profile as such cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from app.http.site import profile
from app.http.text import day, money, number, period, words
from app.profiles.rows import AgreementRow, Dates, FocusRow, IndicatorRow, LinkRow, MoneyRow, Row, Statement, Thing

MOST = 10
_SOME = 3


@dataclass(frozen=True)
class Cell:
    """A text, and where it leads inside the application (``""``: nowhere)."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Block:
    """A part of a brief. ``empty``: said in place of the table; ``more``: where the rest stands; ``sources``: keys of who states it."""

    key: str
    heading: str
    said: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    empty: str = ""
    more: Cell | None = None
    sources: frozenset[str] = frozenset()


def cells(view: str, rows: Iterable[Row]) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    """Headings and cells of rows of one part of a profile."""
    columns, write = _VIEWS[view]
    return columns, tuple(write(row) for row in rows)


def stated_by(rows: Iterable[Row]) -> frozenset[str]:
    """Keys of the sources that state rows."""
    found: set[str] = set()
    for row in rows:
        stated = getattr(row, "stated", ())
        found |= {one.source for one in ((stated,) if isinstance(stated, Statement) else stated)}
    return frozenset(found - {""})


def thing(item: Thing) -> Cell:
    """A name that leads to its profile."""
    return Cell(item.name or item.id, profile(item.id))


def names(items: Iterable[Thing]) -> str:
    """At most three names, and how many more."""
    found = [item.name or item.id for item in items]
    return "; ".join(found[:_SOME]) + (f" and {number(len(found) - _SOME)} more" if len(found) > _SOME else "")


def since(dates: Dates, in_force: bool | None = None) -> str:
    """From when until when, and whether that holds on the day."""
    told = period(dates.start, dates.end, dates.start_text, dates.end_text)
    of = "program: " if dates.of_program else ""
    return f"{of}{told}" + ("" if in_force is None else ", in force" if in_force else ", not in force")


def _by(*stated: Statement) -> Cell:
    """Who states it: source and record."""
    return Cell("; ".join(dict.fromkeys(f"{one.source} {one.record}".strip() for one in stated)))


def _link(row: Any) -> tuple[Cell, ...]:
    assert isinstance(row, LinkRow)
    how = "; ".join(filter(None, (row.role or row.phrase, row.detail, row.place.name if row.place else "")))
    through = thing(row.via) if row.via else Cell("directly")
    return thing(row.other), Cell(how), through, Cell(since(row.dates, row.in_force)), _by(row.stated)


def _agreement(row: Any) -> tuple[Cell, ...]:
    assert isinstance(row, AgreementRow)
    return (Cell(row.name, profile(row.id)), Cell(words(row.kind or "not stated")), Cell(names(row.parties) or "not stated"),
            Cell(since(row.dates, row.in_force)), _by(*row.stated))


def _money(row: Any) -> tuple[Cell, ...]:
    assert isinstance(row, MoneyRow)
    kind = f"{row.kind or 'kind not stated'}{f' {row.year}' if row.year else ''}"
    return (Cell(money(row.amount, row.currency)), Cell(kind), Cell(names(row.givers) or "not stated"),
            Cell(names(row.receivers) or "not stated"), Cell(names(row.purposes) or "not stated"), _by(row.stated))


def _focus(row: Any) -> tuple[Cell, ...]:
    assert isinstance(row, FocusRow)
    return Cell(row.name or row.id, profile(row.id)), Cell(number(row.programs)), Cell(number(row.in_force))


def _indicator(row: Any) -> tuple[Cell, ...]:
    assert isinstance(row, IndicatorRow)
    return Cell(row.name, profile(row.id)), Cell(f"{number(row.value)} {row.unit or ''}".strip()), Cell(day(str(row.year))), _by(row.stated)


_LINKS = ("Who or what", "How", "Through", "Since when", "Stated by")
_COUNTED = ("Name", "Programs", "In force")
_VIEWS: dict[str, tuple[tuple[str, ...], Callable[[Any], tuple[Cell, ...]]]] = {
    "links": (_LINKS, _link),
    "agreements": (("Agreement", "Kind", "Parties", "Since when", "Stated by"), _agreement),
    "money": (("Sum", "Kind", "From", "To", "For", "Stated by"), _money),
    "focus": (_COUNTED, _focus), "counted": (_COUNTED, _focus),
    "indicators": (("Indicator", "Value", "Year", "Stated by"), _indicator),
}
