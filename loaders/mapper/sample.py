"""The first rows of a table, and the row that seems to be its header."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from loaders.errors import UnreadableFile
from loaders.rows import Fates
from loaders.tables import Cell, TableRow, open_tables, text
from loaders.tables.headed import named

FIRST = 500
HEADER_WITHIN = 25


@dataclass(frozen=True)
class Sample:
    """The columns of a table and its first rows. ``header``: number of the header's row; ``sheets``: all of the file."""

    file: str
    sheet: str
    sheets: tuple[str, ...]
    header: int
    names: tuple[str, ...]
    rows: tuple[TableRow, ...]

    def column(self, at: int) -> list[Cell]:
        """The cells of a column that are not empty."""
        return [row.cells[at] for row in self.rows if at < len(row.cells) and text(row.cells[at])]


def sample(path: Path, sheet: str = "", header: int = 0, first: int = FIRST) -> Sample:
    """The first rows of a sheet of a file (its first one unless named), under its header (found unless given).

    Raises ``UnreadableFile`` where the file is no table, has no such sheet, or no row of that number near its top.
    """
    sheets: list[str] = []
    rows: list[TableRow] | None = None
    shown = ""
    for table in open_tables(path, Fates()):
        sheets.append(table.sheet)
        if rows is None and sheet in {"", table.sheet}:
            rows, shown = list(islice(table.rows, first + HEADER_WITHIN)), table.sheet
    if not rows:
        found = f"found {', '.join(filter(None, sheets))}" if sheet else "it has no rows"
        raise UnreadableFile(f"{path.name}: no rows{f' in a sheet {sheet!r}' if sheet else ''}; {found}")
    at = _given(rows, header, path.name) if header else _found(rows)
    width = max(len(row.cells) for row in rows[at:])
    cells = [" ".join(text(cell).split()) for cell in rows[at].cells]
    names = named(cells + [""] * (width - len(cells)))
    return Sample(path.name, shown, tuple(filter(None, sheets)), rows[at].line, tuple(names), tuple(rows[at + 1 : at + 1 + first]))


def _given(rows: Sequence[TableRow], header: int, file: str) -> int:
    for at, row in enumerate(rows[:HEADER_WITHIN]):
        if row.line == header:
            return at
    raise UnreadableFile(f"{file}: row {header} is none of the first {HEADER_WITHIN} that hold something")


def _found(rows: Sequence[TableRow]) -> int:
    """The first of the first rows that has names in nearly as many columns as the fullest of them."""
    widths = [sum(_is_name(cell) for cell in row.cells) for row in rows[:HEADER_WITHIN]]
    most = max(widths)
    return next(at for at, width in enumerate(widths) if width * 10 >= most * 8)


def _is_name(cell: Cell) -> bool:
    """Whether a cell may be the name of a column: a text, or the year that one is called by."""
    shown = text(cell)
    return bool(shown) and (not shown.replace(".", "").replace(",", "").isdigit() or (len(shown) == 4 and shown[:2] in {"19", "20"}))
