"""Any table by a mapping: a small YAML file that says which column is which organization, role, program, place, date and sum.

The mapping is kept in the ledger, by name and version, and used again for the next file of the same source
(``flask load sheet PARTNERS.xlsx --mapping MAPPING.yaml``). ``docs/data/sheet.md`` is its reference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path

from loaders.entries import Entry, Load, Seen, all_files, once
from loaders.errors import UnreadableFile
from loaders.rows import Fates, Loader, MappingText, Row, SourceInfo, Where
from loaders.sheet.entities import told
from loaders.sheet.located import MappingError
from loaders.sheet.mapping import Expression, Mapping, read_mapping
from loaders.sheet.record import record_key
from loaders.sheet.table import Rows, chosen, known_order, missing, rows_of, unpivoted
from loaders.sheet.values import Values
from loaders.tables import Record, Table, open_tables
from loaders.text import slug
from loaders.written_dates import Order

VERSION = "2"
NEEDED = "A sheet is loaded by a mapping, which says what its columns are; none was given"


def rows(mapping: Mapping, files: Sequence[Path], fates: Fates) -> Iterator[Row]:
    """Rows of all records of the tables; ``MappingError`` names the line of a mapping that does not fit."""
    for found in _records(mapping, files, fates):
        yield from found


def preview(mapping: Mapping, files: Sequence[Path], records: int = 500) -> tuple[list[Row], Fates]:
    """What the first records come to, and what is wrong with them; no more of the file is read than that needs."""
    fates = Fates()
    return [row for found in islice(_records(mapping, files, fates), records) for row in found], fates


def source(mapping: Mapping, files: Sequence[Path]) -> SourceInfo:
    """The feed slot that the mapping names, else one for the file's name."""
    tables = list(all_files(files))
    name = slug(tables[0].stem) or "sheet"
    info = mapping.source
    return replace(info, key=info.key or f"sheet-{name}", title=info.title or f"{tables[0].name}: sheet")


def by_mapping(given: MappingText) -> Loader:
    """The loader of sheets by this mapping; ``MappingError`` names the line of one that is wrong."""
    mapping = read_mapping(given.name, given.text)
    return replace(LOADER, rows=partial(rows, mapping), source=partial(source, mapping), mapping=given)


def _without_rows(_files: Sequence[Path], _fates: Fates) -> Iterator[Row]:
    raise UnreadableFile(f"{NEEDED}.")


def _without_source(_files: Sequence[Path]) -> SourceInfo:
    raise UnreadableFile(f"{NEEDED}.")


def _recognises(_path: Path, _head: bytes) -> str:
    """Any table may be a sheet; none says so by itself."""
    return ""


def _records(mapping: Mapping, files: Sequence[Path], fates: Fates) -> Iterator[Iterator[Row]]:
    seen = Seen()
    for path in all_files(files):
        found, others = False, []
        for table in open_tables(path, fates, mapping.table.encoding, mapping.table.delimiter):
            if mapping.table.sheet and table.sheet not in {mapping.table.sheet, ""}:
                _not_asked_for(table, fates)
                continue
            under = rows_of(table, mapping)
            if under is None:
                others.append(table.name)
                continue
            _check(under, table, mapping)
            found = True
            yield from _table(under, mapping, fates, seen)
        if not found:
            raise _none(path, mapping)
        for name in others:
            fates.saw(name)
            fates.set_aside(name, Where(name), "a sheet without the columns of the mapping", "the columns that the mapping names")


def _not_asked_for(table: Table, fates: Fates) -> None:
    fates.saw(table.name)
    fates.set_aside(table.name, Where(table.name), f"the sheet {table.sheet!r}", "the sheet that the mapping names")


def _check(under: Rows, table: Table, mapping: Mapping) -> None:
    for column, at in mapping.columns().items():
        if column not in under.columns:
            raise at.wrong(f"{table.name} has no column {column!r}; found {', '.join(under.columns.names[:30])}")
    unpivot = mapping.table.unpivot.columns if mapping.table.unpivot else ()
    for column in (*mapping.record, *mapping.table.fill_down, *mapping.table.only, *mapping.table.without, *unpivot):
        if column not in under.columns:
            raise MappingError(f"{mapping.file}: {table.name} has no column {column!r}; found {', '.join(under.columns.names[:30])}")


def _none(path: Path, mapping: Mapping) -> MappingError:
    """Why none of the tables of a file fits."""
    names = []
    for table in open_tables(path, Fates(), mapping.table.encoding, mapping.table.delimiter):
        if not mapping.table.sheet or table.sheet in {mapping.table.sheet, ""}:
            return missing(table, mapping)
        names.append(table.sheet)
    return MappingError(f"{mapping.file}: {path.name} has no visible sheet {mapping.table.sheet!r}; found {', '.join(names) or 'none'}")


def _table(under: Rows, mapping: Mapping, fates: Fates, seen: Seen) -> Iterator[Iterator[Row]]:
    name = f"{under.name} (cells)" if mapping.table.unpivot else under.name
    order = partial(known_order, under, table=mapping.table)
    for record in unpivoted(chosen(under, mapping.table, fates), mapping.table, under, fates):
        yield _record(record, name, mapping, order, Load(fates, seen))


def _record(record: Record, table: str, mapping: Mapping, order: Callable[[Expression], Order], load: Load) -> Iterator[Row]:
    key, content = record_key(record, mapping)

    def stated(entry: Entry) -> None:
        told(entry, mapping, Values(entry, record, order, mapping.table.decimal))

    return once(load, table, Where(table, record.line, key), content, stated)


LOADER = Loader("sheet", VERSION, "Any table, by a mapping", _without_rows, _without_source, _recognises, by_mapping)
