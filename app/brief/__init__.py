"""A brief: one country, organization, program or focus area as a page to print and as a Word document."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("brief", __name__, url_prefix="/brief", template_folder="templates")

from app.brief import views  # noqa: E402

__all__ = ["bp", "views"]
