"""JSON as a table: an array of arrays, an array of objects, JSON lines, or one object that holds such an array."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from loaders.errors import UnreadableFile
from loaders.files import Member
from loaders.rows import Fates
from loaders.tables.cells import MOST_COLUMNS, Cell, Faults, TableRow, is_blank
from loaders.tables.json_items import Item, items

DEEPEST = 4


def rows(member: Member, fates: Fates) -> Iterator[TableRow]:
    """Rows of a JSON file; of objects the names of their fields are the first row.

    A field inside an object inside an object is named ``outer.inner``; the values of a list are put on lines of one cell.
    ``UnreadableFile`` where the file holds neither arrays nor objects.
    """
    first = next(iter(items(member, Fates())), None)
    if first is None:
        raise UnreadableFile(f"{member.name}: no value in it; expected an array of rows")
    if isinstance(first.value, list):
        yield from _arrays(items(member, fates))
    elif isinstance(first.value, dict):
        yield from _objects(member, fates, first)
    else:
        raise UnreadableFile(f"{member.name}: holds {type(first.value).__name__} values; expected an array of rows or objects")


def _arrays(found: Iterable[Item]) -> Iterator[TableRow]:
    for item in found:
        if isinstance(item.value, list) and not is_blank(cells := [_cell(value) for value in item.value][:MOST_COLUMNS]):
            yield TableRow(item.line, cells)


def _objects(member: Member, fates: Fates, first: Item) -> Iterator[TableRow]:
    inside = _array_inside(first.value) if _is_alone(member) else None
    if inside is not None:
        found = [Item(first.line, value) for value in inside]
        if inside and isinstance(inside[0], list):
            yield from _arrays(found)
            return
        yield from _records(member.name, lambda: iter(found), fates)
    else:
        yield from _records(member.name, lambda: items(member, Fates()), fates, counted=lambda: items(member, fates))


def _records(name: str, again: Any, fates: Fates, counted: Any = None) -> Iterator[TableRow]:
    columns: dict[str, int] = {}
    for item in again():
        for key in _flat(item.value):
            columns.setdefault(key, len(columns))
    if len(columns) > MOST_COLUMNS:
        raise UnreadableFile(f"{name}: {len(columns):,} different fields; expected at most {MOST_COLUMNS:,}")
    yield TableRow(1, list(columns))
    faults = Faults(name, name)
    for item in (counted or again)():
        cells: list[Cell] = [None] * len(columns)
        for key, value in _flat(item.value).items():
            cells[columns[key]] = _cell(value)
            if isinstance(value, list) and any(isinstance(part, dict | list) for part in value):
                faults.note(item.line, columns[key], "records inside a record", "a text or number")
        if not is_blank(cells):
            yield TableRow(item.line, cells)
    faults.tell(fates)


def _is_alone(member: Member) -> bool:
    found = items(member, Fates())
    next(found, None)
    return next(found, None) is None


def _array_inside(value: dict[str, Any], depth: int = 0) -> list[Any] | None:
    """The first array of objects or of arrays in an object."""
    for inner in value.values():
        if isinstance(inner, list) and inner and isinstance(inner[0], dict | list):
            return inner
    for inner in value.values():
        if isinstance(inner, dict) and depth < DEEPEST and (found := _array_inside(inner, depth + 1)):
            return found
    return None


def _flat(value: Any, before: str = "", depth: int = 0) -> dict[str, Any]:
    if not isinstance(value, dict):
        return {before or "value": value}
    found: dict[str, Any] = {}
    for key, inner in value.items():
        name = f"{before}.{key}" if before else str(key)
        if isinstance(inner, dict) and depth < DEEPEST:
            found |= _flat(inner, name, depth + 1)
        else:
            found[name] = inner
    return found


def _cell(value: Any) -> Cell:
    if isinstance(value, list):
        return "\n".join(str(part) for part in value if not isinstance(part, dict | list) and part is not None)
    return None if isinstance(value, dict) else value
