"""The pages of a report: its form, and its answer as a table or a matrix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import orjson
from flask import url_for

from app.dollars import Exchange, enriched
from app.http.formats import Table
from app.http.page import Crumb, PageContext
from app.http.paging import Column, Pager, asked_sort, pager
from app.http.site import profile
from app.http.sources import source_notes, titles
from app.http.text import number
from app.reports import drawn, ties
from app.reports.cells import Row, fitted, shown_columns, table_row
from app.reports.fields import Form
from app.reports.guarded import OwnQuery
from app.reports.leads import Related, behind, related
from app.reports.on_map import MapDrawing, on_map
from app.services import services
from graph.catalogue import Query
from graph.catalogue.views import Chart, OnMap, Ties

SHOWN = 2000
WHOLE = 20_000  # rows of a matrix: it is made of all of them, or says that it is not
PAGE = 50
SECONDS = 30.0
ACROSS = 20  # columns of a matrix on one page

Drawing = drawn.BarChart | drawn.LineChart | MapDrawing | ties.NetworkDrawing


@dataclass(frozen=True, kw_only=True)
class FormPage(PageContext):
    """A report that still lacks a choice, or has a wrong one. ``cypher``: its text; ``settings``: for Neo4j Browser; ``related``: reports
    that it leads to; ``own``: a person saved it here, it is none of the library."""

    template: ClassVar[str] = "reports/form.html"
    report: str
    address: str
    own: bool
    form: Form
    cypher: str
    related: tuple[Related, ...]
    settings: str = ""


@dataclass(frozen=True, kw_only=True)
class ReportPage(FormPage):
    """A report with its answer: rows of this page, ``more`` where there are more than are shown on pages; ``drawing``: how the answer is
    drawn, ``kind`` of it: the view of the report."""

    template: ClassVar[str] = "reports/report.html"
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    row: str
    empty: str
    pager: Pager
    more: bool
    sort: str
    source_titles: Mapping[str, str]
    kind: str
    drawing: Drawing | None

    def table(self) -> Table | None:
        """There is one: it is streamed by ``whole_response``, not made from this page."""
        return None


@dataclass(frozen=True)
class MatrixLine:
    """A thing down a matrix with its page, and column label to (text, address of the rows behind it)."""

    label: str
    address: str
    cells: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class MatrixPage(FormPage):
    """A report whose answer is a matrix: ``lines`` down, ``columns`` of ``across`` on this page. ``most``: how many rows of the answer
    it is made of where there are more, else 0."""

    template: ClassVar[str] = "reports/matrix.html"
    headings: tuple[str, ...]
    columns: tuple[str, ...]
    lines: tuple[MatrixLine, ...]
    most: int
    empty: str
    pager: Pager
    across: Pager

    def table(self) -> Table | None:
        """There is one: it is streamed by ``whole_response``, not made from this page."""
        return None


def form_page(query: Query, form: Form) -> FormPage:
    """The report before it can be answered."""
    return FormPage(**_common(query, form))


def answer_page(query: Query, form: Form) -> FormPage:
    """The report with its answer."""
    values = form.values or {}
    most = WHOLE if query.view == "matrix" else SHOWN
    result = query.run(services().graph, values, limit=most, timeout=SECONDS)
    rows = result.dicts()
    sources = source_notes({key for row in rows for key in row.get("sources") or ()}) if rows else ()
    common = {**_common(query, form), "sources": sources, "settings": browser_settings(values)}
    if query.view == "matrix":
        return MatrixPage(**common, **_matrix(query, rows, form), most=most if result.truncated else 0)
    names = shown_columns(query)
    sortable = () if result.truncated else tuple(n for n in names if not any(isinstance(row[n], list) for row in rows))
    sort = asked_sort(("", *sortable), "") if sortable else ""
    ordered = sorted_rows(rows, sort)
    place = pager(len(rows), size=PAGE)
    exchange = Exchange()
    shown = [{name: enriched(value, exchange) for name, value in row.items()} for row in ordered[place.offset : place.offset + PAGE]]
    return ReportPage(
        **common, columns=_columns(query, names, sortable), row=query.row, empty=query.empty, pager=place,
        rows=fitted([table_row(names, row) for row in shown]), more=result.truncated,
        sort=sort, source_titles=titles(), kind=query.view, drawing=_drawing(query, rows, form, more=result.truncated),
    )


def _drawing(query: Query, rows: list[dict[str, Any]], form: Form, *, more: bool) -> Drawing | None:
    """How the answer is drawn beside its table, where the report says that it is, and something is there to draw."""
    spec = query.shown.drawing
    if isinstance(spec, Chart):
        return drawn.chart(query, spec, rows, form.values or {}, more=more)
    if isinstance(spec, OnMap):
        return on_map(query, spec, rows, form, more=more)
    return ties.drawing(query, spec, rows, form) if isinstance(spec, Ties) else None


def sorted_rows(rows: list[dict[str, Any]], sort: str) -> list[dict[str, Any]]:
    """Rows by one column, what is not stated last; as the report orders them without one."""
    if not sort:
        return rows
    name = sort.removeprefix("-")
    stated = [row for row in rows if row[name] is not None]
    stated.sort(key=lambda row: _sort_key(row[name]), reverse=sort.startswith("-"))
    return stated + [row for row in rows if row[name] is None]


def browser_settings(values: Mapping[str, Any]) -> str:
    """The line that sets the same values in Neo4j Browser."""
    return ":params " + orjson.dumps(values).decode() if values else ""


def _sort_key(value: Any) -> tuple[float, str]:
    return (float(value), "") if isinstance(value, int | float) else (0.0, str(value).casefold())


def _common(query: Query, form: Form) -> dict[str, Any]:
    crumbs = (Crumb("Overview", url_for("overview.index")), Crumb("Reports", url_for("reports.index")), Crumb(query.title))
    name, own = query.name.rpartition("/")[2], isinstance(query, OwnQuery)
    address = url_for("reports.own" if own else "reports.report", name=name, as_of=None)
    return {"title": query.title, "help": query.description, "crumbs": crumbs, "wide": True, "form": form,
            "report": name, "own": own, "address": address, "cypher": query.text, "related": related(query, form)}


def _columns(query: Query, names: Sequence[str], sortable: Sequence[str]) -> tuple[Column, ...]:
    headings = dict(zip(query.columns, query.headings, strict=True))
    made = [Column(name, headings[name], sort=name if name in sortable else "") for name in names]
    return (*made, Column("stated", "Stated by"))


def _matrix(query: Query, rows: list[dict[str, Any]], form: Form) -> dict[str, Any]:
    """The first column down, the second across, the third in the cells. Things of one name are told apart by their id."""
    down, across, value = query.columns[:3]
    ident = f"{down}_id" if f"{down}_id" in query.columns else down
    every = sorted({row[across] for row in rows}, key=lambda text: str(text).casefold())
    downs = {row[ident]: row[down] for row in rows}
    place, side = pager(len(downs), size=PAGE), pager(len(every), size=ACROSS, parameter="across")
    columns = tuple(every[side.offset : side.offset + ACROSS])
    shown = list(downs)[place.offset : place.offset + PAGE]
    cells: dict[str, dict[str, tuple[str, str]]] = {id_: {} for id_ in shown}
    for row in rows:
        if row[ident] in cells and row[across] in columns:
            cells[row[ident]][row[across]] = (number(row[value]), behind(query, row, form))
    lines = tuple(MatrixLine(downs[id_], profile(id_) if ident != down else "", cells[id_]) for id_ in shown)
    headings = (query.headings[0], query.headings[1], query.headings[2])
    return {"headings": headings, "lines": lines, "empty": query.empty, "columns": columns, "pager": place, "across": side}
