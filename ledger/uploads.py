"""Uploads: files that a person handed in, until they are applied or thrown away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from ledger.errors import NotFound
from ledger.models import Upload
from ledger.store import Ledger, now

ENDED = ("loaded", "gone")


class Uploads:
    """All reading and writing of uploads. Objects that it returns are detached."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def add(self, folder: str, files: Sequence[dict[str, Any]], **values: Any) -> Upload:
        """New files in a staging folder, in state ``unclear`` unless said otherwise."""
        upload = Upload(folder=folder, files=list(files), at=now(), **{"state": "unclear", "preview": {}, **values})
        with self.ledger.session() as session:
            session.add(upload)
        return upload

    def get(self, upload_id: int) -> Upload:
        """One upload; ``NotFound`` where there is none."""
        with self.ledger.session() as session:
            found = session.get(Upload, upload_id)
        if found is None:
            raise NotFound(f"There are no uploaded files of number {upload_id}.")
        return found

    def update(self, upload_id: int, **values: Any) -> Upload:
        """Set columns of an upload."""
        with self.ledger.session() as session:
            upload = session.get_one(Upload, upload_id)
            for name, value in values.items():
                setattr(upload, name, value)
            return upload

    def open(self) -> list[Upload]:
        """Those that were neither loaded nor thrown away, newest first."""
        with self.ledger.session() as session:
            return list(session.scalars(select(Upload).where(Upload.state.not_in(ENDED)).order_by(Upload.id.desc())))
