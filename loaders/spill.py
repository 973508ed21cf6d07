"""A mapping in bounded memory: past 200,000 entries it goes on in a private file on disk."""

from __future__ import annotations

import sqlite3
from hashlib import blake2b

IN_MEMORY = 200_000


class Spill:
    """Texts to texts or numbers."""

    def __init__(self, in_memory: int = IN_MEMORY) -> None:
        self._memory: dict[bytes, str | int] = {}
        self._disk: sqlite3.Connection | None = None
        self._most = in_memory

    def get(self, key: str) -> str | int | None:
        """What was put under a key; None where nothing was."""
        digest = _digest(key)
        if self._disk is None:
            return self._memory.get(digest)
        row = self._disk.execute("select v from kept where k = ?", (digest,)).fetchone()
        return row[0] if row else None

    def put(self, key: str, value: str | int) -> None:
        """Keep a value under a key, in place of what was there."""
        if self._disk is not None:
            self._disk.execute("insert or replace into kept values (?, ?)", (_digest(key), value))
            return
        self._memory[_digest(key)] = value
        if len(self._memory) > self._most:
            self._to_disk()

    def _to_disk(self) -> None:
        # An empty name is a private file that goes with the connection.
        self._disk = sqlite3.connect("", isolation_level=None)
        self._disk.executescript(
            "pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -65536;"
            "create table kept (k blob primary key, v) without rowid; begin"
        )
        self._disk.executemany("insert into kept values (?, ?)", self._memory.items())
        self._memory.clear()


def _digest(key: str) -> bytes:
    return blake2b(key.encode("utf-8", "replace"), digest_size=16).digest()
