"""Profiles of an organization, a program and a country, and the picture of their network."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("profiles", __name__, template_folder="templates")

from app.profiles import views  # noqa: E402

__all__ = ["bp", "views"]
