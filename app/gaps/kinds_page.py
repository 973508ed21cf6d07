"""Kinds of gap: how many there are of each now, and the rows of one kind, each of which can be judged."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import url_for

from analysis.gaps.ask import indicators
from app.gaps.asked import Form, address
from app.gaps.kinds import KINDS, Kind
from app.gaps.looking import Looking, kind_named, looking
from app.gaps.reading import reader
from app.gaps.standing import Gap, Search, Standing, is_complete, standing
from app.http.choices import Choice
from app.http.formats import Table, asked_format
from app.http.page import Crumb, PageContext
from app.http.paging import Column, Pager, asked_day, pager
from app.http.sources import source_notes, titles
from app.reports.cells import Row, fitted, shown_columns, table_row
from app.services import services
from graph.errors import QueryTimeout
from ledger.findings import GONE, Findings
from ledger.models import Finding

HELP = ("Each kind of gap, how many there are on the day above, and the rows behind them. A row that matters can be given to "
        "somebody, with a day until which it is to be filled. All rest on what sources name: a partner that no source names may be there.")
SECONDS = 10.0  # of counting before the rest of the kinds waits for the next reading of the page
KIND_COLUMNS = ("kind", "gaps", "more", "judged", "report", "settings", "sources", "what_it_is")
CELL_COLUMNS = ("country", "focus_area", "why")
CELL_HEADINGS = {"country": "Country", "focus_area": "Focus area", "why": "Why"}
WORDS = {"months": "within {} months", "share": "above {}", "worst": "the worst {} of countries", "indicator": "by {}",
         "money_kind": "money: {}", "currency": "in {}", "from_year": "from {}", "to_year": "to {}", "year": "in the year {}"}


@dataclass(frozen=True)
class Counted:
    """One kind with its gaps; ``gaps`` is ``None`` where they were not counted, and ``why`` says why not."""

    kind: Kind
    search: Search
    standing: Standing | None
    judged: int
    why: str = ""

    @property
    def gaps(self) -> int | None:
        """How many there are."""
        return None if self.standing is None else len(self.standing.gaps)

    @property
    def more(self) -> bool:
        """Whether there are more than were read."""
        return self.standing is not None and self.standing.more

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of the sources that its rows rest on."""
        return tuple(sorted({key for gap in self.standing.gaps for key in gap.row["sources"] or ()})) if self.standing else ()

    @property
    def settings(self) -> str:
        """What its report was asked with, in words."""
        return in_words(self.search)

    @property
    def rows(self) -> str:
        """The page of its rows."""
        return rows_address(self.search)

    @property
    def report(self) -> str:
        """The report behind it, with the same choices; of cells, the matrix."""
        return report_address(self.search)


@dataclass(frozen=True, kw_only=True)
class KindsPage(PageContext):
    """Every kind of gap with its count."""

    template: ClassVar[str] = "gaps/kinds.html"
    form: Form
    country: str
    focus: str
    kinds: tuple[Counted, ...]
    source_titles: Mapping[str, str]

    def data(self) -> Any:
        """Every kind."""
        return {"title": self.title, "as_of": self.as_of.isoformat() if self.as_of else "", "country": self.country,
                "focus_area": self.focus, "kinds": [dict(zip(KIND_COLUMNS, row, strict=True)) for row in self._rows()]}

    def table(self) -> Table:
        """One line a kind."""
        return Table("kinds-of-gap", KIND_COLUMNS, self._rows())

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        for c in self.kinds:
            yield (c.kind.title, c.gaps, c.more, c.judged, c.kind.report or "coverage matrix", c.settings, list(c.sources), c.kind.says)


@dataclass(frozen=True)
class Line:
    """A gap as a row of a table, and what was judged of it."""

    gap: Gap
    row: Row
    finding: Finding | None

    @property
    def state(self) -> str:
        """The state of the finding, or that there is none."""
        return self.finding.state if self.finding else "not judged"


@dataclass(frozen=True, kw_only=True)
class KindPage(PageContext):
    """The gaps of one kind. ``headings``: those of the columns of ``lines``."""

    template: ClassVar[str] = "gaps/kind.html"
    kind: Kind
    form: Form
    country: str
    focus: str
    counted: Counted
    headings: list[Column]
    indicators: tuple[Choice, ...]
    lines: tuple[Line, ...]
    choices: tuple[tuple[str, str, str, tuple[str, ...]], ...]
    gone: tuple[Finding, ...]
    source_titles: Mapping[str, str]
    pager: Pager

    def data(self) -> Any:
        """Every gap of the filters with its facts."""
        return {"title": self.title, "settings": dict(self.counted.search.settings), "gaps": [self._plain(gap) for gap in self._every()]}

    def table(self) -> Table:
        """One line a gap, with the columns of its report."""
        columns = (*self._columns(), "finding")
        return Table(f"gaps-{self.kind.key}", columns, (tuple(self._plain(gap)[name] for name in columns) for gap in self._every()))

    def _every(self) -> tuple[Gap, ...]:
        return self.counted.standing.gaps if self.counted.standing else ()

    def _columns(self) -> tuple[str, ...]:
        if not self.kind.report:
            return ("country", "country_id", "focus_area", "focus_area_id", "why", "sources")
        return services().catalogue[f"reports/{self.kind.report}"].columns

    def _plain(self, gap: Gap) -> dict[str, Any]:
        found = _found().get(gap.key)
        return {**{name: gap.row[name] for name in self._columns()}, "finding": found.state if found else "not judged"}


