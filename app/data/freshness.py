"""When a new file of a source is due, and whether it is late."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app.http.text import count, day
from ledger.source_notes import Note


@dataclass(frozen=True)
class Freshness:
    """``loaded``: day of the load in force; ``due``: day on which a newer one is expected, where a person says how often."""

    loaded: dt.date | None
    due: dt.date | None
    late: int

    @property
    def words(self) -> str:
        """What is to be said of it, in a sentence."""
        if self.loaded is None:
            return "No load of this source is in force."
        if self.due is None:
            return "Nobody has said how often a new file is due."
        if self.late:
            return f"A new file was due on {day(self.due)}, {count(self.late, 'day')} ago."
        return f"A new file is due on {day(self.due)}."


def freshness(loaded: dt.date | None, note: Note | None, today: dt.date) -> Freshness:
    """How fresh a source is on a day."""
    due = loaded + dt.timedelta(days=note.due_days) if loaded and note and note.due_days else None
    return Freshness(loaded, due, max(0, (today - due).days) if due else 0)
