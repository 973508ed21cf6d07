"""What can go wrong when programs are compared; each message says what was found and what was expected."""

from __future__ import annotations


class OverlapError(Exception):
    """Programs that cannot be compared: a missing column, an id twice, a date that is none."""
