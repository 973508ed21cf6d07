"""Pages of the quality of the data."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar

from flask import Response, request, url_for

from app.http.choices import Choice
from app.http.formats import Table
from app.http.page import Crumb, PageContext, respond
from app.http.paging import Pager, pager
from app.http.problems import PageError, not_found
from app.http.sources import source_notes, titles
from app.quality import bp
from app.quality.checks import CHECKS, Fault, FaultRow, fault_rows, faults, question

SUMMARY = ("check", "title", "source", "rows")
ROWS = ("id", "name", "found", "sources", "records")


@dataclass(frozen=True, kw_only=True)
class QualityPage(PageContext):
    """Every check with how many rows it found, by source."""

    template: ClassVar[str] = "quality/index.html"
    source: str
    choices: tuple[Choice, ...]
    source_titles: dict[str, str]
    faults: tuple[Fault, ...]

    def table(self) -> Table:
        """One row a check and source; a check that found nothing is a row too."""
        return Table("data-quality", SUMMARY, ((f.key, f.title, *part) for f in self.faults for part in f.by_source or (("", 0),)))


@dataclass(frozen=True, kw_only=True)
class FaultPage(PageContext):
    """The rows that one check found."""

    template: ClassVar[str] = "quality/fault.html"
    source: str
    source_titles: dict[str, str]
    row: str
    pager: Pager
    rows: tuple[FaultRow, ...]
    everything: Callable[[], Iterable[FaultRow]]
    key: str

    def table(self) -> Table:
        """Every row."""
        return Table(self.key, ROWS, ([getattr(row, name) for name in ROWS] for row in self.everything()))


@bp.get("")
def index() -> Response:
    """Every check."""
    source, known = _asked_source(), titles()
    return respond(
        QualityPage(
            title="Data quality",
            crumbs=_crumbs(),
            help="What the loaded sources leave out or contradict, and in how many rows; each number leads to its rows. "
            "A fault is the sources': the partner, the country or the date may well exist.",
            sources=source_notes(),
            source=source,
            choices=tuple(Choice(key, title) for key, title in known.items()),
            source_titles=known,
            faults=tuple(faults(source)),
        )
    )


@bp.get("/<name>")
def fault(name: str) -> Response:
    """The rows of one check."""
    if name not in CHECKS:
        raise not_found(f"There is no check {name!r}.", "See the list of checks under Data quality.")
    source, query = _asked_source(), question(name)
    place = pager(sum(1 for _ in fault_rows(name, source)))
    return respond(
        FaultPage(
            title=query.title,
            crumbs=(*_crumbs(last=False), Crumb(query.title)),
            help=f"{query.description} One row is {query.row}.",
            source=source,
            source_titles=titles(),
            row=query.row,
            pager=place,
            rows=tuple(fault_rows(name, source, place)),
            everything=lambda: fault_rows(name, source),
            key=name,
        )
    )


def _asked_source() -> str:
    source = request.args.get("source", "")
    if source and source not in titles():
        raise PageError(400, f"source={source}: there is no such source.", "See the list of sources under Data.")
    return source


def _crumbs(*, last: bool = True) -> tuple[Crumb, ...]:
    here = Crumb("Data quality") if last else Crumb("Data quality", url_for("quality.index"))
    return Crumb("Overview", "/"), Crumb("Data", url_for("data.loads")), here
