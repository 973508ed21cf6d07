"""Identifiers: all that the loaded sources state of an organization or program, source by source (a crosswalk)."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("identifiers", __name__, template_folder="templates", url_prefix="/data/identifiers")

from app.identifiers import views  # noqa: E402

__all__ = ["bp", "views"]
