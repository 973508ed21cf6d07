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
from app.http.sources import source_notes, titles
from app.reports.cells import Row, shown_columns, table_row
from app.reports.fields import Form
from app.services import services
from graph.catalogue import Query

SHOWN = 2000
PAGE = 100
SECONDS = 30.0


@dataclass(frozen=True, kw_only=True)
class FormPage(PageContext):
    """A report that still lacks a choice, or has a wrong one. ``cypher``: its text; ``settings``: for Neo4j Browser."""

    template: ClassVar[str] = "reports/form.html"
    report: str
    form: Form
    cypher: str
    settings: str = ""


@dataclass(frozen=True, kw_only=True)
class ReportPage(FormPage):
    """A report with its answer: rows of this page, ``more`` where there are more than are shown on pages."""

    template: ClassVar[str] = "reports/report.html"
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    row: str
    empty: str
    pager: Pager
    more: bool
    sort: str
    source_titles: Mapping[str, str]

    def table(self) -> Table | None:
        """There is one: it is streamed by ``whole_response``, not made from this page."""
        return None


@dataclass(frozen=True, kw_only=True)
class MatrixPage(FormPage):
    """A report whose answer is a matrix; ``cells``: row label to column label to (text, address)."""

    template: ClassVar[str] = "reports/matrix.html"
    headings: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[str, Mapping[str, tuple[str, str]]]
    empty: str

    def table(self) -> Table | None:
        """There is one: it is streamed by ``whole_response``, not made from this page."""
        return None


def form_page(query: Query, form: Form) -> FormPage:
    """The report before it can be answered."""
    return FormPage(**_common(query, form))


def answer_page(query: Query, form: Form) -> FormPage:
    """The report with its answer."""
    values = form.values or {}
    result = query.run(services().graph, values, limit=SHOWN, timeout=SECONDS)
    rows = result.dicts()
    sources = source_notes({key for row in rows for key in row.get("sources") or ()}) if rows else ()
    common = {**_common(query, form), "sources": sources, "settings": browser_settings(values)}
    if query.view == "matrix":
        return _matrix(query, rows, form, common)
    names = shown_columns(query)
    sortable = () if result.truncated else tuple(n for n in names if not any(isinstance(row[n], list) for row in rows))
    sort = asked_sort(("", *sortable), "") if sortable else ""
    ordered = sorted_rows(rows, sort)
    place = pager(len(rows), size=PAGE)
    exchange = Exchange()
    shown = [{name: enriched(value, exchange) for name, value in row.items()} for row in ordered[place.offset : place.offset + PAGE]]
    return ReportPage(
        **common, columns=_columns(query, names, sortable), row=query.row, empty=query.empty, pager=place,
        rows=tuple(table_row(names, row) for row in shown), more=result.truncated,
        sort=sort, source_titles=titles(),
    )


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
    return {"title": query.title, "help": query.description, "crumbs": crumbs, "wide": True, "form": form,
            "report": query.name.rpartition("/")[2], "cypher": query.text}


def _columns(query: Query, names: Sequence[str], sortable: Sequence[str]) -> tuple[Column, ...]:
    headings = dict(zip(query.columns, query.headings, strict=True))
    made = [Column(name, headings[name], sort=name if name in sortable else "") for name in names]
    return (*made, Column("stated", "Stated by"))


def _matrix(query: Query, rows: list[dict[str, Any]], form: Form, common: Mapping[str, Any]) -> MatrixPage:
    """The first column down, the second across, the third in the cells."""
    down, across, value = query.columns[:3]
    cells: dict[str, dict[str, tuple[str, str]]] = {}
    for row in rows:
        cells.setdefault(row[down], {})[row[across]] = (f"{row[value]:,}", _behind(query, row, form))
    headings = (query.headings[0], query.headings[1], query.headings[2])
    return MatrixPage(**common, headings=headings, cells=cells, empty=query.empty,
                      columns=tuple(sorted({row[across] for row in rows})))


def _behind(query: Query, row: Mapping[str, Any], form: Form) -> str:
    """The address of the rows behind a cell, where a report lists them."""
    if query.name != "reports/activity-by-line-and-year":
        return ""
    kept = {name: value for name, value in form.address().items() if name in ("country", "as_of")}
    year = row["year"] if row["year"].isdecimal() else None
    line = row["line_id"].removeprefix("focus:")
    arguments: dict[str, Any] = {"line": line, "year": year, **kept}
    return url_for("reports.report", name="programs-of-a-line-in-a-year", **arguments)
