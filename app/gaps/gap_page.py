"""One gap of one kind: what it rests on, and what a person says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import request, url_for

from app.gaps.asked import address
from app.gaps.kinds import CELL, Kind
from app.gaps.kinds_page import columns_of, in_words, report_address, rows_address
from app.gaps.looking import Looking, kind_named, looking
from app.gaps.standing import Gap, Search, gone_subject, key_of, standing
from app.http.formats import Table
from app.http.page import Crumb, PageContext
from app.http.paging import asked_day
from app.http.problems import not_found
from app.http.sources import source_notes, titles
from app.reports.cells import Cell, Stated, plain_cell, table_row
from app.services import services
from ledger.findings import STATES, Findings, Subject, verdicts_of
from ledger.models import Finding, FindingEvent

LONGEST = 5_000


@dataclass(frozen=True, kw_only=True)
class GapPage(PageContext):
    """A gap. ``facts``: heading and content of each column of its report; empty where the gap is gone."""

    template: ClassVar[str] = "gaps/gap.html"
    kind: Kind
    is_there: bool
    facts: tuple[tuple[str, Cell], ...]
    stated: Stated
    source_titles: Mapping[str, str]
    ways: tuple[tuple[str, str], ...]
    hidden: Mapping[str, str]
    settings: str
    finding: Finding | None
    history: tuple[FindingEvent, ...]
    row: Mapping[str, Any]
    states: tuple[str, ...] = STATES
    verdicts: tuple[str, ...] = ()

    def data(self) -> Any:
        """The gap, whether it is still there, and the judgement."""
        return {"title": self.title, "kind": self.kind.title, "is_there": self.is_there, "facts": dict(self.row),
                "state": self.finding.state if self.finding else "not judged", "verdict": self.finding.verdict if self.finding else "",
                "history": [{"at": e.at, "by": e.by, "changes": e.changes, "note": e.note} for e in self.history]}

    def table(self) -> Table:
        """One line a fact."""
        return Table("gap", ("fact", "value"), ((name, plain_cell(value)) for name, value in self.row.items()))


@dataclass(frozen=True)
class Meant:
    """The gap of an address: what names it, the gap itself while it is there, and the finding on it."""

    search: Search
    about: Mapping[str, str]
    gap: Gap | None
    finding: Finding | None

    @property
    def subject(self) -> Subject:
        """What a judgement is about; of a gap that is gone, what the finding knew."""
        if self.gap is not None:
            return self.gap.subject
        known = self.finding
        return gone_subject(self.search, self.about, known.title if known else "", known.country if known else "")


def asked_gap() -> Meant:
    """The gap that the request names; 404 where it is not there and nobody judged it."""
    asked = looking()
    kind = kind_named(request.values.get("kind", ""))
    about = {name: _given(asked, name) for name in kind.about}
    search = asked.search(kind)
    key = key_of(search, about)
    gap = next((gap for gap in standing(search).gaps if gap.key == key), None)
    finding = Findings(services().ledger).find(key)
    if gap is None and finding is None:
        raise not_found("The loaded sources do not show this gap on this day.", "See the page of kinds of gap for those that they show.")
    return Meant(search, about, gap, finding)


def gap_page() -> GapPage:
    """The gap that the request asks for."""
    meant = asked_gap()
    kind, gap = meant.search.kind, meant.gap
    row: Mapping[str, Any] = gap.row if gap else {}
    names, headings = columns_of(kind)
    shown = table_row(names, row) if gap else None
    subject = meant.subject
    back = Crumb(kind.title, rows_address(meant.search))
    return GapPage(
        title=subject.title, help=kind.says, as_of=asked_day(services().today()), kind=kind, is_there=gap is not None,
        crumbs=(Crumb("Overview", url_for("overview.index")), Crumb("Gaps", url_for("gaps.index")),
                Crumb("Kinds", url_for("gaps.kinds")), back, Crumb("One gap")),
        facts=tuple(zip(headings, shown.cells, strict=True)) if shown else (), stated=shown.stated if shown else Stated((), ()),
        sources=source_notes(row.get("sources") or ()), source_titles=titles(), ways=tuple(_ways(meant)), row=row,
        hidden=_hidden(meant), settings=in_words(meant.search), finding=meant.finding, verdicts=verdicts_of(kind.finding),
        history=tuple(Findings(services().ledger).history(meant.finding.id)) if meant.finding else (),
    )


def _given(asked: Looking, name: str) -> str:
    if name in CELL:
        return asked.country if name == "country" else asked.focus
    return request.values.get(name, "").strip()[:LONGEST]


def _hidden(meant: Meant) -> dict[str, str]:
    """What the form carries so that it means the same gap."""
    names = {("focus" if name == "focus_area" else name): value for name, value in meant.about.items()}
    return {"kind": meant.search.kind.key, **names, **dict(meant.search.settings)}


def _ways(meant: Meant) -> list[tuple[str, str]]:
    """Where a reader may want to go from here."""
    about, search = meant.about, meant.search
    ways = []
    if "focus_area" in about:
        ways.append(("The cell of the matrix", address("cell", {"focus": about["focus_area"], "country": about["country"]})))
    ways.append(("The report behind it" if search.kind.report else "The matrix behind it", report_address(search)))
    return [*ways, ("All of this kind", rows_address(search))]
