"""Any file of rows as tables: CSV, TSV, XLSX, XLS, ODS, Parquet and JSON, each read as a stream within limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from loaders.errors import UnreadableFile
from loaders.files import NAMES, Member, is_office, kind_of, members
from loaders.rows import Fates
from loaders.tables import delimited, json_rows, ods, parquet, xls, xlsx
from loaders.tables.cells import Cell, Table, TableRow, letters, text
from loaders.tables.headed import Columns, Headed, Record, headed

EXPECTED = "expected a table: CSV, TSV, XLSX, XLS, ODS, Parquet or JSON"
_WORKBOOKS: dict[str, Callable[[Path, Fates], Iterator[Table]]] = {
    "xlsx": xlsx.tables,
    "ods": ods.tables,
    "xls": xls.tables,
    "parquet": parquet.tables,
}


def open_tables(path: Path, fates: Fates, encoding: str = "", delimiter: str = "") -> Iterator[Table]:
    """The tables of a file, each to be read before the next is asked for.

    A zip of several CSV or JSON files gives one table each; a workbook one for each visible sheet. What cannot be read
    (a hidden sheet, an error in a cell) is told to ``fates``. ``UnreadableFile`` says what the file is where it is no
    table. ``encoding`` and ``delimiter`` are for text files in which they cannot be found.
    """
    for member in members(path):
        kind = _kind(path, member)
        if kind in _WORKBOOKS and member.name == path.name:
            yield from _WORKBOOKS[kind](path, fates)
        elif kind == "json" and not encoding:
            yield Table(member.name, "", json_rows.rows(member, fates))
        elif kind in {"text", "json"} or (kind == "binary" and delimited.looks_like_rows(member.head())) or encoding:
            yield Table(member.name, "", delimited.rows(member, fates, encoding, delimiter))
        else:
            raise UnreadableFile(f"{member.name}: this is {NAMES[kind]}; {EXPECTED}")


def _kind(path: Path, member: Member) -> str:
    head = member.head()
    kind = kind_of(head)
    if kind == "zip":
        return is_office(path) or kind
    return "text" if kind == "binary" and _has_stray_nuls(head) else kind


def _has_stray_nuls(head: bytes) -> bool:
    """Whether bytes are text but for some NUL characters between them."""
    bare = head.replace(b"\0", b"")
    controls = sum(byte < 9 or 13 < byte < 32 for byte in bare)
    return len(bare) * 4 >= len(head) * 3 and controls * 50 < len(bare)


__all__ = ["Cell", "Columns", "Headed", "Record", "Table", "TableRow", "headed", "letters", "open_tables", "text"]
