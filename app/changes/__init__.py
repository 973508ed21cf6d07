"""What changed between two dates: in the world, by what sources date, and in what was known, by what was loaded and decided."""

from __future__ import annotations

from flask import Blueprint

from app.http.site import NavItem

bp = Blueprint("changes", __name__, template_folder="templates")
NAV = (NavItem(35, "Changes", "changes.index"),)

from app.changes import views  # noqa: E402

__all__ = ["NAV", "bp", "views"]
