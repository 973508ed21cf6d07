"""A person's own reports: saved from the console, opened, edited, taken away as a file of the library, deleted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flask import Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as Redirect

from app.http.page import Crumb, PageContext, respond
from app.http.problems import PageError, not_found
from app.reports import bp
from app.reports.draft import TYPED, Asked, Draft, Faults, draft_of, read_draft
from app.reports.guarded import OwnQuery
from app.reports.kept import checked_text, own_query
from app.reports.views import report_response
from app.services import services
from graph.catalogue.views import THEMES
from graph.errors import CatalogueError
from ledger.errors import NotFound
from ledger.own_reports import OwnReports

HELP = ("Say what the question asks and what its answer leaves out, as the reports of the library do. It is then listed under Reports, "
        "and is a file that fits into the library.")


@dataclass(frozen=True, kw_only=True)
class DraftPage(PageContext):
    """The form; ``faults``: what is wrong, by field."""

    template: ClassVar[str] = "reports/own_form.html"
    draft: Draft
    faults: dict[str, str]
    address: str
    themes: tuple[str, ...] = THEMES
    types: tuple[str, ...] = TYPED

    @property
    def parameters(self) -> tuple[tuple[Asked, str], ...]:
        """Each parameter with what is wrong with it."""
        return tuple((asked, self.faults.get(f"parameter-{asked.name}", "")) for asked in self.draft.parameters)


@dataclass(frozen=True, kw_only=True)
class DeletePage(PageContext):
    """The question before a report is deleted."""

    template: ClassVar[str] = "reports/own_delete.html"
    name: str
    report: str


@bp.get("/own/new", endpoint="own_new")
def new() -> Response:
    """The form, with the statement that the address holds."""
    _only_where_the_console_is_on()
    return _form(read_draft(request.args), Faults())


@bp.post("/own/new", endpoint="own_save")
def save() -> Response | Redirect:
    """The form for the statement of the console, or what was filled in, kept."""
    _only_where_the_console_is_on()
    draft = read_draft(request.form)
    return _kept(draft) if request.form.get("action") == "save" else _form(draft, Faults())


@bp.get("/own/<name>", endpoint="own")
def own(name: str) -> Response:
    """A person's own report, as one of the library."""
    return report_response(_query(name))


@bp.get("/own/<name>/file", endpoint="own_file")
def file(name: str) -> Response:
    """The report as a file that can be put into ``cypher/reports``."""
    kept = _text(name)
    return Response(kept, mimetype="text/plain", headers={"Content-Disposition": f'attachment; filename="{name}.cypher"'})


@bp.get("/own/<name>/edit", endpoint="own_edit")
def edit(name: str) -> Response:
    """The form of a report that is kept."""
    _only_where_the_console_is_on()
    return _form(draft_of(_query(name)), Faults())


@bp.post("/own/<name>/edit", endpoint="own_change")
def change(name: str) -> Response | Redirect:
    """Keep what was changed; the name may be another."""
    _only_where_the_console_is_on()
    _text(name)
    return _kept(read_draft(request.form, was=name))


@bp.get("/own/<name>/delete", endpoint="own_delete")
def ask_to_delete(name: str) -> Response:
    """The question before a report is deleted."""
    try:
        title = _query(name).title
    except CatalogueError:
        title = name
    crumbs = (*_crumbs(), Crumb("Delete"))
    return respond(DeletePage(title="Delete a report of your own", help="Its address then answers nothing. Nothing else is changed.",
                              crumbs=crumbs, name=name, report=title))


@bp.post("/own/<name>/delete", endpoint="own_deleted")
def delete(name: str) -> Redirect:
    """Delete a report; back to the list."""
    _text(name)
    OwnReports(services().ledger).delete(name)
    flash("The report is deleted.")
    return redirect(url_for("reports.index"), 303)


def _only_where_the_console_is_on() -> None:
    if services().settings["PARTNERGRAPH_CONSOLE"] == "off":
        raise not_found("The console is turned off here, and with it the writing of reports.", "Those that are saved can still be asked.")


def _text(name: str) -> str:
    try:
        return OwnReports(services().ledger).get(name).text
    except NotFound as error:
        raise not_found(str(error), "Choose one from the list of reports.") from error


def _query(name: str) -> OwnQuery:
    text = _text(name)
    try:
        return own_query(name, text)
    except CatalogueError as error:
        hint = "Take its file, and save it anew from the console."
        raise PageError(409, f"This version no longer reads the report: {error}.", hint) from error


def _kept(draft: Draft) -> Response | Redirect:
    faults = Faults()
    text = checked_text(draft, faults)
    if not text:
        return _form(draft, faults)
    OwnReports(services().ledger).keep(draft.name, text, was=draft.was)
    flash("The report is saved.")
    return redirect(url_for("reports.own", name=draft.name), 303)


def _form(draft: Draft, faults: Faults) -> Response:
    address = url_for("reports.own_change", name=draft.was, as_of=None) if draft.was else url_for("reports.own_save", as_of=None)
    title = "Edit a report of your own" if draft.was else "Save as a report"
    response = respond(DraftPage(title=title, help=HELP, crumbs=(*_crumbs(), Crumb(title)), draft=draft, faults=faults.by_field,
                                 address=address))
    response.status_code = 400 if faults.by_field else 200
    return response


def _crumbs() -> tuple[Crumb, ...]:
    return Crumb("Overview", url_for("overview.index")), Crumb("Reports", url_for("reports.index"))
