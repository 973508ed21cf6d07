"""Activities that two reporters tell of: the same money, stated twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from flask import url_for

from app.http.formats import Table
from app.http.page import Crumb, PageContext
from app.http.paging import Pager, pager
from app.http.sources import source_notes
from app.overlaps.tabs import Tab, tabs
from app.services import services
from app.work.overlaps.tables import SAME_TABLE, compared

_NONE = "No activity seems to be told by two reporters."
_NOT_YET = "The programs have not been compared yet, so nobody knows."


@dataclass(frozen=True, kw_only=True)
class ToldTwicePage(PageContext):
    """Pairs of activities, the surest first; ``every``: all of them."""

    template: ClassVar[str] = "overlaps/told_twice.html"
    tabs: tuple[Tab, ...]
    rows: tuple[dict[str, Any], ...]
    every: tuple[dict[str, Any], ...]
    pager: Pager
    empty: str

    def data(self) -> Any:
        """Every pair."""
        return {"title": self.title, "same_activity": list(self.every)}

    def table(self) -> Table:
        """One line a pair."""
        return Table("activities-told-twice", SAME_TABLE, ([row[name] for name in SAME_TABLE] for row in self.every))


def told_twice_page() -> ToldTwicePage:
    """The pairs of the last comparison."""
    kept = compared(services())
    every = tuple(kept.rows("select * from {same} order by score desc, one, other")) if kept else ()
    place = pager(len(every))
    return ToldTwicePage(
        title="Activities told twice",
        help="One activity that two reporters tell of: a donor and the one who delivers it, say. The money is the same money: "
             "sums of the two must never be added.",
        crumbs=(Crumb("Overview", url_for("overview.index")), Crumb("Overlaps", url_for("overlaps.index")), Crumb("Activities told twice")),
        sources=source_notes(), tabs=tabs("told-twice"), rows=every[place.offset:place.offset + place.size], every=every, pager=place,
        empty=_NONE if kept else _NOT_YET,
    )  # fmt: skip
