"""Which organizations may be one: the queue to look at, two side by side, several at once, and what people judged."""

from __future__ import annotations

from flask import Blueprint

from app.http.site import NavItem

bp = Blueprint("resolve", __name__, url_prefix="/resolve", template_folder="templates")
NAV = (NavItem(45, "Same or not", "resolve.index"),)

from app.resolve import views  # noqa: E402

__all__ = ["NAV", "bp", "views"]
