"""Reading the journal: what was done to the graph in a time."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from ledger.errors import NotFound
from ledger.models import Entry
from ledger.store import Ledger


def done_between(ledger: Ledger, since: dt.date, until: dt.date) -> list[Entry]:
    """Entries that ended on a day from ``since`` to ``until`` (UTC, both count), the newest first; what was taken back is left out."""
    first, last = dt.datetime.combine(since, dt.time.min), dt.datetime.combine(until, dt.time.max)
    query = select(Entry).where(Entry.state == "done", Entry.finished_at >= first, Entry.finished_at <= last)
    with ledger.session() as session:
        return list(session.scalars(query.order_by(Entry.id.desc())))


def entry(ledger: Ledger, number: int) -> Entry:
    """One entry that is done; ``NotFound`` where there is none."""
    with ledger.session() as session:
        found = session.get(Entry, number)
    if found is None or found.state != "done":
        raise NotFound(f"The journal has no finished entry {number}.")
    return found
