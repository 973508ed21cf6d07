"""Findings: overlaps and gaps that somebody judged, by owner and state, and how they come and go."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("findings", __name__, url_prefix="/findings", template_folder="templates")

from app.findings import views  # noqa: E402

__all__ = ["bp", "views"]
