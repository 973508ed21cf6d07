"""The page of a list: one context, answered as HTML, JSON, CSV or XLSX; the files hold the whole list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import request, url_for

from app.http.choices import choices
from app.http.formats import Table, asked_format
from app.http.page import Crumb, PageContext
from app.http.paging import Column, Pager, asked_day, pager
from app.http.sources import source_notes
from app.lists import reading, rows
from app.lists.asked import Asked, parse
from app.lists.chips import Chip, chips
from app.lists.facets import Names, Shown, facets_of, names
from app.lists.kinds import LISTS, ListColumn, ListKind
from app.lists.selection import MOST_ON_MAP
from app.services import services

_NUMERIC = ("number",)


@dataclass(frozen=True)
class Tab:
    """One of the three lists."""

    label: str
    address: str
    here: bool


@dataclass(frozen=True, kw_only=True)
class ListPage(PageContext):
    """A list. ``facets``: empty where the answer is a file; ``whole_map``: the address of all of them on the map."""

    template: ClassVar[str] = "lists/list.html"
    asked: Asked
    kind: ListKind
    named: Names
    tabs: tuple[Tab, ...]
    chips: tuple[Chip, ...]
    facets: tuple[Shown, ...]
    columns: tuple[ListColumn, ...]
    table_columns: tuple[Column, ...]
    rows: list[dict[str, Any]]
    pager: Pager
    sort: str
    clear: str
    whole_map: str
    most_on_map: int = MOST_ON_MAP

    def data(self) -> Any:
        """Rows and place in the list; a list without ``page`` in its address is answered whole, see ``views``."""
        return {**self.about(), "rows": [rows.cells(self.asked, row) for row in self.rows], "page": self.pager.number,
                "pages": self.pager.pages}

    def about(self) -> dict[str, Any]:
        """What a file says besides the rows."""
        filters = {**{key: list(values) for key, values in self.asked.values.items()}, **self.asked.extra}
        return {"title": self.title, "filters": filters, "as_of": self.as_of.isoformat() if self.as_of else None, "total": self.pager.total}

    def table(self) -> Table:
        """Every row of the list, not only those of this page."""
        return Table(self.kind.plural, rows.header(self.asked), self.every_row())

    def every_row(self) -> Iterator[tuple[Any, ...]]:
        """Every row as cells, some thousands at a time."""
        assert self.as_of is not None
        return rows.download(self.asked, self.as_of, self.named)


def list_page(kind: ListKind) -> ListPage:
    """The list that the request asks for; 400 on a filter that is none."""
    asked, day, named = parse(kind, request.args.to_dict(flat=False)), asked_day(services().today()), names(choices())
    html = asked_format() == "html"
    total, facets = facets_of(asked, day, named) if html else (reading.total(asked, day), ())
    place = pager(total)
    one_page = html or "page" in request.args
    ids = reading.ids_in_order(asked, day, place.offset, place.size) if total and one_page else []
    chosen = rows.shown_columns(asked)
    return ListPage(
        title=kind.title, help=kind.help, crumbs=(Crumb("Overview", url_for("overview.index")), Crumb(kind.title)), as_of=day,
        sources=source_notes(), wide=True, asked=asked, kind=kind, named=named, tabs=tuple(_tabs(kind)),
        chips=chips(asked, named), facets=facets, columns=chosen, table_columns=_headings(chosen),
        rows=rows.read(asked, day, named, ids), pager=place, sort=asked.sort or kind.sort, clear=url_for(f"lists.{kind.plural}"),
        whole_map=_on_the_map(asked) if total <= MOST_ON_MAP else "",
    )


def _headings(chosen: tuple[ListColumn, ...]) -> tuple[Column, ...]:
    return (
        Column("pick", "Map"), Column("name", "Name", sort="name"),
        *(Column(c.key, c.heading, numeric=c.view in _NUMERIC, sort=c.sort, help=c.help) for c in chosen),
    )


def _tabs(here: ListKind) -> Iterator[Tab]:
    for kind in LISTS.values():
        yield Tab(kind.title, url_for(f"lists.{kind.plural}"), kind is here)


def _on_the_map(asked: Asked) -> str:
    return url_for("explore.index", list=asked.text())

