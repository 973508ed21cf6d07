"""Addresses of the page."""

from __future__ import annotations

from flask import Response

from app.http.page import respond
from app.recommend import bp
from app.recommend.page import recommend_page


@bp.get("", endpoint="index")
def index() -> Response:
    """Who could help in a country on a focus area."""
    return respond(recommend_page())
