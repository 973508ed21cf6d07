"""Parquet files, a few thousand rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from loaders.errors import UnreadableFile
from loaders.rows import Fates
from loaders.tables.cells import MOST_COLUMNS, Cell, Faults, Table, TableRow, is_blank, trimmed

BATCH = 4096


def tables(path: Path, fates: Fates) -> Iterator[Table]:
    """The one table of a Parquet file; its column names are its first row."""
    yield Table(path.name, "", _rows(path, fates))


def _rows(path: Path, fates: Fates) -> Iterator[TableRow]:
    faults = Faults(path.name, path.name)
    try:
        with pq.ParquetFile(path) as file:
            names = file.schema_arrow.names
            if len(names) > MOST_COLUMNS:
                raise UnreadableFile(f"{path.name}: {len(names):,} columns; expected at most {MOST_COLUMNS:,}")
            yield TableRow(1, names)
            line = 1
            for batch in file.iter_batches(batch_size=BATCH, use_threads=False):
                for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                    line += 1
                    cells = trimmed([_cell(value, line, at, faults) for at, value in enumerate(values)])
                    if not is_blank(cells):
                        yield TableRow(line, cells)
    except (pa.ArrowException, OSError) as error:
        raise UnreadableFile(f"{path.name}: no Parquet file that can be read: {error}") from error
    faults.tell(fates)


def _cell(value: object, line: int, at: int, faults: Faults) -> Cell:
    if isinstance(value, list):
        return "\n".join(str(item) for item in value if item is not None)
    if isinstance(value, bytes | dict):
        faults.note(line, at, "bytes" if isinstance(value, bytes) else "a record", "a text, number or date")
        return None
    return value  # type: ignore[return-value]
