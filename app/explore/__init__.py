"""The network map: start anywhere, expand, filter, group, select, share and take away what is shown."""

from __future__ import annotations

from flask import Blueprint

from app.http.site import NavItem

bp = Blueprint("explore", __name__, template_folder="templates")
NAV = (NavItem(20, "Map", "explore.index"),)

from app.explore import views  # noqa: E402

__all__ = ["NAV", "bp", "views"]
