"""Exchange rates: the tables of the European Central Bank and the IMF, and any table of date, currency and rate.

None is shipped. A currency's rates of a year (or of the month that a file is for) are one node; the amounts that sources
state stay as they are, and what they come to in dollars is worked out where they are shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from loaders.entries import all_files
from loaders.errors import UnreadableFile
from loaders.rates.book import Book
from loaders.rates.layouts import EXPECTED, LAYOUTS, Layout
from loaders.rows import Fates, Loader, Row, SourceInfo
from loaders.tables import Columns, Headed, Table, headed, open_tables
from loaders.text import slug


def rows(files: Sequence[Path], fates: Fates) -> Iterator[Row]:
    """One node a currency and year; ``UnreadableFile`` for a file of another layout."""
    for layout, table in _tables(files, fates):
        book = Book(table.table, fates, layout.by_month)
        layout.read(table, book)
        yield from book.nodes()


def _tables(files: Sequence[Path], fates: Fates) -> Iterator[tuple[Layout, Headed]]:
    for path in all_files(files):
        found = False
        for table in open_tables(path, fates):
            known = _known(table)
            if known:
                found = True
                yield known
        if not found:
            raise UnreadableFile(f"{path.name}: {EXPECTED}")


def _known(table: Table) -> tuple[Layout, Headed] | None:
    """The layout that a table has, and the table under its header."""
    found: list[Layout] = []

    def is_header(columns: Columns) -> bool:
        found[:] = [layout for layout in LAYOUTS if layout.is_header(columns)]
        return bool(found)

    under = headed(table, is_header)
    return (found[0], under) if under else None


def source(files: Sequence[Path]) -> SourceInfo:
    """The publisher of the layout; a table of no publisher is a source by its file's name."""
    layout, _ = _first(files)
    if layout.publisher:
        mode: Literal["additions", "snapshot"] = "additions" if layout.by_month else "snapshot"
        return SourceInfo(layout.source, layout.title, layout.publisher, page=layout.page, mode=mode)
    stem = files[0].stem
    return SourceInfo(f"{layout.source}-{slug(stem) or 'file'}", f"{layout.title} ({stem})")


def recognises(path: Path, _: bytes) -> str:
    """Why a file holds exchange rates; empty when it does not."""
    try:
        return _first([path])[0].why
    except UnreadableFile:
        return ""


def _first(files: Sequence[Path]) -> tuple[Layout, Headed]:
    for known in _tables(files, Fates()):
        return known
    raise UnreadableFile(f"{files[0].name}: no files in it; {EXPECTED}")


LOADER = Loader("rates", "1", "Exchange rates", rows, source, recognises)
