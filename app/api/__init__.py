"""The addresses for other software: an OpenAPI document of the pages in their other formats, and a page that lists them."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("api", __name__, template_folder="templates", url_prefix="/api")

from app.api import views  # noqa: E402

__all__ = ["bp", "views"]
