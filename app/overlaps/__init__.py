"""Programs that may be the same work: compared as a job, listed by tier, judged pair by pair."""

from __future__ import annotations

from flask import Blueprint

from app.http.site import NavItem

bp = Blueprint("overlaps", __name__, url_prefix="/overlaps", template_folder="templates")
NAV = (NavItem(40, "Overlaps", "overlaps.index"),)

from app.overlaps import views  # noqa: E402

__all__ = ["NAV", "bp", "views"]
