"""Who could help: organizations that a planner may ask for a country and a focus area, with the reasons and what speaks against."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("recommend", __name__, url_prefix="/who-could-help", template_folder="templates")

from app.recommend import views  # noqa: E402

__all__ = ["bp", "views"]
