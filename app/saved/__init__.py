"""Saved views: pages kept with a name and a note, compared with what they showed when somebody looked."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("saved", __name__, template_folder="templates")

from app.saved import views  # noqa: E402

__all__ = ["bp", "views"]
