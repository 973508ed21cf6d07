"""Sources as pages name them: from the ledger, with the day of the load that is in force."""

from __future__ import annotations

from collections.abc import Iterable

from app.http.page import SourceNote
from app.services import services
from ledger.store import Ledger


def source_notes(keys: Iterable[str] | None = None) -> tuple[SourceNote, ...]:
    """The sources of those keys (all when ``None``) by rank, each with the day of its latest load in force.

    A key that the ledger does not know is named all the same.
    """
    ledger = services().ledger
    notes = {note.key: note for note in _all(ledger)}
    if keys is None:
        return tuple(notes.values())
    wanted = set(keys)
    known = tuple(note for key, note in notes.items() if key in wanted)
    return known + tuple(SourceNote(key, key) for key in sorted(wanted - set(notes)))


def titles() -> dict[str, str]:
    """Source key to title."""
    return {source.key: source.title for source in services().ledger.sources()}


def _all(ledger: Ledger) -> Iterable[SourceNote]:
    in_force = {id_ for source in ledger.state().sources.values() for id_ in source.loads}
    latest = {load.source_key: load for load in reversed(ledger.loads()) if load.id in in_force}
    for source in ledger.sources():
        load = latest.get(source.key)
        loaded = (load.finished_at or load.started_at).date() if load else None
        yield SourceNote(source.key, source.title, source.publisher, source.licence, source.page, source.format,
                         source.mode, loaded)
