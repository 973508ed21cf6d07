"""The reconciliation API 0.2 of the W3C community group, by which OpenRefine asks whom names mean."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("reconcile", __name__, template_folder="templates", url_prefix="/reconcile")

from app.reconcile import views  # noqa: E402

__all__ = ["bp", "views"]
