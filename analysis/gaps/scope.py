"""The scopes of the sources: which work a source would have reported, so that its silence means something.

A scope is one row of a hand-kept table (CSV with this header, UTF-8):

=============  ==========================================================================================
source         key of the source whose silence counts, as it stands on the page of sources
focus_area     id of a focus area (``focus:III:police-reform``), of a line of effort with all topics under it
               (``focus:III``), or ``*`` for every focus area
country        ISO 3166-1 alpha-2 code (XK for Kosovo), or ``*`` for every country
valid_from     first day on which the source would have reported (YYYY, YYYY-MM or YYYY-MM-DD); may be empty
valid_to       last such day; may be empty
whose_work     ``*`` for anybody's work, or the ids of the organizations whose work it reports, joined by ``|``
why            one sentence: what makes us believe that the source is complete there; never empty
=============  ==========================================================================================

Without a scope a cell without programs is *no data*, never a gap. The table is empty by default.
"""

from __future__ import annotations

import calendar
import csv
import io
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

COLUMNS = ("source", "focus_area", "country", "valid_from", "valid_to", "whose_work", "why")
ANY = "*"
WHOSE = r"\*|org:[^|]+(\|org:[^|]+)*"


class ScopeError(ValueError):
    """A scope table that cannot be read; the message says file, row, column, what was found and what was expected."""


@dataclass(frozen=True)
class ScopeRow:
    """One scope: ``source`` would have reported the work of ``whose_work`` on ``focus_area`` in ``country``.

    Dates are full ISO texts or empty (no limit); ``whose_work`` is empty for anybody's.
    """

    source: str
    focus_area: str
    country: str
    valid_from: str
    valid_to: str
    whose_work: tuple[str, ...]
    why: str

    def on(self, day: str) -> bool:
        """Whether the source would have reported on a day (a full ISO date)."""
        return (not self.valid_from or self.valid_from <= day) and (not self.valid_to or day <= self.valid_to)

    def covers_focus(self, focus_area: str) -> bool:
        """Whether this scope takes in a focus area; ``*`` asks for all of them."""
        return self.focus_area in (ANY, focus_area) or focus_area.startswith(f"{self.focus_area}:")

    def covers_work_of(self, organizations: Collection[str]) -> bool:
        """Whether the work of an organization, given by its id and those of the bodies it is a part of, is reported."""
        return not self.whose_work or not set(self.whose_work).isdisjoint(organizations)


def parse_scope(text: str, file: str = "scope.csv") -> list[ScopeRow]:
    """Scope rows from the text of a CSV file; ``ScopeError`` names the first bad row and column."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    found = tuple(reader.fieldnames or ())
    if found != COLUMNS:
        shown = ", ".join(found) or "none"
        raise ScopeError(f"{file}, row 1: found the columns {shown}; expected {', '.join(COLUMNS)}")
    return [_row(raw, f"{file}, row {number}") for number, raw in enumerate(reader, start=2)]


class ScopeIndex:
    """The scopes in force on a day, or all the time from ``since`` to it, ready to be asked for thousands of cells."""

    def __init__(self, scopes: Iterable[ScopeRow], as_of: str, since: str = "") -> None:
        self._scopes = [scope for scope in scopes if scope.on(as_of) and scope.on(since or as_of)]
        self._by_focus: dict[str, dict[str, tuple[ScopeRow, ...]]] = {}

    def covering(self, focus_areas: Sequence[str], countries: Sequence[str]) -> tuple[ScopeRow, ...]:
        """Scopes that together take in every focus area in every country; empty when one such pair is left out."""
        if len(focus_areas) == 1 and len(countries) == 1:
            return self._pair(focus_areas[0], countries[0])
        kept: dict[ScopeRow, None] = {}
        for focus_area in focus_areas:
            for country in countries:
                found = self._pair(focus_area, country)
                if not found:
                    return ()
                kept.update(dict.fromkeys(found))
        return tuple(kept)

    def _pair(self, focus_area: str, country: str) -> tuple[ScopeRow, ...]:
        by_country = self._by_focus.get(focus_area)
        if by_country is None:
            by_country = self._by_focus[focus_area] = self._countries(focus_area)
        return by_country.get(country) or by_country.get(ANY, ())

    def _countries(self, focus_area: str) -> dict[str, tuple[ScopeRow, ...]]:
        scopes = [scope for scope in self._scopes if scope.covers_focus(focus_area)]
        named = {scope.country for scope in scopes}
        return {country: tuple(s for s in scopes if s.country in (ANY, country)) for country in named}


def _row(raw: dict[str | None, str | None], place: str) -> ScopeRow:
    if None in raw or None in raw.values():
        found = "more" if None in raw else "fewer"
        raise ScopeError(f"{place}: found {found} columns than the header has; expected {len(COLUMNS)}")
    value = {str(name): str(text).strip() for name, text in raw.items()}
    _expect(place, "source", value["source"], r"\S+", "the key of a source")
    _expect(place, "focus_area", value["focus_area"], r"\*|focus:\S+", "* or the id of a focus area, such as focus:III")
    _expect(place, "country", value["country"], r"\*|[A-Z]{2}", "* or a two-letter country code")
    _expect(place, "whose_work", value["whose_work"], WHOSE, "* or ids of organizations joined by |")
    _expect(place, "why", value["why"], r".+", "a sentence that says why the source is complete there")
    valid_from = _day(place, "valid_from", value["valid_from"], last=False)
    valid_to = _day(place, "valid_to", value["valid_to"], last=True)
    if valid_from and valid_to and valid_to < valid_from:
        raise ScopeError(f"{place}, column valid_to: found {value['valid_to']}; expected a day after {valid_from}")
    whose = () if value["whose_work"] == ANY else tuple(value["whose_work"].split("|"))
    return ScopeRow(value["source"], value["focus_area"], value["country"], valid_from, valid_to, whose, value["why"])


def _expect(place: str, column: str, found: str, pattern: str, expected: str) -> None:
    if not re.fullmatch(pattern, found):
        raise ScopeError(f"{place}, column {column}: found {found!r}; expected {expected}")


def _day(place: str, column: str, text: str, last: bool) -> str:
    """A full ISO date from a year, month or day: its first day, or its last; empty stays empty."""
    if not text:
        return ""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text)
    year, month, day = (int(part) if part else 0 for part in match.groups()) if match else (0, 0, 0)
    month = month or (12 if last else 1)
    days = calendar.monthrange(year, month)[1] if year and 1 <= month <= 12 else 0
    day = day or (days if last else 1)
    if not 1 <= day <= days:
        raise ScopeError(f"{place}, column {column}: found {text!r}; expected YYYY, YYYY-MM or YYYY-MM-DD")
    return f"{year:04}-{month:02}-{day:02}"