def kinds_page() -> KindsPage:
    """All kinds as the request narrows them."""
    asked = looking()
    found = _found()
    end = time.monotonic() + SECONDS if asked_format() == "html" else float("inf")
    counted = tuple(count(asked, kind, found) if time.monotonic() < end else _later(asked, kind) for kind in KINDS)
    return KindsPage(
        title="Kinds of gap", help=HELP, crumbs=_crumbs("Kinds"), as_of=asked_day(services().today()), form=asked.form, wide=True,
        country=asked.country, focus=asked.focus, kinds=counted, source_titles=titles(),
        sources=source_notes({key for c in counted for key in c.sources}),
    )


def _later(asked: Looking, kind: Kind) -> Counted:
    return Counted(kind, asked.search(kind), None, 0, "Not counted yet, because reading takes long here: open it, or this page again.")


def kind_page(name: str) -> KindPage:
    """The gaps of one kind as the request narrows them."""
    kind, asked, found = kind_named(name), looking(), _found()
    counted = count(asked, kind, found)
    gaps = counted.standing.gaps if counted.standing else ()
    pages = pager(len(gaps))
    columns = [(name, heading) for name, heading in zip(*columns_of(kind), strict=True) if name not in kind.folded]
    names = [name for name, _ in columns]
    shown = pages.of(gaps)
    rows = fitted([table_row(names, gap.row) for gap in shown])
    lines = [Line(gap, row, found.get(gap.key)) for gap, row in zip(shown, rows, strict=True)]
    back = Crumb("Kinds", address("kinds", {"country": asked.country, "focus": asked.focus}))
    return KindPage(
        title=kind.title, help=kind.says, crumbs=_crumbs(kind.title, back), as_of=asked_day(services().today()),
        kind=kind, form=asked.form, country=asked.country, focus=asked.focus, counted=counted,
        headings=[Column(name, heading) for name, heading in columns],
        indicators=_indicators(counted.search), lines=tuple(lines),
        choices=tuple(_fields(counted.search)), sources=source_notes(counted.sources), source_titles=titles(), pager=pages, wide=True,
        gone=tuple(f for f in found.values() if f.kind == kind.finding and f.facts == GONE and asked.country in ("", f.country)),
    )


def count(asked: Looking, kind: Kind, found: Mapping[str, Finding]) -> Counted:
    """A kind with its gaps, or why they could not be counted."""
    search = asked.search(kind)
    if not is_complete(search):
        return Counted(kind, search, None, 0, "No source states money by country in two years in a row, or no indicator of need is loaded.")
    try:
        here = standing(search)
    except QueryTimeout:
        return Counted(kind, search, None, 0, "Counting took too long: choose a country or a focus area.")
    return Counted(kind, search, here, sum(1 for gap in here.gaps if gap.key in found))


def rows_address(search: Search) -> str:
    """The page of the rows of a search."""
    return address("kind", {"name": search.kind.key, "country": search.country, "focus": search.focus, **dict(search.settings)})


def report_address(search: Search) -> str:
    """The report behind a search with the same choices; of cells, the matrix."""
    if not search.kind.report:
        return address("index", {"country": search.country, "line": search.focus})
    arguments: dict[str, Any] = {"name": search.kind.report, **search.params()}
    return url_for("reports.report", **arguments)


def in_words(search: Search) -> str:
    """The settings of a search: ``obligation in USD, from 2022 to 2023``."""
    return ", ".join(WORDS[name].format(_said(name, value, search.as_of)) for name, value in search.settings)


def _said(name: str, value: str, as_of: str) -> str:
    if name == "indicator":
        return next((i.name for i in indicators(reader(), as_of) if i.id == value), value)
    return f"{100 * float(value):.0f}%" if name in ("share", "worst") else value


def _found() -> dict[str, Finding]:
    return {finding.key: finding for finding in Findings(services().ledger).all()}


def columns_of(kind: Kind) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The columns of a kind that people see, and their headings."""
    if not kind.report:
        return CELL_COLUMNS, tuple(CELL_HEADINGS.values())
    query = services().catalogue[f"reports/{kind.report}"]
    headings = dict(zip(query.columns, query.headings, strict=True))
    names = shown_columns(query)
    return names, tuple(headings[name] for name in names)


def _fields(search: Search) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Name, label, value and options of each setting of the report."""
    given = dict(search.settings)
    declared = {p.name: p for p in services().catalogue[f"reports/{search.kind.report}"].parameters} if search.kind.report else {}
    for name in search.kind.settings:
        yield name, declared[name].label, given.get(name, ""), declared[name].options


def _indicators(search: Search) -> tuple[Choice, ...]:
    """The indicators of need to choose from, where the report takes one."""
    if "indicator" not in search.kind.settings:
        return ()
    return tuple(Choice(i.id, i.name) for i in indicators(reader(), search.as_of) if i.tells_need and i.countries)


def _crumbs(last: str, *between: Crumb) -> tuple[Crumb, ...]:
    return (Crumb("Overview", url_for("overview.index")), Crumb("Gaps", url_for("gaps.index")), *between, Crumb(last))
