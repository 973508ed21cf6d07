"""Where everything comes from: loads, their problems and differences, sources, decisions, and what the words mean."""

from __future__ import annotations

from flask import Blueprint

from app.http.site import NavItem
from app.profiles.phrases import phrase

bp = Blueprint("data", __name__, template_folder="templates", url_prefix="/data")
bp.add_app_template_global(phrase, "phrase")
NAV = (NavItem(90, "Data", "data.loads"),)

from app.data import compare_page, jobs, originals, source_page, uploads, views  # noqa: E402

__all__ = ["NAV", "bp", "compare_page", "jobs", "originals", "source_page", "uploads", "views"]
