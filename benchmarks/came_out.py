"""How many records really came out of a loader: a count of its own beside the loaded ones, which are only read less set aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from loaders.rows import Fates, Loader, Row

# Tables of which a row is a record, where a loader has other tables, too: elements inside records.
RECORD_TABLES: dict[str, tuple[str, ...]] = {"iati": ("activity", "organisation")}
# Formats of which no row is a record of its own: it has a value for each year, or tells with others one fact.
NOT_COUNTED = frozenset({"indicators", "rates", "demo", "reference"})


class CameOut:
    """Counts the different records of the rows that pass."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def through(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The same rows, counted."""
        for row in rows:
            self._seen.add(hash(row.record))
            yield row

    def __len__(self) -> int:
        return len(self._seen)


def said_loaded(loader: Loader, fates: Fates) -> int | None:
    """How many records came out if the fates are right; None where a row of this format is not a record."""
    if loader.name in NOT_COUNTED:
        return None
    wide = {table for table in fates.read if f"{table} (cells)" in fates.read}  # its cells are the records
    return sum(fates.loaded(table) for table in RECORD_TABLES.get(loader.name, tuple(set(fates.read) - wide)))
