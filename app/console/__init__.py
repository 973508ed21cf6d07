"""The console: a question of one's own in Cypher, asked under the guard. ``PARTNERGRAPH_CONSOLE=off`` switches it off."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("console", __name__, template_folder="templates", url_prefix="/console")

from app.console import views as _views  # noqa: E402, F401

__all__ = ["bp"]
