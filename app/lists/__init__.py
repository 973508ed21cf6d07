"""Lists of all organizations, programs and agreements: facets with counts, columns to choose, downloads, the map."""

from __future__ import annotations

from flask import Blueprint

from app.http.site import NavItem

bp = Blueprint("lists", __name__, template_folder="templates")
NAV = (NavItem(25, "Lists", "lists.organizations"),)

from app.lists import views  # noqa: E402

__all__ = ["NAV", "bp", "views"]
