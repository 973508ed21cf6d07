"""The page that tells two loads of one source apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as Redirect

from app.data import bp
from app.data import rows as read
from app.data.contexts import ChangeRow, LoadRow
from app.data.jobs import begin
from app.data.views import AT_ONCE, HOME
from app.http.formats import Table
from app.http.page import Crumb, PageContext, respond
from app.http.paging import Pager, pager
from app.http.problems import PageError, not_found
from app.services import services
from app.work.compared import compare_loads, kept_comparison
from app.work.kept import Kept
from ledger.errors import LedgerError, NotFound
from ledger.models import Load

COLUMNS = ("record", "what")
COUNTS = "select what, count(*) as records from {records} group by what order by what"
PAGE = "select record, what from {records} where ($what = '' or what = $what) order by what, record limit $size offset $skip"
EVERY = 2_000_000_000
WHATS = ("added", "changed", "removed")


@dataclass(frozen=True, kw_only=True)
class ComparePage(PageContext):
    """Two loads, from ``one`` to ``other``. ``counts``: records by what became of them; ``changes``: of the network."""

    template: ClassVar[str] = "data/compare.html"
    one: LoadRow
    other: LoadRow
    counts: dict[str, int]
    changes: tuple[ChangeRow, ...]
    what: str
    pager: Pager
    records: tuple[dict[str, str], ...]
    kept: Kept

    def data(self) -> Any:
        """Both loads, how many records differ, and those of the page."""
        return {"from": self.one.id, "to": self.other.id, "counts": self.counts, "records": list(self.records)}

    def table(self) -> Table:
        """Every record that differs, or those of what was asked for."""
        return Table(f"loads-{self.one.id}-{self.other.id}", COLUMNS, self._every())

    def _every(self) -> Iterable[Sequence[Any]]:
        for row in self.kept.rows(PAGE, {"what": self.what, "size": EVERY, "skip": 0}):
            yield [row[name] for name in COLUMNS]


@bp.get("/loads/<int:number>/compare", endpoint="choose_compare")
def choose(number: int) -> Redirect:
    """From the form on a load's page to the comparison: from the other load to this one."""
    other = request.args.get("other", "")
    if not other.isdecimal() or len(other) > 9:
        raise PageError(400, f"other={other[:60]}: expected the number of a load.")
    return redirect(url_for("data.compare", number=int(other), other=number), 303)


@bp.get("/loads/<int:number>/compare/<int:other>", endpoint="compare")
def compare(number: int, other: int) -> Response | Redirect:
    """What differs from one load to the other: at once where both are small, else as a job."""
    made = services()
    try:
        loads = made.ledger.load(number), made.ledger.load(other)
        kept = kept_comparison(made, number, other)
        if kept is None and not all(_small(load) for load in loads):
            job = begin("compare", f"Compare load {number} with load {other}", {"one": number, "other": other})
            return redirect(url_for("data.job", number=job.id), 303)
        if kept is None:
            compare_loads(made.stores, made, {"one": number, "other": other})
            kept = kept_comparison(made, number, other)
    except NotFound as error:
        raise not_found(str(error), "See the list of loads under Data.") from error
    except LedgerError as error:
        raise PageError(409, str(error)) from error
    if kept is None:
        raise PageError(409, "Something was loaded while the two were compared.", "Open the page again.")
    return respond(_page(loads, kept))


def _small(load: Load) -> bool:
    return sum(int(row["read"]) for row in load.counts) <= AT_ONCE


def _page(loads: tuple[Load, Load], kept: Kept) -> ComparePage:
    known = {source.key: source for source in services().ledger.sources()}
    one, other = (read.load_row(load, known) for load in loads)
    what = request.args.get("what", "")
    if what and what not in WHATS:
        raise PageError(400, f"what={what[:60]}: expected one of {', '.join(WHATS)}.")
    counts = {row["what"]: row["records"] for row in kept.rows(COUNTS)}
    place = pager(counts.get(what, 0) if what else sum(counts.values()))
    return ComparePage(
        title=f"From load {one.id} to load {other.id}",
        help="What differs from the one file to the other, record by record, and what that makes of the network beside all other sources. "
        "Nothing is changed by looking.",
        crumbs=(HOME, Crumb("Data", url_for("data.loads")), Crumb(f"Load {other.id}", url_for("data.load", number=other.id)),
                Crumb("Compare")),
        one=one, other=other, counts=counts, changes=tuple(read.change_rows(kept.about["difference"])), what=what, pager=place,
        records=tuple(kept.rows(PAGE, {"what": what, "size": place.size, "skip": place.offset})), kept=kept,
    )  # fmt: skip
