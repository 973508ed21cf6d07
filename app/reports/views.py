"""The list of reports, and each report: a form, and its answer as a page or as a whole download."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import Response, current_app, make_response, redirect, request, url_for

from app.http.formats import Table, asked_format, page_path
from app.http.page import Crumb, PageContext, plain, respond
from app.http.problems import PageError, not_found
from app.reports import bp, ties
from app.reports.answer import SECONDS, SHOWN, answer_page, form_page
from app.reports.fields import Form, read_form, with_options
from app.reports.kept import own_reports
from app.reports.whole import whole_response
from app.search.lucene import folded
from app.services import services
from graph.catalogue import Query
from graph.catalogue.views import THEMES, Ties

HELP = ("Questions that come back every week, each asked with the values that you choose. Every answer names its sources; "
        "what no source states is not in it.")
KEPT = ("page", "across", "sort")


@dataclass(frozen=True, kw_only=True)
class ReportList(PageContext):
    """The reports; ``asked``: words that they are narrowed to."""

    template: ClassVar[str] = "reports/index.html"
    asked: str
    reports: tuple[Query, ...]
    own: tuple[Query, ...]
    broken: tuple[str, ...]

    @property
    def themes(self) -> tuple[tuple[str, tuple[Query, ...]], ...]:
        """The reports by theme, those without one last."""
        groups = ((theme, tuple(q for q in self.reports if q.shown.theme == theme)) for theme in (*THEMES, ""))
        return tuple((theme or "Further reports", found) for theme, found in groups if found)

    def data(self) -> Any:
        """The reports with their parameters."""
        return {"title": self.title, "reports": [_about(query) for query in self.reports], "own": [_about(query) for query in self.own]}

    def table(self) -> Table:
        """Name, title and description of each report."""
        return Table("reports", ("name", "title", "description"), self._rows())

    def _rows(self) -> Iterator[tuple[str, ...]]:
        for query in (*self.reports, *self.own):
            yield query.name.rpartition("/")[2], query.title, query.description


def _about(query: Query) -> dict[str, Any]:
    parameters = [{"name": p.name, "type": p.type, "label": p.label, "required": p.required, "default": p.default}
                  for p in query.parameters]
    return {"name": query.name.rpartition("/")[2], "title": query.title, "description": query.description,
            "theme": query.shown.theme, "view": query.view, "parameters": parameters, "columns": query.columns}


@bp.get("", endpoint="index")
def index() -> Response:
    """Every report, or those whose title or description has the words of ``q``."""
    asked = request.args.get("q", "").strip()[:200]
    wanted = folded(asked).split()
    own, broken = own_reports()
    found, mine = (tuple(q for q in queries if all(word in folded(f"{q.title} {q.description}") for word in wanted))
                   for queries in (services().catalogue.under("reports"), own))
    crumbs = (Crumb("Overview", url_for("overview.index")), Crumb("Reports"))
    return respond(ReportList(title="Reports", help=HELP, crumbs=crumbs, asked=asked, reports=found, own=mine, broken=broken))


@bp.get("/<name>", endpoint="report")
def report(name: str) -> Response:
    """One report: the form while a choice is missing or wrong, else the answer."""
    query = services().catalogue.get(f"reports/{name}")
    if query is None:
        raise not_found("There is no report of this name.", "Choose one from the list of reports.")
    return report_response(query)


def report_response(query: Query) -> Response:
    """A report as a page or a file: the form while a choice is missing or wrong, else the answer."""
    form = read_form(query, _given(query))
    format_ = asked_format()
    if format_ != "html":
        if form.values is None:
            raise PageError(400, form.error + ".", "The report's page says what it needs.")
        return whole_response(query, form.values, format_)
    return _page(query, form)


@bp.get("/<name>/network", endpoint="network")
def network(name: str) -> Response:
    """The network of a report's answer, with positions, as JSON; 404 where the report draws none, 400 for a wrong choice."""
    query = services().catalogue.get(f"reports/{name}")
    if query is None or not isinstance(query.shown.drawing, Ties):
        raise not_found("There is no report of this name that draws a network.", "Choose one from the list of reports.")
    form = read_form(query, _given(query))
    if form.values is None:
        raise PageError(400, form.error + ".", "The report's page says what it needs.")
    answer = query.run(services().graph, form.values, limit=SHOWN, timeout=SECONDS)
    day = dt.date.fromisoformat(form.values.get("as_of") or services().today().isoformat())
    return make_response(current_app.json.response(plain(ties.network(query, query.shown.drawing, answer, day))))


def _page(query: Query, form: Form) -> Response:
    if form.values is None:
        response = respond(form_page(query, with_options(form, query)))
        response.status_code = 400 if form.failed else 200
        return response
    named = {f.name: f.value for f in form.fields if f.control == "organization" and f.value}
    if any(request.args.get(name, "").strip() != value for name, value in named.items()):
        return _to_ids(form)
    return respond(answer_page(query, with_options(form, query)))


def _to_ids(form: Form) -> Response:
    """The same report at an address that holds ids in place of names, so that it means the same tomorrow."""
    kept = {name: request.args[name] for name in KEPT if name in request.args}
    arguments: dict[str, Any] = {**(request.view_args or {}), **form.address(), **kept}
    path, mark, query = url_for(request.endpoint or "", **arguments).partition("?")
    return make_response(redirect(page_path(path) + mark + query))


def _given(query: Query) -> dict[str, str]:
    """The parameters in the address; 400 for one that the report does not have, which would else be passed over."""
    declared = [p.name for p in query.parameters]
    for name in request.args:
        if name not in (*declared, *KEPT, "as_of", "bom"):
            raise PageError(400, f"This report has no choice named {name}.", f"It has {', '.join(declared)}.")
    return {name: value for name, value in request.args.items() if name in declared}
