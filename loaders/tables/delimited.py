"""CSV, TSV and their kin: any usual encoding, line end and delimiter."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from typing import IO, cast

from loaders.errors import UnreadableFile
from loaders.files import HEAD, Member, Utf8
from loaders.rows import Fates, Where
from loaders.tables.cells import MOST_COLUMNS, TableRow, is_blank

DELIMITERS = (",", ";", "\t", "|")
LONGEST_LINE = 64 << 20
LONGEST_CELL = 16 << 20

csv.field_size_limit(LONGEST_CELL)


def rows(member: Member, fates: Fates, encoding: str = "", delimiter: str = "") -> Iterator[TableRow]:
    """The rows of a text file; what they are counted under is the member's name.

    ``encoding`` and ``delimiter`` are found where they are not given: UTF-8, UTF-16 or Windows-1252; comma, semicolon,
    tab or bar. A row that is no CSV is set aside; ``UnreadableFile`` where the file breaks off inside a quoted cell.
    """
    with member.open() as stream:
        lines = _Lines(member.name, stream, encoding or _utf16(member.head()))
        yield from _parsed(member.name, lines, delimiter or sniffed(member, encoding), fates)
        lines.tell(fates)


def sniffed(member: Member, encoding: str = "") -> str:
    """The delimiter that cuts the first lines into the most columns, the same number in most of them."""
    head = member.head(64 * 1024)
    text = head.decode(encoding or _utf16(head) or "utf-8", "replace").lstrip("\ufeff")
    lines = text.replace("\0", "").splitlines()[:60]
    best = max(DELIMITERS, key=lambda delimiter: (_evenness(lines, delimiter), -DELIMITERS.index(delimiter)))
    return best if _evenness(lines, best) else ","


def _evenness(lines: list[str], delimiter: str) -> float:
    """Columns times the share of rows that have as many; 0 where the delimiter does not occur."""
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
    except csv.Error:
        return 0.0
    usual = max(set(widths), key=widths.count, default=1)
    return 0.0 if usual < 2 else usual**0.5 * widths.count(usual) / len(widths)


def _utf16(head: bytes) -> str:
    """Name of a 16-bit encoding that the first bytes show, else empty."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    start = head[:200]
    if len(start) >= 8 and not any(start[1::2]) and all(start[0::2]):
        return "utf-16-le"
    return "utf-16-be" if len(start) >= 8 and not any(start[0::2]) and all(start[1::2]) else ""


class _Lines:
    """Lines of a stream as text, NUL characters dropped and counted."""

    def __init__(self, name: str, stream: IO[bytes], encoding: str) -> None:
        self.name = name
        self.nuls = 0
        self._utf8 = None if encoding else Utf8(stream, name, "utf-8")
        raw = cast(IO[bytes], self._utf8) if self._utf8 else stream
        self._text = io.TextIOWrapper(raw, encoding or "utf-8-sig", errors="replace", newline="")

    def __iter__(self) -> Iterator[str]:
        number = 0
        while line := self._text.readline(LONGEST_LINE):
            number += 1
            if len(line) >= LONGEST_LINE:
                raise UnreadableFile(f"{self.name}: line {number:,} is longer than {LONGEST_LINE:,} characters; expected rows")
            if "\0" in line:
                self.nuls += line.count("\0")
                line = line.replace("\0", "")
            yield line

    def tell(self, fates: Fates) -> None:
        if self._utf8 and self._utf8.contradicted:
            fates.fault(self.name, Where(self.name, field="encoding"), self._utf8.contradicted, "UTF-8; read as found")
        if self.nuls:
            fates.fault(self.name, Where(self.name), f"{self.nuls:,} NUL characters", "text; they are left out")


def _parsed(name: str, lines: _Lines, delimiter: str, fates: Fates) -> Iterator[TableRow]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            for cells in reader:
                if len(cells) > MOST_COLUMNS:
                    raise UnreadableFile(f"{name}, line {line:,}: {len(cells):,} columns; expected at most {MOST_COLUMNS:,}")
                if not is_blank(cells):
                    yield TableRow(line, cells)
                line = reader.line_num + 1
            return
        except csv.Error as error:
            _not_csv(name, reader.line_num, line, error, fates)
            line = reader.line_num + 1


def _not_csv(name: str, at: int, began: int, error: csv.Error, fates: Fates) -> None:
    if "unexpected end" in str(error):
        raise UnreadableFile(
            f"{name}: the file ends inside a quoted cell that begins on line {began:,}; it is cut off, or a quote stands alone"
        ) from error
    if "field larger" in str(error):
        raise UnreadableFile(
            f"{name}, line {began:,}: a cell of more than {LONGEST_CELL:,} characters; a quote may stand alone there"
        ) from error
    fates.saw(name)
    fates.set_aside(name, Where(name, at), str(error), "a row of a CSV file: quotes inside a quoted cell are doubled")


def looks_like_rows(head: bytes) -> bool:
    """Whether bytes are text at all."""
    return bool(head) and (bool(_utf16(head)) or b"\0" not in head[:HEAD])
