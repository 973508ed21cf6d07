"""How two organizations are connected: the shortest ways between them, and ways that share nobody, as sentences and a picture."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("connections", __name__, url_prefix="/connections", template_folder="templates")

from app.connections import views  # noqa: E402

__all__ = ["bp", "views"]
