"""Two countries, two funders or two days side by side."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("side_by_side", __name__, url_prefix="/side-by-side", template_folder="templates")

from app.side_by_side import page  # noqa: E402

__all__ = ["bp", "page"]
