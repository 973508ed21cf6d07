"""Excel workbooks (XLSX), read as a stream: neither the sheet nor its texts need fit in memory to see the first rows.

What a formula came to when the workbook was saved is its value; formulas are never computed. Hidden sheets are named
and not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import cast

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from loaders.errors import UnreadableFile
from loaders.rows import Fates, Where
from loaders.tables.cells import MOST_COLUMNS, Cell, Faults, Table, TableRow, is_blank, trimmed
from loaders.tables.merged import merges_of
from loaders.tables.zipped import Zipped

MOST_ROWS = 1_048_576
ERRORS = "a value; the cell holds an error"
NO_VALUE = "the value of a formula; the workbook was saved without it: open it in a spreadsheet program and save it again"


@dataclass(frozen=True)
class _Sheet:
    name: str
    part: str
    hidden: bool


def tables(path: Path, fates: Fates) -> Iterator[Table]:
    """The visible sheets of a workbook, each to be read before the next one."""
    book = Zipped(path)
    sheets, epoch_1904 = _sheets(book)
    for sheet in sheets:
        if sheet.hidden:
            fates.saw(path.name)
            fates.set_aside(path.name, Where(path.name), f"the sheet {sheet.name!r} is hidden", "a visible sheet; unhide it to load it")
    visible = [sheet for sheet in sheets if not sheet.hidden]
    texts, dates = _Texts(book), _date_styles(book)
    for sheet in visible:
        reader = _Reader(book, sheet, texts, dates, epoch_1904)
        yield Table(path.name, sheet.name if len(visible) > 1 else "", reader.rows(fates, several=len(visible) > 1))


def _sheets(book: Zipped) -> tuple[list[_Sheet], bool]:
    targets = {found.get("Id", ""): found.get("Target", "") for found in book.elements("xl/_rels/workbook.xml.rels", "Relationship")}
    sheets, epoch_1904 = [], False
    for found in book.elements("xl/workbook.xml", "sheet", "workbookPr"):
        if etree.QName(found).localname == "workbookPr":
            epoch_1904 = found.get("date1904", "") in {"1", "true"}
            continue
        relation = next((value for name, value in found.attrib.items() if str(name).endswith("}id")), "")
        part = _part(targets.get(str(relation), ""))
        if part in book and "chartsheet" not in part:
            sheets.append(_Sheet(found.get("name", ""), part, found.get("state", "visible") != "visible"))
    if not sheets:
        raise UnreadableFile(f"{book.name}: the workbook holds no sheet that can be read")
    return sheets, epoch_1904


def _part(target: str) -> str:
    return target[1:] if target.startswith("/") else str(PurePosixPath("xl") / target)


def _date_styles(book: Zipped) -> frozenset[int]:
    """Numbers of the cell styles that show a date or a time."""
    if "xl/styles.xml" not in book:
        return frozenset()
    formats = {number: code for number, code in BUILTIN_FORMATS.items() if is_date_format(code)}
    styles: list[bool] = []
    inside = ""
    for found in book.elements("xl/styles.xml", "numFmt", "xf", "cellXfs", "cellStyleXfs", starts=True):
        tag = etree.QName(found).localname
        if tag == "numFmt":
            number, code = int(found.get("numFmtId", "0")), found.get("formatCode", "")
            formats.pop(number, None)
            if is_date_format(code):
                formats[number] = code
        elif tag == "xf" and inside == "cellXfs":
            styles.append(int(found.get("numFmtId", "0")) in formats)
        elif tag != "xf":
            inside = tag
    return frozenset(number for number, is_date in enumerate(styles) if is_date)


class _Texts:
    """The workbook's shared texts, read no further than they are asked for."""

    def __init__(self, book: Zipped) -> None:
        self._texts: list[str] = []
        self._more = self._read(book)

    def __getitem__(self, number: int) -> str:
        while len(self._texts) <= number:
            self._texts.append(next(self._more))
        return self._texts[number]

    @staticmethod
    def _read(book: Zipped) -> Iterator[str]:
        if "xl/sharedStrings.xml" in book:
            for item in book.elements("xl/sharedStrings.xml", "si"):
                yield _rich(item)


