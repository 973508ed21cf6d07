"""The page of what changed in what was known: the steps of the journal between two days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as Redirect

from analysis.gaps.days import months_after
from app.changes.asked import QUARTER, Asked, asked_filters, day
from app.changes.brought import Brought, loads_of
from app.changes.journal import OPS, Step, steps
from app.changes.net import Net, net
from app.changes.page import subject_of
from app.data.jobs import begin
from app.http.choices import Choices, choices
from app.http.formats import Table
from app.http.page import Crumb, PageContext
from app.http.paging import Pager, pager
from app.http.problems import PageError
from app.http.sources import source_notes, titles
from ledger.store import now

STEP_COLUMNS = ("step", "when", "action", "source", "load", "files", "by", "why", *OPS, "address")
COLUMNS = ("what", "became", "type", "id", "name", "kind", "other_id", "other", "sources", "records", "loads")
EVERY = 1_000_000
HELP = ("What loads, undos, decisions and typed-in facts added to this network, changed in it or took away, between two days of the "
        "calendar, in UTC. Nothing in the world needs to have changed for that.")


@dataclass(frozen=True, kw_only=True)
class KnownPage(PageContext):
    """``steps``: of the journal, the newest first; ``shown``: those of the page. ``net``: what they come to, ``None`` where there is
    no step or where it has to be worked out by a job; ``op``: the one kind of change that is listed; ``rows``: those of the page."""

    template: ClassVar[str] = "changes/known.html"
    asked: Asked
    steps: tuple[Step, ...]
    shown: tuple[Step, ...]
    pager: Pager
    net: Net | None
    op: str
    rows: tuple[dict[str, Any], ...]
    row_pager: Pager
    loads: dict[int, Brought]
    source_titles: dict[str, str]
    choices: Choices
    subject: str
    world: str
    feed: str

    def data(self) -> Any:
        """Every step, and everything that they added, changed or took away."""
        return {"title": self.title, **self.asked.address(), "steps": [dict(zip(STEP_COLUMNS, row, strict=True)) for row in self._steps()],
                "worked_out": self.net is not None, "changes": [dict(zip(COLUMNS, row, strict=True)) for row in self._rows()]}

    def table(self) -> Table:
        """One line a thing or link that was added, changed or taken away."""
        return Table(f"what-we-knew-{self.asked.before}-{self.asked.after}", COLUMNS, self._rows())

    def _steps(self) -> Iterator[tuple[Any, ...]]:
        for s in self.steps:
            counts = [s.counts[op] if s.counts is not None else None for op in OPS]
            yield (s.id, s.at.isoformat(), s.action, s.source, s.load, list(s.files), s.by, list(s.why), *counts, s.address)

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        for r in self.net.rows(self.op, 0, EVERY) if self.net else ():
            yield (r["what"], r["op"], r["type"], r["id"], r["name"], r["kind"], r["other_id"], r["other"], r["sources"], r["records"],
                   r["loads"])  # fmt: skip


def known_page() -> KnownPage:
    """What was done between the days that the request asks for."""
    offered = choices()
    wanted = asked_known(offered)
    found = steps(wanted.before, wanted.after)
    pages = pager(len(found), size=10, parameter="step")
    op = _op()
    together = net(found, wanted.filters) if found else None
    row_pages = pager(together.total(op) if together else 0)
    rows = tuple(together.rows(op, row_pages.offset, row_pages.size)) if together else ()
    filters: dict[str, Any] = dict(wanted.filters.address())
    return KnownPage(
        title=f"What changed in what we knew{subject_of(wanted, offered)}", help=HELP, wide=True, asked=wanted, steps=tuple(found),
        crumbs=(Crumb("Overview", url_for("overview.index")), Crumb("Changes", url_for("changes.index", **filters)),
                Crumb("In what we knew")),
        sources=source_notes({step.source for step in found if step.source}),
        shown=pages.of(found), pager=pages, net=together, op=op, rows=rows, row_pager=row_pages,
        loads=loads_of(number for row in rows for number in row["loads"] if number), source_titles=titles(), choices=offered,
        subject=subject_of(wanted, offered), world=url_for("changes.index", **filters),
        feed=url_for("changes.feed", as_of=None, **filters),
    )  # fmt: skip


def work_out_page() -> Redirect:
    """Ask for the job that works out what the steps come to; to the page of the job."""
    wanted = asked_known(choices())
    found = steps(wanted.before, wanted.after)
    if not found:
        raise PageError(400, "Nothing was loaded, undone or decided between these two days.")
    title = f"What changed in what we knew, {wanted.before} to {wanted.after}"
    address: dict[str, Any] = dict(wanted.address())
    job = begin("changed", title, {"first": found[-1].id, "last": found[0].id, "address": url_for("changes.known", **address)})
    return redirect(url_for("data.job", number=job.id), 303)


def _op() -> str:
    op = request.args.get("became", "").strip()
    if op and op not in OPS:
        raise PageError(400, f"became={op[:40]}: expected one of {', '.join(OPS)}.")
    return op


def asked_known(offered: Choices) -> Asked:
    """Days by the clock of this machine, which is the ledger's, whatever day stands for today; else as for the world."""
    after = day("to", now().date())
    before = day("from", dt.date.fromisoformat(months_after(after.isoformat(), -QUARTER)))
    if before > after:
        raise PageError(400, f"from={before} is after to={after}: expected the earlier day first.")
    return Asked(before, after, *asked_filters(offered))
