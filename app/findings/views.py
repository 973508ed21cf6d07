"""Addresses of the pages of findings."""

from __future__ import annotations

from flask import Response

from app.findings import bp
from app.findings.list_page import findings_page
from app.findings.owners_page import owners_page
from app.findings.trend_page import trend_page
from app.http.page import respond


@bp.get("", endpoint="index")
def index() -> Response:
    """Everything that was judged."""
    return respond(findings_page())


@bp.get("/owners", endpoint="owners")
def owners() -> Response:
    """Who takes care of how many."""
    return respond(owners_page())


@bp.get("/trend", endpoint="trend")
def trend() -> Response:
    """How many were opened, settled and opened again, by quarter."""
    return respond(trend_page())
