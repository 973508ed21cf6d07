"""What if a partner leaves, an agreement is not renewed, programs end: what changes in the matrix, the network and the money."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("what_if", __name__, url_prefix="/what-if", template_folder="templates")

from app.what_if import views  # noqa: E402

__all__ = ["bp", "views"]
