"""Excel workbooks of the old kind (XLS, Excel 97 to 2003): at most 65,536 rows of 256 columns, read whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import xlrd3

from loaders.errors import UnreadableFile
from loaders.rows import Fates, Where
from loaders.tables.cells import Cell, Faults, Table, TableRow, is_blank, trimmed
from loaders.tables.xlsx import ERRORS

LARGEST = 256 << 20
PROTECTED = "EncryptedPackage".encode("utf-16-le")


def tables(path: Path, fates: Fates) -> Iterator[Table]:
    """The visible sheets of a workbook; ``UnreadableFile`` where a password protects it or it is another document."""
    book = _open(path)
    sheets = book.sheets()
    for sheet in sheets:
        if sheet.visibility:
            fates.saw(path.name)
            fates.set_aside(path.name, Where(path.name), f"the sheet {sheet.name!r} is hidden", "a visible sheet; unhide it to load it")
    visible = [sheet for sheet in sheets if not sheet.visibility]
    for sheet in visible:
        name = sheet.name if len(visible) > 1 else ""
        yield Table(path.name, name, _rows(path.name, name, book, sheet, fates))


def _open(path: Path) -> xlrd3.Book:
    if path.stat().st_size > LARGEST:
        raise UnreadableFile(f"{path.name}: an old Excel workbook of more than {LARGEST >> 20} MB; save it as XLSX")
    content = path.read_bytes()
    if PROTECTED in content:
        raise UnreadableFile(f"{path.name}: the workbook is protected by a password; save it without one")
    try:
        return xlrd3.open_workbook(file_contents=content, logfile=_Silent())
    except xlrd3.XLRDError as error:
        if "encrypt" in str(error).lower():
            raise UnreadableFile(f"{path.name}: the workbook is protected by a password; save it without one") from error
        raise UnreadableFile(f"{path.name}: no Excel workbook that can be read: {error}") from error
    except Exception as error:  # The reader raises whatever a damaged record leads it into.
        raise UnreadableFile(f"{path.name}: a damaged Excel workbook ({type(error).__name__}: {error})") from error


def _rows(file: str, name: str, book: xlrd3.Book, sheet: xlrd3.sheet.Sheet, fates: Fates) -> Iterator[TableRow]:
    faults = Faults(file, f"{file} / {name}" if name else file)
    for number in range(sheet.nrows):
        kinds, values = sheet.row_types(number), sheet.row_values(number)
        cells = [_value(book, kinds[at], values[at], faults, (number + 1, at)) for at in range(len(values))]
        if not is_blank(cells):
            yield TableRow(number + 1, trimmed(cells))
    faults.tell(fates)


def _value(book: xlrd3.Book, kind: int, value: object, faults: Faults, place: tuple[int, int]) -> Cell:
    if kind == xlrd3.XL_CELL_TEXT:
        return str(value)
    if kind == xlrd3.XL_CELL_NUMBER and isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if kind == xlrd3.XL_CELL_DATE and isinstance(value, float):
        try:
            return xlrd3.xldate_as_datetime(value, book.datemode)  # type: ignore[no-any-return]
        except (xlrd3.xldate.XLDateError, OverflowError, ValueError):
            faults.note(*place, str(value), "a date")
            return None
    if kind == xlrd3.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd3.XL_CELL_ERROR:
        faults.note(*place, xlrd3.error_text_from_code.get(value, str(value)), ERRORS)
    return None


class _Silent:
    """Takes what the reader would print."""

    def write(self, _: str) -> int:
        """Keep nothing."""
        return 0
