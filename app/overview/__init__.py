"""The first page: what is in here, from which sources, how fresh, and the ways in."""

from __future__ import annotations

from flask import Blueprint

from app.http.site import NavItem

bp = Blueprint("overview", __name__, template_folder="templates")
NAV = (NavItem(10, "Overview", "overview.index"),)

from app.overview import views  # noqa: E402

__all__ = ["NAV", "bp", "views"]
