"""The page of what changed in what was known: the steps of the journal between two days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import url_for

from analysis.gaps.days import months_after
from app.changes.asked import QUARTER, Asked, asked_filters, day
from app.changes.journal import OPS, Step, steps
from app.changes.page import subject_of
from app.http.choices import Choices, choices
from app.http.formats import Table
from app.http.page import Crumb, PageContext
from app.http.paging import Pager, pager
from app.http.problems import PageError
from app.http.sources import source_notes
from ledger.store import now

COLUMNS = ("step", "when", "action", "source", "load", "files", "by", "why", *OPS, "address")
HELP = ("What loads, undos, decisions and typed-in facts added to this network, changed in it or took away, between two days of the "
        "calendar, in UTC. Nothing in the world needs to have changed for that.")


@dataclass(frozen=True, kw_only=True)
class KnownPage(PageContext):
    """``steps``: of the journal, the newest first; ``shown``: those of the page."""

    template: ClassVar[str] = "changes/known.html"
    asked: Asked
    steps: tuple[Step, ...]
    shown: tuple[Step, ...]
    pager: Pager
    choices: Choices
    subject: str
    world: str
    feed: str

    def data(self) -> Any:
        """Every step."""
        return {"title": self.title, **self.asked.address(), "steps": [dict(zip(COLUMNS, row, strict=True)) for row in self._rows()]}

    def table(self) -> Table:
        """One line a step."""
        return Table(f"what-we-knew-{self.asked.before}-{self.asked.after}", COLUMNS, self._rows())

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        for s in self.steps:
            counts = [s.counts[op] if s.counts is not None else None for op in OPS]
            yield (s.id, s.at.isoformat(), s.action, s.source, s.load, list(s.files), s.by, list(s.why), *counts, s.address)


def known_page() -> KnownPage:
    """What was done between the days that the request asks for."""
    offered = choices()
    wanted = asked_known(offered)
    found = steps(wanted.before, wanted.after)
    pages = pager(len(found), size=25)
    filters: dict[str, Any] = dict(wanted.filters.address())
    subject = subject_of(wanted, offered)
    return KnownPage(
        title=f"What changed in what we knew{subject}", help=HELP, sources=source_notes({step.source for step in found if step.source}),
        crumbs=(Crumb("Overview", url_for("overview.index")), Crumb("Changes", url_for("changes.index", **filters)),
                Crumb("In what we knew")),
        wide=True, asked=wanted, steps=tuple(found), shown=tuple(found[pages.offset:pages.offset + pages.size]), pager=pages,
        choices=offered, subject=subject, world=url_for("changes.index", **filters), feed=url_for("changes.feed", as_of=None, **filters),
    )  # fmt: skip


def asked_known(offered: Choices) -> Asked:
    """Days by the clock of this machine, which is the ledger's, whatever day stands for today; else as for the world."""
    after = day("to", now().date())
    before = day("from", dt.date.fromisoformat(months_after(after.isoformat(), -QUARTER)))
    if before > after:
        raise PageError(400, f"from={before} is after to={after}: expected the earlier day first.")
    return Asked(before, after, *asked_filters(offered))
