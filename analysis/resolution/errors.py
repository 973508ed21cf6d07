"""What can go wrong in the analysis of names; each message says what was found and what was expected."""

from __future__ import annotations


class ResolutionError(Exception):
    """Names that cannot be compared: a missing column, a broken table, a training file that teaches nothing."""
