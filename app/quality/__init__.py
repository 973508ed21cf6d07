"""How good the data is: what is missing, contradicts itself or leads nowhere, by kind of fault and by source."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("quality", __name__, template_folder="templates", url_prefix="/data/quality")

from app.quality import views  # noqa: E402

__all__ = ["bp", "views"]
