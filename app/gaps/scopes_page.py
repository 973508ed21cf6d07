"""The table of scopes as a page: which source would have reported what, and why that is believed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import url_for

from analysis.gaps.ask import with_current_ids
from analysis.gaps.scope import ANY
from analysis.gaps.words import Asked, whose
from app.gaps.asked import Form, form, short
from app.gaps.reading import reader, scopes
from app.http.formats import Table
from app.http.page import Crumb, PageContext
from app.http.paging import Pager, pager
from app.http.sources import source_notes, titles

COLUMNS = ("source", "focus_area", "country", "valid_from", "valid_to", "whose_work", "why")


@dataclass(frozen=True)
class ScopeLine:
    """One scope in words; empty ``valid_from`` and ``valid_to``: no limit."""

    source: str
    title: str
    focus_area: str
    country: str
    valid_from: str
    valid_to: str
    whose: str
    why: str


@dataclass(frozen=True, kw_only=True)
class ScopesPage(PageContext):
    """Every scope; ``fault``: why the table cannot be read."""

    template: ClassVar[str] = "gaps/scopes.html"
    scopes: tuple[ScopeLine, ...]
    shown: tuple[ScopeLine, ...]
    pager: Pager
    fault: str

    def data(self) -> Any:
        """Every scope."""
        return {"title": self.title, "scopes": [dict(zip(COLUMNS, row, strict=True)) for row in self._lines()], "fault": self.fault}

    def table(self) -> Table:
        """One line a scope, in words; the table itself comes from ``flask tables show scope``."""
        return Table("scopes", COLUMNS, self._lines())

    def _lines(self) -> Iterator[tuple[str, ...]]:
        for s in self.scopes:
            yield (s.title, s.focus_area, s.country, s.valid_from, s.valid_to, s.whose, s.why)


def scopes_page() -> ScopesPage:
    """The scopes as they stand."""
    reading = reader()
    offered = form(reading)
    found = scopes()
    rows, organizations = with_current_ids(reading, found.rows)
    words = Asked(sources=titles(), organizations=organizations)
    lines = tuple(
        ScopeLine(s.source, words.sources.get(s.source, s.source), _focus(offered, s.focus_area), _country(offered, s.country),
                  s.valid_from, s.valid_to, whose(s, words), s.why)
        for s in rows
    )
    pages = pager(len(lines))
    return ScopesPage(
        title="Scopes", sources=source_notes({s.source for s in rows}),
        help="Which source would have reported which work: only where a scope covers a cell does silence mean a gap. People "
             "enter scopes by hand and say why; the table is empty until they do.",
        crumbs=(Crumb("Overview", url_for("overview.index")), Crumb("Gaps", url_for("gaps.index")), Crumb("Scopes")),
        scopes=lines, shown=pages.of(lines), pager=pages, fault=found.fault,
    )


def _focus(offered: Form, focus_area: str) -> str:
    if focus_area == ANY:
        return "every focus area"
    return offered.line_name(focus_area) + (" and its topics" if ":" not in short(focus_area) else "")


def _country(offered: Form, country: str) -> str:
    return "every country" if country == ANY else offered.country_name(country)
