"""A table as an XLSX workbook: typed cells that can be filtered, and a sheet that says where it all comes from."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from app.http.about import About
from app.http.downloads import cell
from app.http.formats import Table

SHEET_ROWS = 1_048_575
LONGEST = 32_767
CUT = " … [cut here: a cell holds no more; the CSV has all of it]"
_EXACT = 10**15
_DAY = re.compile(r"(19|20|21)\d\d-\d\d-\d\d", re.ASCII)
_BOLD = Font(bold=True)
_LOOKED_AT, _NARROW, _WIDE = 100, 8, 48


def write_xlsx(table: Table, about: Callable[[], About], target: IO[bytes] | Path) -> None:
    """The sheet ``data`` (``data 2`` and so on past the rows that one holds) and the sheet ``about``."""
    book = Workbook(write_only=True)
    rows = iter(table.rows)
    first = list(islice(rows, _LOOKED_AT))
    rows, number, widths = chain(first, rows), 1, _widths(table.columns, first)
    while True:
        sheet = _sheet(book, "data" if number == 1 else f"data {number}", widths)
        written = _fill(sheet, table.columns, islice(rows, SHEET_ROWS))
        sheet.auto_filter.ref = f"A1:{get_column_letter(max(1, len(table.columns)))}{written + 1}"
        following = next(rows, None) if written == SHEET_ROWS else None
        if following is None:
            break
        rows, number = chain((following,), rows), number + 1
    _tell(book, about())
    book.save(target)


def day(text: str) -> dt.date | None:
    """The day of a text that is nothing but YYYY-MM-DD, from 1901 on (before, Excel counts days in another way)."""
    if not _DAY.fullmatch(text) or text < "1901":
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _fill(sheet: Any, columns: Sequence[str], rows: Iterator[Sequence[Any]]) -> int:
    """Header and rows; how many rows."""
    sheet.append([_text(sheet, column, font=_BOLD) for column in columns])
    written = 0
    for row in rows:
        sheet.append([_typed(sheet, value) for value in row])
        written += 1
    return written


def _typed(sheet: Any, value: Any) -> Any:
    """A number, a day, nothing, or a text that stays one."""
    plain = value if type(value) is dt.date else cell(value)
    if isinstance(plain, str):
        return (day(plain) or _text(sheet, plain)) if plain else None
    if isinstance(plain, dt.date):
        return plain if plain.year > 1900 else _text(sheet, plain.isoformat())
    # A spreadsheet's number has 15 digits, and none of them stands for infinity.
    return plain if math.isfinite(plain) and abs(plain) < _EXACT else _text(sheet, str(plain))


def _text(sheet: Any, text: str, font: Font | None = None) -> Any:
    plain = str(cell(text))
    made = WriteOnlyCell(sheet, value=plain if len(plain) <= LONGEST else plain[: LONGEST - len(CUT)] + CUT)
    made.data_type = "s"
    if font:
        made.font = font
    return made


def _sheet(book: Workbook, name: str, widths: Sequence[int]) -> Any:
    sheet = book.create_sheet(name)
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    return sheet


def _widths(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[int]:
    """In letters: of the heading and what stands under it, within reason."""
    longest = [len(column) + 3 for column in columns]
    for row in rows:
        longest = [max(known, len(str(cell(value))) + 1) for known, value in zip(longest, row, strict=False)]
    return [min(_WIDE, max(_NARROW, width)) for width in longest]


def _tell(book: Workbook, about: About) -> None:
    sheet = _sheet(book, "about", (28, 100))
    for label, text in about.lines():
        sheet.append([_text(sheet, label, font=_BOLD), _text(sheet, text)])


__all__ = ["CUT", "LONGEST", "SHEET_ROWS", "day", "write_xlsx"]
