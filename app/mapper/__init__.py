"""What the columns of a sheet are: suggested, chosen, previewed, kept as a mapping."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("mapper", __name__, template_folder="templates", url_prefix="/data/upload")

from app.mapper import views  # noqa: E402

__all__ = ["bp", "views"]
