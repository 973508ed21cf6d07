"""Facts that people type in or correct: what is stated of a thing, the form to correct it, and what was typed so far."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("facts", __name__, template_folder="templates", url_prefix="/facts")

from app.facts import views  # noqa: E402

__all__ = ["bp", "views"]
