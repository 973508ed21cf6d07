"""A mapping and a sequence in bounded memory: past a size they go on in a private file on disk."""

from __future__ import annotations

import pickle
import sqlite3
import tempfile
from collections.abc import Iterator
from hashlib import blake2b
from typing import IO, Generic, TypeVar

T = TypeVar("T")

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


class Spooled(Generic[T]):
    """Things in the order in which they came, in bounded memory: full pages of them go to a private file on disk."""

    def __init__(self, page: int = 5_000) -> None:
        self._page, self._paged = page, 0
        self._last: list[T] = []
        self._file: IO[bytes] | None = None

    def append(self, item: T) -> None:
        """One more thing."""
        self._last.append(item)
        if len(self._last) >= self._page:
            if self._file is None:
                self._file = tempfile.TemporaryFile()  # noqa: SIM115 (it goes with this object)
            self._file.seek(0, 2)
            pickle.dump(self._last, self._file, pickle.HIGHEST_PROTOCOL)
            self._paged += len(self._last)
            self._last = []

    def __len__(self) -> int:
        return self._paged + len(self._last)

    def __iter__(self) -> Iterator[T]:
        """All of them from the first; what is added meanwhile may or may not come."""
        place = done = 0
        while self._file is not None and done < self._paged:
            self._file.seek(place)
            page: list[T] = pickle.load(self._file)  # noqa: S301 (our own, in a file without a name)
            place, done = self._file.tell(), done + len(page)
            yield from page
        yield from self._last
