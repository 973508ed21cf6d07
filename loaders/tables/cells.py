"""Cells, rows and tables: what every kind of spreadsheet, CSV, JSON or Parquet file is read as."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from loaders.rows import Fates, Where

Cell = str | int | float | bool | Decimal | dt.date | dt.datetime | dt.time | None
MOST_COLUMNS = 16_384


class TableRow(NamedTuple):
    """One row: its line in the file (or number in the sheet, from 1) and its cells, empty ones at the end left out."""

    line: int
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Table:
    """One table of a file: ``file`` is the name to show, ``sheet`` empty where the file holds one table only.

    ``rows`` is a stream, blank rows left out; it can be read once.
    """

    file: str
    sheet: str
    rows: Iterator[TableRow]

    @property
    def name(self) -> str:
        """File and sheet, the name under which rows are counted."""
        return f"{self.file} / {self.sheet}" if self.sheet else self.file


@dataclass
class Faults:
    """Cells that hold no value that can be read, one note a column and kind: the first line and how many there are."""

    file: str
    table: str
    first: dict[tuple[str, str, str], int] = field(default_factory=dict)
    count: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def note(self, line: int, column: int, found: str, expected: str) -> None:
        """One such cell; ``column`` counts from 0."""
        key = (letters(column), found, expected)
        self.first.setdefault(key, line)
        self.count[key] += 1

    def tell(self, fates: Fates) -> None:
        """Hand the notes to the fates of the load."""
        for key, line in self.first.items():
            column, found, expected = key
            times = f" ({self.count[key]:,} cells)" if self.count[key] > 1 else ""
            fates.fault(self.table, Where(self.file, line, field=f"column {column}"), found + times, expected)


def letters(column: int) -> str:
    """Spreadsheet letters of a column counted from 0: ``A``, ``Z``, ``AA``."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def text(cell: Cell) -> str:
    """A cell as text: whole numbers without ".0", dates in ISO 8601, spaces around it dropped."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return _number(cell)
    if isinstance(cell, dt.datetime):
        midnight = cell.time() == dt.time.min
        return cell.date().isoformat() if midnight else cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell)


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    # A spreadsheet keeps 15 digits: what comes after is the noise of binary fractions.
    return repr(float(f"{value:.15g}"))


def trimmed(cells: list[Cell]) -> list[Cell]:
    """Cells without the empty ones at the end."""
    while cells and (cells[-1] is None or cells[-1] == ""):
        cells.pop()
    return cells


def is_blank(cells: Sequence[Cell]) -> bool:
    """Whether no cell holds more than spaces."""
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in cells)
