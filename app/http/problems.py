"""The error that a view raises for the person who asked."""

from __future__ import annotations


class PageError(Exception):
    """Status, a message that says what is wrong, and a hint that says what to do (empty: the status's usual one)."""

    def __init__(self, status: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.hint = hint


def not_found(message: str, hint: str = "") -> PageError:
    """A 404 to raise."""
    return PageError(404, message, hint)
