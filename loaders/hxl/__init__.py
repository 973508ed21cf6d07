"""HXL sheets: who does what where, when and for whom (3W, 4W, 5W), found by the row of #tags.

CSV, XLSX and JSON arrays; ``docs/data/hxl.md`` says what each tag becomes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from loaders.entries import Entry, Seen, all_files, rows_of, same_or_set_aside
from loaders.errors import UnreadableFile
from loaders.hxl.activity import told
from loaders.hxl.columns import Columns, tagged
from loaders.hxl.record import Line, record_key
from loaders.rows import Fates, Loader, Row, SourceInfo, Where
from loaders.tables import open_tables, text
from loaders.text import slug

VERSION = "1"
EXPECTED = "a row of HXL tags (#org, #country ...) among its first 25 rows"


def rows(files: Sequence[Path], fates: Fates) -> Iterator[Row]:
    """Rows of all tagged tables of the files."""
    for path in all_files(files):
        seen, found, untagged = Seen(), False, []
        for table in open_tables(path, fates):
            sheet = tagged(table)
            if sheet is None:
                untagged.append(table.name)
                continue
            found = True
            for line in sheet.lines:
                fates.saw(table.name)
                yield from _line(table.name, sheet.columns, line, fates, seen)
        if not found:
            raise UnreadableFile(f"{path.name}: expected {EXPECTED}; if it has none, load it as a sheet with a mapping")
        for name in untagged:
            fates.saw(name)
            fates.set_aside(name, Where(name), "a sheet without tags", EXPECTED)


def _line(table: str, columns: Columns, line: Line, fates: Fates, seen: Seen) -> Iterator[Row]:
    content = "\x1f".join(text(cell) for cell in line.cells)
    key = record_key(columns, line)
    number, repeated = seen.nth(key, content)
    where = Where(table, line.number, key if number == 1 else f"{key}-{number}")
    entry = Entry(fates, table, where)
    if repeated:
        same_or_set_aside(entry, lambda entry: told(entry, columns, line), where.record)
    else:
        yield from rows_of(entry, lambda entry: told(entry, columns, line))


def source(files: Sequence[Path]) -> SourceInfo:
    """One feed slot per file name."""
    return SourceInfo(f"hxl-{slug(files[0].stem) or 'file'}", f"{files[0].name}: HXL sheet")


def recognises(path: Path, head: bytes) -> str:
    """Why a file is taken for HXL; empty when it is not."""
    if path.is_dir() or (b"#" not in head and head[:2] not in {b"PK", b"\x1f\x8b", b"\xd0\xcf"} and b"\0" not in head):
        return ""
    try:
        for table in open_tables(path, Fates()):
            sheet = tagged(table)
            if sheet is not None:
                return f"it has a row of HXL tags: {', '.join(sheet.columns.shown()[:5])}"
    except UnreadableFile:
        return ""
    return ""


LOADER = Loader("hxl", VERSION, "HXL sheets: who does what where", rows, source, recognises)
