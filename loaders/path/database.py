"""The database in which a load's rows are compared: DuckDB in bounded memory, which goes on from a folder on disk."""

from __future__ import annotations

from pathlib import Path

import duckdb

# What a 2 GB file takes, in steps of one join and in parts (``difference.AT_ONCE``): see decision 0145.
MEMORY = "128MB"


def bounded(folder: Path) -> duckdb.DuckDBPyConnection:
    """A database of its own, with room for spilling in a folder that is there."""
    return duckdb.connect(config={
        "threads": 1, "memory_limit": MEMORY, "preserve_insertion_order": False, "temp_directory": str(folder),
        # What a step gives back goes back to the system: by default it is kept until there are 128 MB of it.
        "allocator_flush_threshold": "1MB", "allocator_bulk_deallocation_flush_threshold": "1MB",
    })
