"""What people write about a source: what it covers, who keeps it, under which terms, and how often a new file is due.

Kept as one hand-kept table (``source_notes``), so that every version, with who, when and why, stays readable.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ledger.errors import LedgerError
from ledger.models import Table
from ledger.store import Ledger, now

TABLE = "source_notes"


class StaleNote(LedgerError):
    """Somebody else changed the note since the form was made."""


@dataclass(frozen=True)
class Note:
    """What a person says of a source. ``countries``: codes, ``focus_areas``: ids without ``focus:``; ``valid_from``,
    ``valid_to``: first and last time that it covers, as written; ``due_days``: days from one load to the next, 0 for no rhythm."""

    source: str
    countries: tuple[str, ...] = ()
    focus_areas: tuple[str, ...] = ()
    valid_from: str = ""
    valid_to: str = ""
    whose: str = ""
    owner: str = ""
    licence: str = ""
    due_days: int = 0
    remark: str = ""


@dataclass(frozen=True)
class Kept:
    """A note as it stands. ``version``: of the table when this note last changed, 0 where nobody wrote any; who, when and why."""

    note: Note
    version: int = 0
    by: str = ""
    why: str = ""
    at: datetime | None = None


_COLUMNS = tuple(field.name for field in fields(Note))
_LISTS = ("countries", "focus_areas")


class SourceNotes:
    """All reading and writing of these notes."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def all(self) -> dict[str, Note]:
        """Every note, by source key."""
        return read_notes(self.ledger.table(TABLE) or "")

    def kept(self, source: str) -> Kept:
        """The note of a source with its last change; an empty one where nobody wrote any."""
        with self.ledger.session() as session:
            return _kept(session, source)

    def save(self, note: Note, version: int, why: str, by: str = "") -> bool:
        """Put a note in force; ``False`` when it says what it said before.

        ``version`` is that of the note that the person saw; ``StaleNote`` where somebody changed it since.
        """
        try:
            with self.ledger.session() as session:
                kept = _kept(session, note.source)
                if kept.version != version:
                    raise StaleNote(f"Somebody changed this note while you wrote{f', {kept.by}' if kept.by else ''}: {kept.why}")
                if kept.note == note:
                    return False
                latest = _latest(session)
                notes = read_notes(latest.content if latest else "")
                content = write_notes({**notes, note.source: note}.values())
                session.add(Table(name=TABLE, version=latest.version + 1 if latest else 1, content=content, why=why, by=by, at=now()))
        except IntegrityError as error:
            raise StaleNote("Another note was saved at the same moment. Save yours again.") from error
        return True


def read_notes(content: str) -> dict[str, Note]:
    """Notes out of the table's CSV text, by source key."""
    found = {}
    for row in csv.DictReader(io.StringIO(content)):
        values: dict[str, Any] = {name: row[name] for name in _COLUMNS}
        values.update({name: tuple(filter(None, row[name].split(";"))) for name in _LISTS}, due_days=int(row["due_days"] or 0))
        found[row["source"]] = Note(**values)
    return found


def write_notes(notes: Iterable[Note]) -> str:
    """Notes as the table's CSV text, sorted by source."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for note in sorted(notes, key=lambda note: note.source):
        writer.writerow([";".join(value) if isinstance(value, tuple) else value for value in astuple(note)])
    return text.getvalue()


def _latest(session: Session) -> Table | None:
    return session.scalar(select(Table).where(Table.name == TABLE).order_by(Table.version.desc()).limit(1))


def _kept(session: Session, source: str) -> Kept:
    """The note and the version that last changed it: the oldest one of the newest run that says the same."""
    kept: Kept | None = None
    for version in session.scalars(select(Table).where(Table.name == TABLE).order_by(Table.version.desc())):
        note = read_notes(version.content).get(source)
        if note is None or (kept is not None and note != kept.note):
            break
        kept = Kept(note, version.version, version.by, version.why, version.at)
    return kept or Kept(Note(source))
