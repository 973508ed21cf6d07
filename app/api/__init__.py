"""The addresses for programs: an OpenAPI document of the pages that answer as JSON, CSV, XLSX and Parquet, and a page that lists them."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("api", __name__, template_folder="templates", url_prefix="/api")

from app.api import views  # noqa: E402

__all__ = ["bp", "views"]
