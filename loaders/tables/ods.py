"""OpenDocument spreadsheets (ODS), read as a stream; hidden sheets are named and not read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from loaders.errors import UnreadableFile
from loaders.rows import Fates, Where
from loaders.tables.cells import MOST_COLUMNS, Cell, Faults, Table, TableRow, is_blank, trimmed
from loaders.tables.merged import Area, Merges
from loaders.tables.xlsx import ERRORS, MOST_ROWS, NO_VALUE
from loaders.tables.zipped import Zipped

CONTENT = "content.xml"


class _Sheet(NamedTuple):
    number: int
    name: str
    hidden: bool


def tables(path: Path, fates: Fates) -> Iterator[Table]:
    """The visible sheets of a spreadsheet, each to be read before the next one."""
    book = Zipped(path)
    _refuse_protected(book)
    sheets = list(_sheets(book))
    if not sheets:
        raise UnreadableFile(f"{book.name}: the document holds no sheet; expected a spreadsheet")
    for sheet in sheets:
        if sheet.hidden:
            fates.saw(path.name)
            fates.set_aside(path.name, Where(path.name), f"the sheet {sheet.name!r} is hidden", "a visible sheet; unhide it to load it")
    several = sum(not sheet.hidden for sheet in sheets) > 1
    for number, rows in groupby(_rows(book), key=lambda found: found[0]):
        sheet = sheets[number]
        if not sheet.hidden:
            yield Table(path.name, sheet.name if several else "", _values(book, sheet, several, rows, fates))


def _refuse_protected(book: Zipped) -> None:
    if "META-INF/manifest.xml" in book:
        for _ in book.elements("META-INF/manifest.xml", "encryption-data"):
            raise UnreadableFile(f"{book.name}: the spreadsheet is protected by a password; save it without one")


def _sheets(book: Zipped) -> Iterator[_Sheet]:
    hidden: set[str] = set()
    number = 0
    # Rows are asked for only so that their memory is given back.
    for found in book.elements(CONTENT, "table-properties", "table-row", "table"):
        tag = etree.QName(found).localname
        if tag == "table-properties" and _get(found, "display") == "false":
            style = found.getparent()
            hidden.add(_get(style, "name") if style is not None else "")
        elif tag == "table":
            yield _Sheet(number, _get(found, "name"), _get(found, "style-name") in hidden)
            number += 1


def _rows(book: Zipped) -> Iterator[tuple[int, etree._Element]]:
    """Rows with the number of the sheet they stand in."""
    number = 0
    for found in book.elements(CONTENT, "table-row", "table"):
        if etree.QName(found).localname == "table":
            number += 1
        else:
            yield number, found


def _values(
    book: Zipped,
    sheet: _Sheet,
    several: bool,
    rows: Iterator[tuple[int, etree._Element]],
    fates: Fates,
) -> Iterator[TableRow]:
    faults = Faults(book.name, f"{book.name} / {sheet.name}" if several else book.name)
    line, merges = 1, Merges()
    for _, row in rows:
        times = _repeated(row, "number-rows-repeated")
        cells = _cells(row, line, faults, merges)
        if not is_blank(cells):
            merges.fill(line, cells)
            if line + times > MOST_ROWS:
                raise UnreadableFile(f"{book.name}, sheet {sheet.name}: more than {MOST_ROWS:,} rows")
            for copy in range(times):
                yield TableRow(line + copy, cells)
        line += times
    faults.tell(fates)


def _cells(row: etree._Element, line: int, faults: Faults, merges: Merges) -> list[Cell]:
    cells: list[Cell] = []
    for cell in row:
        times = _repeated(cell, "number-columns-repeated")
        value = _value(cell, line, len(cells), faults)
        down, right = _repeated(cell, "number-rows-spanned"), _repeated(cell, "number-columns-spanned")
        if value is not None and (down > 1 or right > 1):
            merges.add(Area(line, len(cells), line + down - 1, min(len(cells) + right, MOST_COLUMNS) - 1))
        if value is not None and len(cells) + times > MOST_COLUMNS:
            faults.note(line, MOST_COLUMNS, "a cell", f"at most {MOST_COLUMNS:,} cells a row")
            break
        cells.extend([value] * min(times, MOST_COLUMNS - len(cells)))
    return trimmed(cells)


def _repeated(element: etree._Element, name: str) -> int:
    times = _get(element, name)
    return max(int(times), 1) if times.isdecimal() and len(times) < 9 else 1


def _value(cell: etree._Element, line: int, at: int, faults: Faults) -> Cell:
    kind = _get(cell, "value-type")
    shown = "\n".join(_shown(child) for child in cell if etree.QName(child).localname == "p")
    if not kind:
        if _get(cell, "formula"):
            faults.note(line, at, "a formula", NO_VALUE)
        return shown or None
    if shown.startswith(("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "Err:")):
        faults.note(line, at, shown[:40], ERRORS)
        return None
    try:
        return _typed(kind, cell, shown)
    except ValueError:
        faults.note(line, at, f"{shown[:40]} of kind {kind!r}", "a value of an OpenDocument spreadsheet")
        return None


def _typed(kind: str, cell: etree._Element, shown: str) -> Cell:
    if kind in {"float", "percentage", "currency"}:
        number = float(_get(cell, "value"))
        return int(number) if number.is_integer() and abs(number) < 1e15 else number
    if kind == "date":
        written = _get(cell, "date-value")
        return dt.datetime.fromisoformat(written) if "T" in written else dt.date.fromisoformat(written)
    if kind == "boolean":
        return _get(cell, "boolean-value") == "true"
    return shown or _get(cell, "string-value") or None


def _shown(paragraph: etree._Element) -> str:
    """The text of a paragraph; ``<text:s c="3"/>`` is three spaces."""
    parts = [paragraph.text or ""]
    for child in paragraph:
        tag = etree.QName(child).localname
        if tag == "s":
            parts.append(" " * min(_repeated(child, "c"), 100))
        elif tag in {"tab", "line-break"}:
            parts.append(" ")
        elif tag not in {"annotation", "note"}:
            parts.append(_shown(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _get(element: etree._Element, name: str) -> str:
    """An attribute by its local name."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""
