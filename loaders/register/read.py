"""Reads register files entry by entry: tables by their columns, JSON by the fields of its objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from loaders.entries import Load, Seen, all_files, once
from loaders.errors import UnreadableFile
from loaders.files import Member, kind_of, members
from loaders.register.common import Layout
from loaders.register.layouts import KNOWN, item_layout, table_layout
from loaders.rows import Fates, Row, Where
from loaders.tables import Table, headed, open_tables, text
from loaders.tables.json_items import Item, items


class Object:
    """A JSON object whose fields are asked for as texts: ``name.en`` is a field of a field, lists are lines."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.raw = raw

    def __getitem__(self, name: str) -> str:
        value: Any = self.raw
        for part in name.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        if isinstance(value, list):
            return "\n".join(str(item) for item in value)
        return "" if isinstance(value, dict) else text(value)

    def first(self, *names: str) -> str:
        """The first text that is not empty under these fields."""
        return next((found for name in names if (found := self[name])), "")


def entries(files: Sequence[Path], fates: Fates) -> Iterator[Iterator[Row]]:
    """The rows of each entry of the files; an entry told twice in the same words is the same as the first."""
    seen = Seen()
    for path in all_files(files):
        for member in members(path):
            if kind_of(member.head()) == "json":
                yield from _objects(member, fates, seen)
            else:
                break
        else:
            continue
        for table in open_tables(path, fates):
            yield from _table(table, fates, seen)


def first_layout(files: Sequence[Path]) -> Layout:
    """The register that the first file is; ``UnreadableFile`` where it is none."""
    for path in all_files(files):
        layout = layout_of(path)
        if layout:
            return layout
    raise UnreadableFile(f"{files[0].name}: its fields are those of no register known here ({KNOWN})")


def layout_of(path: Path) -> Layout | None:
    """The register that a file is, from its first rows; None where it is none or cannot be read."""
    try:
        fields = _first_fields(path)
        if fields is not None:
            return item_layout(fields)
        for table in open_tables(path, Fates()):
            found = headed(table, lambda columns: table_layout(columns) is not None)
            return table_layout(found.columns) if found else None
    except UnreadableFile:
        return None
    return None


def _first_fields(path: Path) -> set[str] | None:
    """The fields of the first object of a JSON file; None where the file is no JSON."""
    for member in members(path):
        if kind_of(member.head()) != "json":
            return None
        for item in _inner(items(member, Fates())):
            return _fields(item.value)
    return set()


def _table(table: Table, fates: Fates, seen: Seen) -> Iterator[Iterator[Row]]:
    found = headed(table, lambda columns: table_layout(columns) is not None)
    layout = table_layout(found.columns) if found else None
    if found is None or layout is None:
        raise UnreadableFile(f"{table.name}: its columns are those of no register known here ({KNOWN})")
    for record in found.records:
        fates.saw(table.name)
        content = "\x1f".join(text(cell) for cell in record.cells)
        yield _entry(layout, record, content, Where(table.name, record.line), (Load(fates, seen), table.name))


def _objects(member: Member, fates: Fates, seen: Seen) -> Iterator[Iterator[Row]]:
    layout: Layout | None = None
    for item in _inner(items(member, fates)):
        layout = layout or item_layout(_fields(item.value))
        if layout is None:
            raise UnreadableFile(f"{member.name}: its objects are those of no register known here ({KNOWN})")
        table = layout.title if layout.key == "org-id-lists" else member.name
        fates.saw(table)
        where = Where(member.name, item.line)
        if not isinstance(item.value, dict):
            fates.set_aside(table, where, type(item.value).__name__, "an object")
            continue
        yield _entry(layout, Object(item.value), repr(item.value), where, (Load(fates, seen), table))


def _entry(layout: Layout, row: Any, content: str, where: Where, load: tuple[Load, str]) -> Iterator[Row]:
    key = layout.name_entry(row)
    if layout.by_file:
        key = f"{where.file.rpartition('/')[2].rsplit('.', 1)[0]}:{key}"
    return once(load[0], load[1], where._replace(record=key), content, lambda entry: layout.told(entry, row))


def _inner(found: Iterable[Item]) -> Iterator[Item]:
    """The objects of a file: of one object that holds them by name, or under ``result``, those inside."""
    found = iter(found)
    first = next(found, None)
    if first is None:
        return
    inside = _held(first.value)
    if inside is None:
        yield from chain([first], found)
    else:
        yield from (Item(first.line, value) for value in inside)


def _held(value: Any) -> list[Any] | None:
    if not isinstance(value, dict):
        return None
    if isinstance(value.get("result"), list):
        return list(value["result"])
    inner = list(value.values())
    return inner if len(inner) > 1 and all(isinstance(item, dict) and "publisher_iati_id" in item for item in inner) else None


def _fields(value: Any) -> set[str]:
    if not isinstance(value, dict):
        return set()
    return set(value) | {f"{outer}.{name}" for outer, inner in value.items() if isinstance(inner, dict) for name in inner}
