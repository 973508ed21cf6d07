"""Views of the map that people keep under a short address."""

from __future__ import annotations

import base64
import hashlib

from ledger.errors import LedgerError, NotFound
from ledger.models import SavedView
from ledger.store import Ledger, now

LENGTH = 10


class SavedViews:
    """All reading and writing of kept views."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def keep(self, address: str, by: str = "") -> str:
        """Keep an address of this site (it begins with one ``/``); its hash of ten letters and digits, the same each time.

        ``LedgerError`` for an address that leads elsewhere.
        """
        if not address.startswith("/") or address.startswith(("//", "/\\")):
            raise LedgerError(f"The view {address[:60]!r} is none of this site: it would have to begin with one slash.")
        digest = hashlib.sha256(address.encode()).digest()
        name = base64.b32encode(digest).decode().lower()[:LENGTH]
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
