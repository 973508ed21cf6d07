"""The pages of saved views: the list with its marks, one view with what changed in it, and the forms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import url_for

from app.http.formats import Table
from app.http.page import Crumb, PageContext
from app.http.paging import Pager, pager
from app.http.problems import not_found
from app.saved.noticing import between, check, kept, store
from app.saved.reading import page_of
from app.saved.words import SORTS, cause, examples, in_words, lines
from ledger.errors import NotFound
from ledger.models import SavedView, ViewChange
from ledger.saved import LOOKED, NOTICED, Compared

HELP = ("Pages that somebody kept with a name. A mark says where what a page shows is no longer what it showed when it was opened from "
        "here, and what came, went or changed.")
COLUMNS = ("name", "note", "page", "address", "link", "feed", "saved", "looked", "compared", "changed", "what_changed", "not_compared")
ROW_COLUMNS = ("what", "table", "row", "column", "before", "after")
HISTORY = 50


@dataclass(frozen=True)
class Listed:
    """A view as the list has it. ``changed``: what changed since somebody looked, in words; empty where nothing did."""

    hash: str
    name: str
    note: str
    page: str
    address: str
    saved: dt.datetime
    looked: dt.datetime
    compared: dt.datetime
    changed: str
    cause: str
    examples: tuple[str, ...]
    trouble: str

    @property
    def link(self) -> str:
        """The whole address to send to others."""
        return url_for("saved.open", name=self.hash, _external=True, as_of=None)

    @property
    def feed(self) -> str:
        """The whole address of its feed."""
        return url_for("saved.feed_of", name=self.hash, _external=True, as_of=None)


@dataclass(frozen=True)
class Noticed:
    """A change that was noticed."""

    number: int
    at: dt.datetime
    since: dt.datetime
    said: str
    cause: str
    examples: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ViewsPage(PageContext):
    """Every saved view; ``late``: what could not be compared, in a sentence."""

    template: ClassVar[str] = "saved/index.html"
    views: tuple[Listed, ...]
    late: str
    feed: str

    @property
    def changed(self) -> int:
        """How many carry the mark."""
        return sum(bool(view.changed) for view in self.views)

    def data(self) -> Any:
        """Every view."""
        return {"title": self.title, "late": self.late, "views": [dict(zip(COLUMNS, row, strict=True)) for row in self._rows()]}

    def table(self) -> Table:
        """One line a view."""
        return Table("saved-views", COLUMNS, self._rows())

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        for v in self.views:
            yield (v.name, v.note, v.page, v.address, v.link, v.feed, v.saved, v.looked, v.compared, bool(v.changed), v.changed, v.trouble)


@dataclass(frozen=True, kw_only=True)
class ViewPage(PageContext):
    """One view. ``rows``: those that differ since somebody looked, ``shown`` of them on this page; ``noticed``: its latest changes,
    ``total`` in all."""

    template: ClassVar[str] = "saved/view.html"
    view: Listed
    late: str
    rows: tuple[dict[str, Any], ...]
    shown: tuple[dict[str, Any], ...]
    pager: Pager
    noticed: tuple[Noticed, ...]
    total: int

    @property
    def sorts(self) -> dict[str, str]:
        """What happened to a row, in a word."""
        return SORTS

    def data(self) -> Any:
        """The view, the rows that differ, and the latest of the changes that were noticed, ``noticed_in_all`` of them."""
        return {"title": self.title, "name": self.view.name, "note": self.view.note, "address": self.view.address, "link": self.view.link,
                "looked": self.view.looked.isoformat(), "compared": self.view.compared.isoformat(), "changed": self.view.changed,
                "late": self.late, "trouble": self.view.trouble, "noticed_in_all": self.total,
                "rows": self.rows, "noticed": [{"number": c.number, "at": c.at.isoformat(), "since": c.since.isoformat(), "what": c.said,
                                                "examples": c.examples} for c in self.noticed]}

    def table(self) -> Table:
        """One line a cell of every row that differs since somebody looked."""
        return Table(f"changed-{self.view.hash}", ROW_COLUMNS, lines(list(self.rows)))


@dataclass(frozen=True, kw_only=True)
class FormPage(PageContext):
    """Name and note of a view; ``hash`` is empty for a new one. ``fault``: what is wrong with what was filled in."""

    template: ClassVar[str] = "saved/form.html"
    address: str
    page_kind: str
    name: str
    note: str
    hash: str
    fault: str


@dataclass(frozen=True, kw_only=True)
class DeletePage(PageContext):
    """The question before a view is deleted."""

    template: ClassVar[str] = "saved/delete.html"
    view: SavedView
    link: str


def views_page() -> ViewsPage:
    """All views, compared as far as there is time."""
    late = check(store().named())
    compared = store().compared()
    views = tuple(listed(view, compared[view.hash]) for view in store().named() if view.hash in compared)
    return ViewsPage(
        title="Saved views", help=HELP, crumbs=crumbs(), views=views, late=late, feed=url_for("saved.feed", as_of=None), wide=True,
    )  # fmt: skip


def view_page(name: str) -> ViewPage:
    """One view, compared now."""
    late = check([named(name)])
    view = named(name)
    rows = changed_rows(view)
    pages = pager(len(rows))
    return ViewPage(
        title=view.name, help="What changed in this saved view since it was opened from here, and what was noticed before.",
        crumbs=(*crumbs(), Crumb(view.name)), view=listed(view, store().compared()[view.hash]), late=late, rows=rows,
        shown=rows[pages.offset:pages.offset + pages.size], pager=pages, total=view.noticed,
        noticed=tuple(map(noticed, store().changes(view.hash, HISTORY))),
    )  # fmt: skip


def changed_rows(view: SavedView) -> tuple[dict[str, Any], ...]:
    """Every row that differs since somebody looked; none where the rows were too many to keep."""
    if not view.since:
        return ()
    before, after = (store().reading(view.hash, role) for role in (LOOKED, NOTICED))
    if before.content is None or after.content is None:
        return ()
    return tuple(kept(row) for row in between(before, after).rows)


def listed(view: SavedView, compared: Compared) -> Listed:
    """A view with what changed since somebody looked."""
    said, why, rows = (in_words(view.since), cause(view.since), examples(view.since, 1)) if view.since else ("", "", [])
    saved = view.named_at or view.at
    return Listed(view.hash, view.name, view.note, page_of(view.address), view.address, saved, view.looked_at or saved, compared.at, said,
                  why, tuple(rows), view.trouble)


def noticed(change: ViewChange) -> Noticed:
    """A change in words."""
    told = change.told
    return Noticed(change.number, change.at, change.since, in_words(told), cause(told), tuple(examples(told)))


def named(name: str) -> SavedView:
    """A view with a name; ``PageError`` 404 where there is none."""
    try:
        return store().get(name)
    except NotFound as error:
        raise not_found(str(error), "Choose one from the list of saved views.") from error


def crumbs() -> tuple[Crumb, ...]:
    """The way to the list."""
    return Crumb("Overview", url_for("overview.index")), Crumb("Saved views", url_for("saved.index", as_of=None))