def _rich(item: etree._Element) -> str:
    """The text of a shared or inline string, without the reading aids (``rPh``) of East Asian texts."""
    parts = []
    for child in item:
        tag = etree.QName(child).localname
        if tag == "t":
            parts.append(child.text or "")
        elif tag == "r":
            parts += [part.text or "" for part in child if etree.QName(part).localname == "t"]
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), "".join(parts))


class _Reader:
    """One sheet."""

    def __init__(self, book: Zipped, sheet: _Sheet, texts: _Texts, dates: frozenset[int], epoch_1904: bool) -> None:
        self.book, self.sheet, self.texts, self.dates = book, sheet, texts, dates
        self.epoch = CALENDAR_MAC_1904 if epoch_1904 else CALENDAR_WINDOWS_1900

    def rows(self, fates: Fates, several: bool) -> Iterator[TableRow]:
        """Rows that are not blank; at the end the faults of their cells."""
        faults = Faults(self.book.name, f"{self.book.name} / {self.sheet.name}" if several else self.book.name)
        line, merges = 0, merges_of(self.book, self.sheet.part)
        for row in self.book.elements(self.sheet.part, "row"):
            line = self._line(row, line)
            cells = self._cells(row, line, faults)
            if not is_blank(cells):
                merges.fill(line, cells)
                yield TableRow(line, trimmed(cells))
        faults.tell(fates)

    def _line(self, row: etree._Element, before: int) -> int:
        number = row.get("r")
        line = int(number) if number and number.isdecimal() else before + 1
        if line > MOST_ROWS:
            raise UnreadableFile(f"{self.book.name}, sheet {self.sheet.name}: a row numbered {line:,}; expected at most {MOST_ROWS:,}")
        return line

    def _cells(self, row: etree._Element, line: int, faults: Faults) -> list[Cell]:
        cells: list[Cell] = []
        for cell in row:
            place = cell.get("r")
            at = _column(place) if place else len(cells)
            if not len(cells) <= at < MOST_COLUMNS:
                faults.note(line, min(max(at, 0), MOST_COLUMNS), f"a cell at {place!r}", f"cells in order, at most {MOST_COLUMNS:,} a row")
                continue
            cells.extend([None] * (at - len(cells)))
            cells.append(self._value(cell, line, at, faults))
        return cells

    def _value(self, cell: etree._Element, line: int, at: int, faults: Faults) -> Cell:
        kind, value, formula = cell.get("t", "n"), None, False
        for child in cell:
            end = child.tag[-2:]
            if end == "}v":
                value = child.text
            elif end == "is":
                return _rich(child)
            else:
                formula = formula or end == "}f"
        if value is None:
            if formula:
                faults.note(line, at, "a formula", NO_VALUE)
            return None
        try:
            return self._typed(kind, value, int(cell.get("s", "0")))
        except _ErrorCell:
            faults.note(line, at, value[:40], ERRORS)
        except (ValueError, StopIteration, OverflowError, IndexError):
            faults.note(line, at, f"{value[:40]} of kind {kind!r}", "a value of an Excel workbook")
        return None

    def _typed(self, kind: str, value: str, style: int) -> Cell:
        if kind == "s":
            return self.texts[int(value)]
        if kind == "n":
            number = float(value)
            if style in self.dates and 0 <= number < 2_958_466:
                return _date(number, self.epoch)
            return int(number) if number.is_integer() and abs(number) < 1e15 else number
        if kind == "b":
            return value.strip() == "1"
        if kind == "d":
            return datetime.fromisoformat(value)
        if kind == "e":
            raise _ErrorCell
        return value


@lru_cache(maxsize=65536)
def _date(number: float, epoch: datetime) -> Cell:
    return cast(Cell, from_excel(number, epoch))


class _ErrorCell(Exception):
    """``#N/A`` and its like."""


def _column(place: str) -> int:
    """0 for ``A7``; -1 where it is no place."""
    number = 0
    for char in place:
        if "A" <= char <= "Z":
            number = number * 26 + ord(char) - 64
            if number > MOST_COLUMNS:
                return MOST_COLUMNS
        else:
            break
    return number - 1
