"""Lists without a search: organizations by kind and country, programs by country, focus area and year, agreements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import request

from app.http.choices import Choice, Choices, choices
from app.http.formats import Table
from app.http.kinds import KIND_LOOKS
from app.http.page import Crumb, PageContext
from app.http.paging import SIZE, Column, Pager, asked_day, pager
from app.http.sources import source_notes
from app.services import services
from graph.model import KINDS

KIND_CHOICES = (*(Choice(key, KIND_LOOKS[key].plural) for key in KINDS), Choice("none", "Kind not stated"))
_CHUNK = 5000


@dataclass(frozen=True, kw_only=True)
class ListPage(PageContext):
    """A list with its filters; ``chosen``: what stands in the address, ``choices``: what the filters offer."""

    what: ClassVar[str] = ""
    columns: ClassVar[tuple[str, ...]] = ()
    table_columns: tuple[Column, ...] = ()
    rows: list[dict[str, Any]]
    pager: Pager
    chosen: Mapping[str, str]
    choices: Choices

    def data(self) -> Any:
        """Rows and place in the list."""
        shown = {"title": self.title, "filters": self.chosen, "rows": self.rows, "page": self.pager.number,
                 "pages": self.pager.pages, "total": self.pager.total}
        return shown if self.as_of is None else {**shown, "as_of": self.as_of.isoformat()}

    def table(self) -> Table:
        """Every row of the list, not only those of this page."""
        return Table(self.what + "s", self.columns, self._every_row())

    def _every_row(self) -> Iterator[tuple[Any, ...]]:
        for skip in range(0, self.pager.total, _CHUNK):
            for row in _ask(self.what, self.chosen, self.as_of, skip, _CHUNK):
                yield tuple(_cell(row[column]) for column in self.columns)


@dataclass(frozen=True, kw_only=True)
class OrganizationList(ListPage):
    """Organizations by kind and country."""

    template: ClassVar[str] = "search/organizations.html"
    what: ClassVar[str] = "organization"
    columns: ClassVar[tuple[str, ...]] = ("id", "name", "acronym", "kind", "country", "links")
    table_columns: tuple[Column, ...] = (
        Column("name", "Name"), Column("kind", "Kind"), Column("country", "Belongs to"), Column("links", "Links", numeric=True),
    )
    kinds: tuple[Choice, ...] = KIND_CHOICES


@dataclass(frozen=True, kw_only=True)
class ProgramList(ListPage):
    """Programs by country, focus area and year."""

    template: ClassVar[str] = "search/programs.html"
    what: ClassVar[str] = "program"
    columns: ClassVar[tuple[str, ...]] = ("id", "name", "acronym", "status", "valid_from", "valid_to", "in_force", "places")
    table_columns: tuple[Column, ...] = (
        Column("name", "Name"), Column("dates", "Dates stated"), Column("in_force", "On the day above"), Column("places", "Works in"),
    )
    in_force_choices: tuple[Choice, ...] = (Choice("yes", "In force"), Choice("no", "Not in force"))


@dataclass(frozen=True, kw_only=True)
class AgreementList(ListPage):
    """Agreements by country and year of signature."""

    template: ClassVar[str] = "search/agreements.html"
    what: ClassVar[str] = "agreement"
    columns: ClassVar[tuple[str, ...]] = ("id", "name", "kind", "topic", "valid_from", "valid_to", "parties", "source", "pages")
    table_columns: tuple[Column, ...] = (
        Column("name", "Agreement"), Column("kind", "Kind"), Column("signed", "Signed"), Column("expires", "Expires"),
        Column("parties", "Parties"), Column("source", "Stated by"),
    )


_FILTERS = {
    "organization": ("kind", "country"),
    "program": ("country", "focus", "year", "dated", "in_force"),
    "agreement": ("country", "year"),
}
_HELP = {
    "organization": "Every organization that a loaded source describes or names, by kind and the country it belongs to. "
                    "A kind or country that no source states is left open, so a filter may leave out some that fit.",
    "program": "Strategies, programs, projects and activities, with their dates as stated and whether they are in force on "
               "the day above. An end that no source states counts as still running, unless the program is called completed.",
    "agreement": "Memoranda, letters of agreement, treaties and grants with their parties, latest signature first. "
                 "An expiry that no source states is left open.",
}
_TITLES = {"organization": "Organizations", "program": "Programs", "agreement": "Agreements"}
LISTS: dict[str, Callable[..., ListPage]] = {
    "organization": OrganizationList, "program": ProgramList, "agreement": AgreementList,
}


def list_page(what: str) -> ListPage:
    """The list that the request asks for; 400 on a filter that is none (``ParameterError``)."""
    chosen = {name: request.args[name].strip() for name in _FILTERS[what] if request.args.get(name, "").strip()}
    as_of = asked_day(services().today()) if what == "program" else None
    head = _ask(what, chosen, as_of, 0, 1)
    place = pager(head[0]["total"] if head else 0)
    rows = _ask(what, chosen, as_of, place.offset, SIZE) if head else []
    return LISTS[what](
        title=_TITLES[what], help=_HELP[what], crumbs=(Crumb("Overview", "/"), Crumb(_TITLES[what])), as_of=as_of, rows=rows,
        pager=place, chosen=chosen, choices=choices(), sources=source_notes(),
    )


def _ask(what: str, chosen: Mapping[str, str], as_of: dt.date | None, skip: int, size: int) -> list[dict[str, Any]]:
    made = services()
    params: dict[str, Any] = {**chosen, "skip": skip, "size": size}
    if as_of is not None:
        params["as_of"] = as_of
    return made.catalogue[f"pages/list-{what}s"].run(made.graph, params).dicts()


def _cell(value: Any) -> Any:
    return [item["name"] for item in value] if isinstance(value, list) and value and isinstance(value[0], dict) else value
