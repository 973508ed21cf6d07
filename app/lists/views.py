"""Addresses of the lists."""

from __future__ import annotations

import json
from collections.abc import Iterator

from flask import Response, current_app, redirect, request, stream_with_context, url_for
from werkzeug.wrappers import Response as Redirect

from app.http.formats import asked_format
from app.http.page import plain, respond
from app.http.problems import PageError
from app.lists import bp
from app.lists.kinds import AGREEMENTS, ORGANIZATIONS, PROGRAMS, ListKind
from app.lists.page import ListPage, list_page
from app.lists.rows import header


@bp.get("/organizations", endpoint="organizations")
def organizations() -> Response:
    """Every organization."""
    return _answer(ORGANIZATIONS)


@bp.get("/programs", endpoint="programs")
def programs() -> Response:
    """Every program."""
    return _answer(PROGRAMS)


@bp.get("/agreements", endpoint="agreements")
def agreements() -> Response:
    """Every agreement."""
    return _answer(AGREEMENTS)


@bp.get("/lists/ticked", endpoint="ticked")
def ticked() -> Redirect:
    """The things that were ticked in a list, on the map."""
    ids = request.args.getlist("ids")
    if not ids:
        raise PageError(400, "Nothing is ticked.", "Go back and tick at least one row of the list.")
    return redirect(url_for("explore.index", ids=ids), 303)


def _answer(kind: ListKind) -> Response:
    page = list_page(kind)
    if asked_format() == "json" and "page" not in request.args:
        return Response(stream_with_context(_whole(page)), mimetype="application/json")
    return respond(page)


def _whole(page: ListPage) -> Iterator[str]:
    """The whole list as JSON, a row at a time."""
    names = header(page.asked)
    yield json.dumps(page.about())[:-1] + ', "rows": ['
    for number, row in enumerate(page.every_row()):
        text = current_app.json.dumps(plain(dict(zip(names, row, strict=True)))).strip()
        yield (",\n" if number else "\n") + text
    yield "\n]}\n"
