"""Where work is served, thin, missing or unknown: the coverage matrix, its cells, priorities and shares."""

from __future__ import annotations

from flask import Blueprint

from app.http.site import NavItem

bp = Blueprint("gaps", __name__, url_prefix="/gaps", template_folder="templates")
NAV = (NavItem(30, "Gaps", "gaps.index"),)

from app.gaps import views  # noqa: E402

__all__ = ["NAV", "bp", "views"]
