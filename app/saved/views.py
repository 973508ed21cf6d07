"""Addresses of saved views."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as Redirect

from app.http.page import Crumb, PageContext, respond
from app.http.paging import address_with
from app.http.problems import PageError, not_found
from app.saved import bp
from app.saved.feed import feed_of_all, feed_of_view
from app.saved.noticing import look, reading_of, store
from app.saved.pages import DeletePage, FormPage, crumbs, named, view_page, views_page
from app.saved.reading import KEPT, NotNow, canonical, page_of
from ledger.errors import LedgerError, NotFound
from ledger.saved import NAME, hash_of

FORM_HELP = ("The view is kept as it is addressed now: the same choices, and the day only where you chose one. Everybody who uses this "
             "installation sees it in the list.")


@bp.get("/views", endpoint="index")
def index() -> Response:
    """Saved views, each with what changed since somebody looked."""
    return respond(views_page())


@bp.get("/views/new", endpoint="new")
def new() -> Response:
    """The form for the view at ``address``."""
    address = canonical(request.args.get("address", ""))
    return _form(address, " ".join(request.args.get("title", "").split())[:NAME], "", "")


@bp.post("/views/new", endpoint="save")
def save() -> Response | Redirect:
    """Keep a view, as it shows now."""
    address = canonical(request.form.get("address", ""))
    name, note = request.form.get("name", ""), request.form.get("note", "")
    try:
        reading, shown = reading_of(address)
        if shown.fault:
            raise LedgerError(f"The page shows nothing that could be kept: {shown.fault}")
        kept = store().name(address, name, note, reading)
    except (LedgerError, NotNow) as error:
        return _form(address, name, note, str(error))
    flash("The view is saved.", "success")
    return redirect(url_for("saved.view", name=kept.hash, as_of=None), 303)


@bp.get("/views/<name>", endpoint="view")
def view(name: str) -> Response:
    """A saved view: what changed in it since somebody looked, and what was noticed before."""
    return respond(view_page(name))


@bp.get("/views/<name>/edit", endpoint="edit")
def edit(name: str) -> Response:
    """The form of a view that is kept."""
    kept = named(name)
    return _form(kept.address, kept.name, kept.note, "", kept.hash)


@bp.post("/views/<name>/edit", endpoint="change")
def change(name: str) -> Response | Redirect:
    """Another name and note."""
    kept, new_name, note = named(name), request.form.get("name", ""), request.form.get("note", "")
    try:
        store().edit(kept.hash, new_name, note)
    except LedgerError as error:
        return _form(kept.address, new_name, note, str(error), kept.hash)
    flash("Name and note are saved.", "success")
    return redirect(url_for("saved.view", name=kept.hash, as_of=None), 303)


@bp.get("/views/<name>/delete", endpoint="delete")
def ask_to_delete(name: str) -> Response:
    """The question before a view is deleted."""
    kept = named(name)
    return respond(DeletePage(
        title="Delete a saved view", help="Its name, its note, its feed and what was noticed in it go. Nothing in the network changes.",
        crumbs=(*crumbs(), Crumb("Delete")), view=kept, link=url_for("saved.open", name=kept.hash, _external=True, as_of=None),
    ))  # fmt: skip


@bp.post("/views/<name>/delete", endpoint="deleted")
def delete(name: str) -> Redirect:
    """Delete a view; back to the list."""
    store().forget(named(name).hash)
    flash("The view is deleted.", "success")
    return redirect(url_for("saved.index", as_of=None), 303)


@bp.post("/views/<name>/looked", endpoint="looked")
def looked(name: str) -> Redirect:
    """Take the mark off: what changed was read here."""
    look(named(name))
    if named(name).since:
        flash("The view cannot be read at this moment, so that the mark stays. Try again in a minute.", "warning")
    return redirect(url_for("saved.view", name=name, as_of=None), 303)


@bp.get("/v/<name>", endpoint="open")
def open_view(name: str) -> Redirect:
    """The page that is kept under a short address. Whoever opens a saved view has looked at it."""
    try:
        address = store().address(name)
    except NotFound as error:
        raise not_found(str(error), "Ask whoever sent it for the whole address.") from error
    if request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", ""):
        kept = _named_at(address)
        if kept is not None:
            look(kept)
    return redirect(address)


@bp.get("/views.atom", endpoint="feed")
def feed() -> Response:
    """What changed in any saved view, as a feed."""
    return feed_of_all()


@bp.get("/views/<name>.atom", endpoint="feed_of")
def feed_of(name: str) -> Response:
    """What changed in a saved view, as a feed."""
    return feed_of_view(name)


@bp.app_template_global("saved_as")
def saved_as(page: PageContext) -> dict[str, str] | None:
    """For the frame of every page: the way to save it, or to where it is saved; ``None`` for a page that cannot be."""
    if request.method != "GET" or not page.has_table or (request.endpoint or "").partition(".")[0] not in KEPT:
        return None
    try:
        address = canonical(address_with())
    except PageError:
        return None
    kept = _named_at(address)
    if kept is not None:
        return {"name": kept.name, "address": url_for("saved.view", name=kept.hash, as_of=None)}
    asked: dict[str, Any] = {"address": address, "title": page.title[:NAME]}
    return {"name": "", "address": url_for("saved.new", as_of=None, **asked)}


def _named_at(address: str) -> Any:
    try:
        return store().get(hash_of(address))
    except NotFound:
        return None


def _form(address: str, name: str, note: str, fault: str, hash_: str = "") -> Response:
    title = "Edit a saved view" if hash_ else "Save this view"
    response = respond(FormPage(title=title, help=FORM_HELP, crumbs=(*crumbs(), Crumb(title)), address=address, page_kind=page_of(address),
                                name=name, note=note, hash=hash_, fault=fault))
    response.status_code = 400 if fault else 200
    return response
