"""Views that people keep under a short address; those with a name are compared with what they showed before."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from ledger.errors import LedgerError, NotFound
from ledger.models import SavedView, ViewChange, ViewReading
from ledger.store import Ledger, now

LENGTH = 10
LOOKED, NOTICED = "looked", "noticed"
NAME, NOTE = 200, 4_000  # letters at most


@dataclass(frozen=True)
class Reading:
    """What a view showed. ``stamp``: in which state of everything; ``day``: the day that it was about; ``content``: its rows, packed,
    ``None`` where they are too many to keep."""

    stamp: str
    day: str
    digest: str
    rows: int
    content: bytes | None


@dataclass(frozen=True)
class Compared:
    """When a view was compared last, in which state of everything and for which day."""

    at: datetime
    stamp: str
    day: str

    @property
    def state(self) -> tuple[str, str]:
        """Stamp and day: as long as they are the same, there is nothing to read again."""
        return self.stamp, self.day


class SavedViews:
    """All reading and writing of kept views. Objects that it returns are detached."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def keep(self, address: str, by: str = "") -> str:
        """Keep an address of this site (it begins with one ``/``); its hash of ten letters and digits, the same each time.

        ``LedgerError`` for an address that leads elsewhere.
        """
        if not address.startswith("/") or address.startswith(("//", "/\\")):
            raise LedgerError(f"The view {address[:60]!r} is none of this site: it would have to begin with one slash.")
        name = hash_of(address)
        with self.ledger.session() as session:
            known = session.get(SavedView, name)
            if known is None:
                session.add(SavedView(hash=name, address=address, by=by, at=now()))
        return name

    def address(self, name: str) -> str:
        """The address that is kept under a hash; ``NotFound`` where there is none."""
        with self.ledger.session() as session:
            found = session.get(SavedView, name.lower())
        if found is None:
            raise NotFound(f"No view is kept under /v/{name[:40]}.")
        return found.address

    # Those with a name

    def name(self, address: str, name: str, note: str, reading: Reading) -> SavedView:
        """Keep an address under a name, as it shows now; one that has a name already gets the new name and note, nothing else."""
        name, note = _checked(name, note)
        hash_ = self.keep(address)
        with self.ledger.session() as session:
            view = session.get_one(SavedView, hash_)
            if view.named_at is None:
                view.named_at = view.looked_at = now()
                for role in (LOOKED, NOTICED):
                    _put(session, hash_, role, reading)
            view.name, view.note = name, note
            return view

    def named(self) -> list[SavedView]:
        """Every view with a name, by name."""
        query = select(SavedView).where(SavedView.named_at.is_not(None))
        with self.ledger.session() as session:
            return sorted(session.scalars(query), key=lambda view: (view.name.casefold(), view.hash))

    def get(self, hash_: str) -> SavedView:
        """A view with a name; ``NotFound`` where there is none."""
        with self.ledger.session() as session:
            found = session.get(SavedView, hash_.lower())
        if found is None or found.named_at is None:
            raise NotFound(f"No saved view is named under {hash_[:40]}.")
        return found

    def edit(self, hash_: str, name: str, note: str) -> None:
        """Another name and note; ``NotFound`` where there is no such view, ``LedgerError`` for a name that there cannot be."""
        name, note = _checked(name, note)
        view = self.get(hash_)
        with self.ledger.session() as session:
            session.execute(update(SavedView).where(SavedView.hash == view.hash).values(name=name, note=note))

    def forget(self, hash_: str) -> None:
        """Take away name, note and everything that was noticed. The short address goes on leading to the page: others may hold it."""
        view = self.get(hash_)
        with self.ledger.session() as session:
            for table in (ViewReading, ViewChange):
                session.execute(delete(table).where(table.hash == view.hash))
            kept = session.get_one(SavedView, view.hash)
            kept.name = kept.note = kept.trouble = ""
            kept.named_at = kept.looked_at = None
            kept.since, kept.noticed = {}, 0

    def reading(self, hash_: str, role: str) -> ViewReading:
        """What a view showed when it was looked at (``LOOKED``), or compared last (``NOTICED``); ``NotFound`` where it is deleted."""
        with self.ledger.session() as session:
            found = session.get(ViewReading, (hash_, role))
        if found is None:
            raise NotFound(f"No saved view is named under {hash_[:40]}.")
        return found

    def compared(self) -> dict[str, Compared]:
        """When each named view was compared last, by hash; without the rows."""
        query = select(ViewReading.hash, ViewReading.at, ViewReading.stamp, ViewReading.day).where(ViewReading.role == NOTICED)
        with self.ledger.session() as session:
            return {hash_: Compared(at, stamp, day) for hash_, at, stamp, day in session.execute(query)}

    def changes(self, hash_: str = "", most: int | None = None) -> list[ViewChange]:
        """What was noticed in a view, or in every view, the newest first."""
        query = select(ViewChange).order_by(ViewChange.at.desc(), ViewChange.hash, ViewChange.number.desc()).limit(most)
        with self.ledger.session() as session:
            return list(session.scalars(query.where(ViewChange.hash == hash_) if hash_ else query))

    def same(self, view: SavedView, reading: Reading) -> None:
        """The view was read in a newer state and shows the same rows. What somebody else noticed meanwhile stays."""
        with self.ledger.session() as session:
            if _is_ours(session, view, view.noticed):
                _put(session, view.hash, NOTICED, reading)

    def changed(self, view: SavedView, reading: Reading, told: Mapping[str, Any], since: Mapping[str, Any]) -> bool:
        """A view shows something else: ``told`` is the difference from the last reading, ``since`` from when it was looked at (empty
        where that is the same again). ``False`` where somebody else noticed it first: nothing is written then."""
        with self.ledger.session() as session:
            if not _is_ours(session, view, view.noticed + 1):
                return False
            before = session.get_one(ViewReading, (view.hash, NOTICED)).at
            session.get_one(SavedView, view.hash).since = dict(since)
            session.add(ViewChange(hash=view.hash, number=view.noticed + 1, since=before, at=now(), told=dict(told)))
            _put(session, view.hash, NOTICED, reading)
        return True

    def failed(self, view: SavedView, trouble: str) -> None:
        """The view could not be compared, and why."""
        with self.ledger.session() as session:
            session.execute(update(SavedView).where(SavedView.hash == view.hash).values(trouble=trouble))

    def looked(self, hash_: str) -> None:
        """A person looks at the view as it was noticed last: from here on changes are told anew."""
        view = self.get(hash_)
        with self.ledger.session() as session:
            found = session.get_one(ViewReading, (view.hash, NOTICED))
            _put(session, view.hash, LOOKED, Reading(found.stamp, found.day, found.digest, found.rows, found.content))
            kept = session.get_one(SavedView, view.hash)
            kept.looked_at, kept.since = now(), {}


