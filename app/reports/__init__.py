"""Reports: the questions of ``cypher/reports``, asked with real values, answered as a table."""

from __future__ import annotations

from flask import Blueprint

from app.http.site import NavItem

bp = Blueprint("reports", __name__, template_folder="templates", url_prefix="/reports")
NAV = (NavItem(50, "Reports", "reports.index"),)

from app.reports import own, views  # noqa: E402

__all__ = ["NAV", "bp", "own", "views"]
