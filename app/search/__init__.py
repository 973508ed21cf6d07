"""Search by name, alias, acronym or identifier."""

from __future__ import annotations

from flask import Blueprint

from app.http.errors import suggest_with

bp = Blueprint("search", __name__, template_folder="templates")

from app.search import views  # noqa: E402
from app.search.find import suggestions  # noqa: E402

bp.record_once(lambda state: suggest_with(state.app.extensions, suggestions))

__all__ = ["bp", "views"]
