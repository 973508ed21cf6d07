"""What can go wrong with the ledger and the archive."""

from __future__ import annotations


class LedgerError(Exception):
    """Anything that the ledger refuses; the message says what to do."""


class NotFound(LedgerError):
    """No load, decision or source of that name or number."""


class Busy(LedgerError):
    """Another process is applying a difference; one is applied at a time."""


class NewerLedger(LedgerError):
    """The ledger was written by a newer version of the application."""
