"""Whom names mean: every organization's names held ready, and the answers for a list of names."""

from __future__ import annotations

from app.work.who.matching import Answer, Asked, Match, answers
from app.work.who.names import Register, register

__all__ = ["Answer", "Asked", "Match", "Register", "answers", "register"]
