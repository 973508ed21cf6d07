"""Addresses of the pages and feeds of changes."""

from __future__ import annotations

from flask import Response
from werkzeug.wrappers import Response as Redirect

from app.changes import bp
from app.changes.feed import feed_response
from app.changes.known_page import known_page, work_out_page
from app.changes.page import changes_page
from app.http.page import respond


@bp.get("/changes", endpoint="index")
def index() -> Response:
    """What changed in the world."""
    return respond(changes_page())


@bp.get("/changes/known", endpoint="known")
def known() -> Response:
    """What changed in what was known."""
    return respond(known_page())


@bp.post("/changes/known", endpoint="work_out")
def work_out() -> Redirect:
    """Work out, as a job, what the steps of the journal come to."""
    return work_out_page()


@bp.get("/changes.atom", endpoint="feed")
def feed() -> Response:
    """The same as a feed."""
    return feed_response()
