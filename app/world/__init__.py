"""The map of the world: supply, need, gaps, overlaps, money and U.S. states' links by country, with the same as a table."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("world", __name__, url_prefix="/world", template_folder="templates")

from app.world import views  # noqa: E402

__all__ = ["bp", "views"]
