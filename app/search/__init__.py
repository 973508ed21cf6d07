"""Search by name, alias, acronym or identifier, and lists of what there is by kind, country, focus area and year."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("search", __name__, template_folder="templates")

from app.search import views  # noqa: E402

__all__ = ["bp", "views"]
