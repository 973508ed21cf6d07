"""Rows under a header: cells found by the name of their column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from loaders.tables.cells import Cell, Table, TableRow, letters, text

LOOKED_THROUGH = 25


def folded(name: str) -> str:
    """A column name as it is compared: case, spaces around and between words, and a byte order mark do not matter."""
    return re.sub(r"\s+", " ", name.strip().lstrip("\ufeff`").strip()).casefold()


class Columns:
    """The columns of a table by name; of several with one name the first is meant."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self.position: dict[str, int] = {}
        for at, name in enumerate(names):
            self.position.setdefault(folded(name), at)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and folded(name) in self.position

    def first(self, *names: str) -> str:
        """The first of these names that is there; empty where none is."""
        return next((name for name in names if name in self), "")


@dataclass(slots=True)
class Record:
    """One row; ``record["Name"]`` is the text under that column, empty where there is none."""

    line: int
    cells: Sequence[Cell]
    columns: Columns

    def cell(self, name: str) -> Cell:
        """The cell under a column, None where it is missing."""
        at = self.columns.position.get(folded(name))
        return self.cells[at] if at is not None and at < len(self.cells) else None

    def __getitem__(self, name: str) -> str:
        return text(self.cell(name))

    def first(self, *names: str) -> str:
        """The first text that is not empty under these columns."""
        return next((found for name in names if (found := self[name])), "")


@dataclass(frozen=True)
class Headed:
    """A table whose header was found on ``line``; ``above``: rows before it."""

    table: Table
    columns: Columns
    line: int
    above: tuple[TableRow, ...]
    records: Iterator[Record]


def headed(table: Table, is_header: Callable[[Columns], bool]) -> Headed | None:
    """The table under the first row, of the first 25, that is the header; None where none is."""
    rows = iter(table.rows)
    looked = list(islice(rows, LOOKED_THROUGH))
    for at, row in enumerate(looked):
        columns = Columns([text(cell) for cell in row.cells])
        if is_header(columns):
            below = chain(looked[at + 1 :], rows)
            return Headed(table, columns, row.line, tuple(looked[:at]), _records(below, columns))
    return None


def _records(rows: Iterator[TableRow], columns: Columns) -> Iterator[Record]:
    for row in rows:
        yield Record(row.line, row.cells, columns)


def named(columns: Sequence[str]) -> list[str]:
    """Names for all columns, each once: an empty one is called by its letters, a repeated one gets a number."""
    seen: dict[str, int] = {}
    found = []
    for at, name in enumerate(columns):
        base = name or f"column {letters(at)}"
        seen[folded(base)] = seen.get(folded(base), 0) + 1
        found.append(base if seen[folded(base)] == 1 else f"{base} ({seen[folded(base)]})")
    return found
