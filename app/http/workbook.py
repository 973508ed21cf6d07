"""A table as an XLSX workbook: typed cells that can be filtered, and a sheet that says where it all comes from."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.http.about import About
from app.http.downloads import cell
from app.http.formats import Table

SHEET_ROWS = 1_048_575
LONGEST = 32_767
CUT = " … [cut here: a cell holds no more; the CSV has all of it]"
_EXACT = 10**15
_DAY_LETTERS = 10
_DAY = re.compile(r"(19|20|21)\d\d-\d\d-\d\d", re.ASCII)
# Rows go to disk as they come; a date or a heading has its form, a text is never taken for anything else.
_OPTIONS = {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}
_LOOKED_AT, _NARROW, _WIDE = 100, 8, 48


def write_xlsx(table: Table, about: Callable[[], About], target: IO[bytes] | Path) -> None:
    """The sheet ``data`` (``data 2`` and so on past the rows that one holds) and the sheet ``about``."""
    book = xlsxwriter.Workbook(target, _OPTIONS)
    bold = book.add_format({"bold": True})
    rows = iter(table.rows)
    first = list(islice(rows, _LOOKED_AT))
    rows, number, widths = chain(first, rows), 1, _widths(table.columns, first)
    while True:
        sheet = _sheet(book, "data" if number == 1 else f"data {number}", widths)
        written = _fill(sheet, bold, table.columns, islice(rows, SHEET_ROWS))
        sheet.autofilter(0, 0, written, max(0, len(table.columns) - 1))
        following = next(rows, None) if written == SHEET_ROWS else None
        if following is None:
            break
        rows, number = chain((following,), rows), number + 1
    _tell(_sheet(book, "about", (28, 100)), bold, about())
    book.close()


def day(text: str) -> dt.date | None:
    """The day of a text that is nothing but YYYY-MM-DD, from 1901 on (before, Excel counts days in another way)."""
    if len(text) != _DAY_LETTERS or not _DAY.fullmatch(text) or text < "1901":
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _fill(sheet: Worksheet, bold: Format, columns: Sequence[str], rows: Iterator[Sequence[Any]]) -> int:
    """Header and rows; how many rows."""
    for place, column in enumerate(columns):
        sheet.write_string(0, place, _text(column), bold)
    written = 0
    for written, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            _write(sheet, written, place, value)
    return written


def _write(sheet: Worksheet, row: int, place: int, value: Any) -> None:
    """A number, a day, nothing, or a text that stays one."""
    plain = value if type(value) is dt.date else cell(value)
    if isinstance(plain, str):
        date = day(plain)
        if date:
            sheet.write_datetime(row, place, date)
        elif plain:
            sheet.write_string(row, place, _cut(plain))
    elif isinstance(plain, dt.date):
        if plain.year > 1900:
            sheet.write_datetime(row, place, plain)
        else:
            sheet.write_string(row, place, plain.isoformat())
    # A spreadsheet's number has 15 digits, and none of them stands for infinity.
    elif math.isfinite(plain) and abs(plain) < _EXACT:
        sheet.write_number(row, place, plain)
    else:
        sheet.write_string(row, place, str(plain))


def _text(text: str) -> str:
    return _cut(str(cell(text)))


def _cut(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")  # a cell knows no other end of line
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "  # XlsxWriter takes such a text for markup of its own and would write it unescaped
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT


def _sheet(book: xlsxwriter.Workbook, name: str, widths: Sequence[int]) -> Worksheet:
    sheet = book.add_worksheet(name)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    sheet.freeze_panes(1, 0)
    return sheet


def _widths(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[int]:
    """In letters: of the heading and what stands under it, within reason."""
    longest = [len(column) + 3 for column in columns]
    for row in rows:
        longest = [max(known, len(str(cell(value))) + 1) for known, value in zip(longest, row, strict=False)]
    return [min(_WIDE, max(_NARROW, width)) for width in longest]


def _tell(sheet: Worksheet, bold: Format, about: About) -> None:
    for row, (label, text) in enumerate(about.lines()):
        sheet.write_string(row, 0, _text(label), bold)
        sheet.write_string(row, 1, _text(text))


__all__ = ["CUT", "LONGEST", "SHEET_ROWS", "day", "write_xlsx"]
