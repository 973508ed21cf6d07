"""Who is this? A list of names, each with the organizations of the network that it may mean."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("who", __name__, template_folder="templates", url_prefix="/who")

from app.who import views  # noqa: E402

__all__ = ["bp", "views"]
