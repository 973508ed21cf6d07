"""The first page."""

from __future__ import annotations

from flask import Response

from app.http.page import respond
from app.http.paging import asked_day
from app.overview import bp
from app.overview.content import overview
from app.services import services


@bp.get("/")
def index() -> Response:
    """What is in here, and the ways in."""
    return respond(overview(asked_day(services().today())))
