"""The database in which a load's rows are compared: DuckDB in bounded memory, which goes on from a folder on disk."""

from __future__ import annotations

from pathlib import Path

import duckdb

# The joins pass with a third of it, putting the nodes of a 2 GB file in their order does not: see decision 0145.
MEMORY = "384MB"


def bounded(folder: Path) -> duckdb.DuckDBPyConnection:
    """A database of its own, with room for spilling in a folder that is there."""
    return duckdb.connect(config={
        "threads": 1, "memory_limit": MEMORY, "preserve_insertion_order": False, "temp_directory": str(folder),
    })