def hash_of(address: str) -> str:
    """The short name of an address."""
    return base64.b32encode(hashlib.sha256(address.encode("utf-8", "surrogatepass")).digest()).decode().lower()[:LENGTH]


def _is_ours(session: Session, view: SavedView, noticed: int) -> bool:
    """Count the changes of a view up to ``noticed``; ``False`` where its count is no longer what it was when ``view`` was read."""
    mine = update(SavedView).where(SavedView.hash == view.hash, SavedView.noticed == view.noticed, SavedView.named_at == view.named_at)
    return bool(session.execute(mine.values(noticed=noticed, trouble="")).rowcount)  # type: ignore[attr-defined]


def _put(session: Session, hash_: str, role: str, reading: Reading) -> None:
    session.merge(ViewReading(hash=hash_, role=role, at=now(), **asdict(reading)))


def _checked(name: str, note: str) -> tuple[str, str]:
    """Name and note in one form; ``LedgerError`` for no name, or for one that is too long."""
    name, note = " ".join(name.split()), note.strip()
    if not name:
        raise LedgerError("Give the view a name, so that you find it again.")
    if len(name) > NAME or len(note) > NOTE:
        raise LedgerError(f"A name has {NAME:,} letters at most, a note {NOTE:,}: shorten it.")
    return name, note
