"""Who holds a network together: measures of the whole and of each member, on what the reader has filtered."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("measures", __name__, url_prefix="/measures", template_folder="templates")

from app.measures import groups_page, views  # noqa: E402

__all__ = ["bp", "groups_page", "views"]
