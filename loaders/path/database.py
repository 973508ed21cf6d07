"""The database in which a load's rows are compared: DuckDB in bounded memory, which goes on from a folder on disk."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Self

import duckdb

log = logging.getLogger(__name__)

# MB. The first is what a 2 GB file takes, in steps of one join and in parts (``difference.AT_ONCE``; decision 0145). The others are for
# a step that ends for want of memory: to be slower and larger is better than to leave a load half written.
MEMORY = (192, 384, 768, 1536)


class Database:
    """A connection to a database of its own, or a further one to the same. ``more``: what it may still be given, in MB."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, more: Iterator[int]) -> None:
        self._connection, self._more = connection, more

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def execute(self, query: str, params: object = ()) -> duckdb.DuckDBPyConnection:
        """Run a statement; one that ends for want of memory is given more. ``duckdb.Error`` as it comes."""
        while True:
            try:
                return self._connection.execute(query, params)
            except duckdb.OutOfMemoryException:
                more = next(self._more, 0)
                if not more:
                    raise
                log.warning("A step of comparing needs more memory: it may take %s MB now.", more)
                self._connection.execute(f"set memory_limit = '{more}MB'")

    def executemany(self, query: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run a statement with each of the rows."""
        self._connection.executemany(query, rows)

    def cursor(self) -> Database:
        """A further connection to the same database, with temporary tables of its own."""
        return Database(self._connection.cursor(), self._more)

    def close(self) -> None:
        """Close the connection; a database goes with the last one."""
        self._connection.close()


def bounded(folder: Path) -> Database:
    """A database of its own, with room for spilling in a folder that is there."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": 1, "memory_limit": f"{MEMORY[0]}MB", "preserve_insertion_order": False, "temp_directory": str(folder),
        # What a step gives back goes back to the system: by default it is kept until there are 128 MB of it.
        "allocator_flush_threshold": "1MB", "allocator_bulk_deallocation_flush_threshold": "1MB",
    }
    return Database(duckdb.connect(config=settings), iter(MEMORY[1:]))
