"""Programs in force that stand in no cell, because no source names their place or their focus area."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import url_for

from app.gaps.reading import reader
from app.http.formats import Table
from app.http.page import Crumb, PageContext
from app.http.paging import Pager, asked_day, asked_since, pager
from app.http.sources import source_notes
from app.services import services

COLUMNS = ("program_id", "program", "lacks", "status", "starts", "ends", "sources", "pages")
PIECE = 1000


@dataclass(frozen=True, kw_only=True)
class OutsidePage(PageContext):
    """The programs of one page. ``since``: the first day of the time asked for, ``None`` for one day."""

    template: ClassVar[str] = "gaps/outside.html"
    since: str | None
    programs: tuple[dict[str, Any], ...]
    pager: Pager
    source_titles: dict[str, str]

    def data(self) -> Any:
        """Every such program."""
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in self._every_row()]
        return {"title": self.title, "as_of": self.as_of.isoformat() if self.as_of else "", "programs": rows}

    def table(self) -> Table:
        """Every such program."""
        return Table("programs-in-no-cell", COLUMNS, self._every_row())

    def _every_row(self) -> Iterator[tuple[Any, ...]]:
        day = self.as_of.isoformat() if self.as_of else ""
        for offset in range(0, self.pager.total, PIECE):
            for row in reader().rows("outside-programs", as_of=day, since=self.since, offset=offset, size=PIECE):
                row["starts"], row["ends"] = row["starts_text"] or row["starts"], row["ends_text"] or row["ends"]
                yield tuple(row[name] for name in COLUMNS)


def outside_page() -> OutsidePage:
    """The programs of the request's day."""
    day = asked_day(services().today())
    since = asked.isoformat() if (asked := asked_since(day)) else None
    reading, time = reader(), {"as_of": day.isoformat(), "since": since}
    counts = reading.rows("outside-counts", **time)[0]
    pages = pager(counts["no_place"] + counts["no_focus"] + counts["neither"])
    programs = reading.rows("outside-programs", **time, offset=pages.offset, size=pages.size)
    notes = source_notes({key for program in programs for key in program["sources"] or ()})
    title = "Programs in no cell"
    return OutsidePage(
        title=title, as_of=day, since=since, sources=notes, programs=tuple(programs), pager=pages,
        help="Programs in force on the day above of which no source names a place or a focus area, so that no cell of the "
             "matrix counts them. They may serve cells that look thin or empty.",
        crumbs=(Crumb("Overview", url_for("overview.index")), Crumb("Gaps", url_for("gaps.index")), Crumb(title)),
        source_titles={note.key: note.title for note in notes},
    )
