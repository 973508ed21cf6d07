"""Large tables as files: ``python -m benchmarks.downloads [rows]`` writes 100,000 rows of 12 columns as XLSX, CSV and Parquet.

Told for each: CPU seconds, size, and the most memory that the process has held so far (so the order is from small to large).
The bar: 100,000 rows as XLSX in under 20 seconds and 500 MB.
"""

from __future__ import annotations

import datetime as dt
import resource
import sys
import time
from collections.abc import Callable, Iterator
from tempfile import TemporaryFile
from typing import IO, Any

from flask import Flask

from app.http.about import About
from app.http.downloads import csv_lines
from app.http.formats import Table
from app.http.parquet import write_parquet
from app.http.workbook import write_xlsx

COLUMNS = ("id", "name", "kind", "country", "programs", "share", "since", "until", "in_force", "partners", "sources", "records")
ABOUT = About("A table for measuring", "Rows that were made up for measuring.", dt.date(2024, 6, 30))


def rows(number: int) -> Iterator[tuple[Any, ...]]:
    """Rows like those of a list: names in two scripts, days, numbers and lists."""
    for n in range(number):
        yield (f"org:bench:{n}", f"Policía Nacional de la Región {n} الشرطة", "foreign_counterpart", "GT", n % 97, n / 7, "2011-02-03",
               "2024" if n % 3 else None, n % 2 == 0, [f"Partner {n % 11}", f"Partner {n % 13}"], ["demo", "iati"], [f"demo/{n}"])


def main() -> None:
    """Write each format once and print what it cost."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    writers: dict[str, Callable[[Table, IO[bytes]], None]] = {
        "CSV": _csv, "XLSX": lambda table, file: write_xlsx(table, lambda: ABOUT, file),
        "Parquet": lambda table, file: write_parquet(table, lambda: ABOUT, file),
    }
    with Flask("measured").test_request_context("/"):
        for name, write in writers.items():
            with TemporaryFile() as file:
                begun = time.process_time()
                write(Table("measured", COLUMNS, rows(number)), file)
                spent, size = time.process_time() - begun, file.tell()
            held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{name}: {number:,} rows in {spent:.1f} s of CPU, {size / 1e6:.1f} MB; memory up to {held:.0f} MB")


def _csv(table: Table, file: IO[bytes]) -> None:
    for piece in csv_lines(table):
        file.write(piece.encode())


if __name__ == "__main__":
    main()
