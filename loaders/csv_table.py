"""A CSV file with a header, read row by row; what is wrong with it is said with file, line and column."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import IO, cast

from loaders.errors import UnreadableFile
from loaders.files import NAMES, Utf8, kind_of
from loaders.rows import Fates, Where

Cells = tuple[str, ...]


def read_table(path: Path, columns: Sequence[str], fates: Fates) -> Iterator[tuple[int, Cells]]:
    """Line number and the cells of ``columns`` (two or more), in that order, of every row that has the header's width.

    The table is counted under the file's name. A row of another width, or one that is no CSV, is set aside; a blank
    line is no row; a column that nobody asked for is named once as a fault. UTF-8 is expected, Windows-1252 is read
    and named as a fault. ``UnreadableFile`` where the file or a column is missing, where it is no CSV at all, and
    where it breaks off in the middle of a row. A few NUL characters are taken for slips.
    """
    try:
        with path.open("rb") as stream:
            whole = _check_start(path.name, stream)
            bytes_ = Utf8(stream, path.name, "utf-8")
            text = io.TextIOWrapper(cast(IO[bytes], bytes_), encoding="utf-8-sig", newline="")
            yield from _rows(path.name, text, columns, fates, whole)
            if bytes_.contradicted:
                fates.fault(path.name, Where(path.name, field="encoding"), bytes_.contradicted, "UTF-8; read as found")
    except OSError as error:
        raise UnreadableFile(f"{path.name}: cannot be opened: {error.strerror}") from error


def _check_start(name: str, stream: IO[bytes]) -> bool:
    """Refuse what is no CSV; whether the file ends with a line feed."""
    head = stream.read(8192)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UnreadableFile(f"{name}: the file is UTF-16; expected UTF-8: save it anew as 'CSV UTF-8'")
    kind = kind_of(head)
    if kind not in {"text", "json"} and not (kind == "binary" and head.count(b"\0") * 20 < len(head)):
        raise UnreadableFile(f"{name}: the file is {NAMES[kind]}; expected a CSV file")
    stream.seek(0, io.SEEK_END)
    stream.seek(max(stream.tell() - 1, 0))
    whole = stream.read(1) in {b"\n", b"\r", b""}
    stream.seek(0)
    return whole


def _rows(name: str, text: Iterable[str], columns: Sequence[str], fates: Fates, whole: bool) -> Iterator[tuple[int, Cells]]:
    reader = csv.reader(text, strict=True)
    header = [cell.strip() for cell in next(reader, [])]
    pick = itemgetter(*_positions(name, header, columns, fates))
    width, seen, broken, broken_line = len(header), 0, 0, 0
    while True:
        try:
            for row in reader:
                if len(row) == width:
                    seen += 1
                    yield reader.line_num, pick(row)
                elif row:
                    seen += 1
                    broken, broken_line = len(row), reader.line_num
                    fates.set_aside(name, Where(name, reader.line_num, row[0]), f"{len(row)} cells", f"{width} cells, as the header has")
            break
        except csv.Error as error:
            if "unexpected end" in str(error):
                raise UnreadableFile(f"{name}, line {reader.line_num}: the file breaks off inside a quoted cell") from error
            seen += 1
            fates.set_aside(name, Where(name, reader.line_num), str(error), "a row of a CSV file with commas")
    fates.saw(name, seen)
    if broken_line == reader.line_num and broken < width and not whole:
        raise UnreadableFile(f"{name}, line {broken_line}: the file breaks off in the middle of a row")


def _positions(name: str, header: list[str], columns: Sequence[str], fates: Fates) -> list[int]:
    if not any(header):
        raise UnreadableFile(f"{name}: the file is empty; expected a header with {', '.join(columns)}")
    missing = [column for column in columns if column not in header]
    if missing:
        raise UnreadableFile(f"{name}, line 1: there is no column {', '.join(missing)}; found {', '.join(header)}")
    twice = sorted({column for column in columns if header.count(column) > 1})
    if twice:
        raise UnreadableFile(f"{name}, line 1: the column {', '.join(twice)} stands there twice")
    for column in header:
        if column not in columns:
            fates.fault(name, Where(name, 1, "header", column), column, "a column of this format; it is not read")
    return [header.index(column) for column in columns]
