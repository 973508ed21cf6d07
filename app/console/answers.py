"""What an answer of any shape looks like in a table: names and ids that lead somewhere, lists, nodes, links, and honest cuts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from app.http.site import profile
from app.http.text import number

LONGEST = 300  # letters of a value on the page
ROOM = 120_000  # letters of all values on the page
EACH = 5  # entries of a list on the page


@dataclass(frozen=True)
class Shown:
    """One value: ``text``, ``address`` where it leads."""

    text: str
    address: str = ""


@dataclass(frozen=True)
class Cell:
    """One place of the table; ``more``: entries of a list that are left out."""

    values: tuple[Shown, ...]
    numeric: bool = False
    more: int = 0


@dataclass(frozen=True)
class Step:
    """One operator of a plan, ``depth`` steps below the result."""

    depth: int
    operator: str
    details: str
    rows: str


def table(rows: Sequence[Sequence[Any]]) -> tuple[tuple[Cell, ...], ...]:
    """Rows as they stand on the page, as many as there is room for."""
    made, room = [], ROOM
    for row in rows:
        cells = tuple(cell(value) for value in row)
        room -= sum(40 + len(shown.text) for each in cells for shown in each.values)
        if room < 0:
            break
        made.append(cells)
    return tuple(made)


def cell(value: Any) -> Cell:
    """A value as a cell."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Cell((Shown(number(value)),), numeric=True)
    if isinstance(value, list):
        return Cell(tuple(shown(each) for each in value[:EACH]), more=max(0, len(value) - EACH))
    return Cell((shown(value),))


def shown(value: Any) -> Shown:
    """One value in words: a node by its name, a link by its type and ends, anything else as JSON has it."""
    if value is None:
        return Shown("null")
    if isinstance(value, str):
        return Shown(short(value), profile(value) if len(value) <= LONGEST else "")
    if isinstance(value, Mapping):
        return _thing(value)
    return Shown(short(_json(value)))


def is_thing(value: Mapping[str, Any]) -> bool:
    """Whether a value is a node."""
    return isinstance(value.get("labels"), list)


def is_link(value: Mapping[str, Any]) -> bool:
    """Whether a value is a link."""
    return isinstance(value.get("type"), str) and "key" in value and "source" in value


def _thing(value: Mapping[str, Any]) -> Shown:
    id_ = value.get("id")
    if is_thing(value) and isinstance(id_, str):
        return Shown(short(str(value.get("name") or id_)), profile(id_))
    if is_link(value):
        ends = f"{value.get('start', '?')} {value['type']} {value.get('end', '?')}" if "start" in value or "end" in value else value["type"]
        return Shown(short(ends))
    return Shown(short(_json(value)))


def short(text: str, longest: int = LONGEST) -> str:
    """A text, cut where it is long."""
    return text if len(text) <= longest else f"{text[:longest]}…"


def as_json(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> tuple[str, int]:
    """Rows as a JSON list of objects to read, as many as there is room for on the page, and how many those are."""
    made, room = [], ROOM
    for row in rows:
        text = _json(dict(zip(columns, row, strict=True)), orjson.OPT_INDENT_2)
        room -= len(text)
        if room < 0:
            break
        made.append(text)
    return "[\n" + ",\n".join(made) + "\n]", len(made)


def _json(value: Any, option: int = 0) -> str:
    return orjson.dumps(value, default=str, option=option | orjson.OPT_NON_STR_KEYS).decode()


def steps(plan: Mapping[str, Any], depth: int = 0) -> Iterator[Step]:
    """A plan from the result down to where the rows come from."""
    arguments = plan.get("args", {})
    estimated = arguments.get("EstimatedRows")
    rows = number(round(estimated)) if isinstance(estimated, int | float) else ""
    yield Step(depth, str(plan.get("operatorType", "")).partition("@")[0], short(str(arguments.get("Details", ""))), rows)
    for child in plan.get("children", ()):
        yield from steps(child, depth + 1)


def plain_cell(value: Any) -> Any:
    """A value for CSV and XLSX: maps, nodes and links as JSON."""
    if isinstance(value, Mapping):
        return _json(value)
    return [plain_cell(each) for each in value] if isinstance(value, list) else value
