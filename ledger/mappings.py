"""Mappings of tables: versions under a name, the newest of which reads the next file of the same source."""

from __future__ import annotations

from sqlalchemy import func, select

from ledger.errors import NotFound
from ledger.models import SavedMapping
from ledger.store import Ledger, now


class Mappings:
    """All reading and writing of mappings. Objects that it returns are detached."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def save(self, name: str, format_: str, text: str, **about: str) -> SavedMapping:
        """A new version (``about``: source, why, by); the newest as it stands where it says the same already."""
        with self.ledger.session() as session:
            latest = session.scalar(select(SavedMapping).where(SavedMapping.name == name).order_by(SavedMapping.version.desc()).limit(1))
            if latest is not None and (latest.text, latest.format) == (text, format_):
                return latest
            version = 1 if latest is None else latest.version + 1
            saved = SavedMapping(name=name, version=version, format=format_, text=text, at=now(), **about)
            session.add(saved)
        return saved

    def get(self, wanted: str) -> SavedMapping:
        """The newest version of a name, or ``name@version``; ``NotFound`` where there is none."""
        name, at, version = wanted.partition("@")
        query = select(SavedMapping).where(SavedMapping.name == name).order_by(SavedMapping.version.desc()).limit(1)
        if at:
            query = query.where(SavedMapping.version == (int(version) if version.isdecimal() and len(version) < 10 else -1))
        with self.ledger.session() as session:
            found = session.scalar(query)
        if found is None:
            raise NotFound(f"There is no mapping {wanted!r}. `flask mappings` lists those that are kept.")
        return found

    def newest(self, format_: str = "") -> list[SavedMapping]:
        """The newest version of every mapping, by name; of one format if named."""
        top = select(SavedMapping.name, func.max(SavedMapping.version).label("version")).group_by(SavedMapping.name).subquery()
        query = select(SavedMapping).join(top, (top.c.name == SavedMapping.name) & (top.c.version == SavedMapping.version))
        if format_:
            query = query.where(SavedMapping.format == format_)
        with self.ledger.session() as session:
            return list(session.scalars(query.order_by(SavedMapping.name)))

    def versions(self, name: str) -> list[SavedMapping]:
        """All versions of a name, newest first; ``NotFound`` where there is none."""
        self.get(name)
        with self.ledger.session() as session:
            return list(session.scalars(select(SavedMapping).where(SavedMapping.name == name).order_by(SavedMapping.version.desc())))
