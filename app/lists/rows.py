"""Rows of a list with names in the place of codes, and the same as cells of a download."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.lists import reading
from app.lists.asked import Asked
from app.lists.facets import Names
from app.lists.kinds import ListColumn, ListKind
from app.services import services

# A column of a list, and the column of the query where it has another name.
_TEXTS = {"valid_from": "valid_from_text", "valid_to": "valid_to_text"}


@dataclass(frozen=True)
class Ref:
    """A thing that a cell names."""

    id: str
    name: str
    kind: str | None = None


def shown_columns(asked: Asked) -> tuple[ListColumn, ...]:
    """The columns that are chosen, else those that are shown at first."""
    chosen = asked.columns or tuple(column.key for column in asked.kind.columns if column.shown)
    return tuple(column for column in asked.kind.columns if column.key in chosen)


def read(asked: Asked, day: dt.date, named: Names, ids: Sequence[str]) -> list[dict[str, Any]]:
    """Rows of some things: as the query gives them, with things named."""
    wanted = [column.key for column in shown_columns(asked)]
    return [_named(row, asked.kind, named) for row in reading.columns(asked, day, ids, wanted)]


def download(asked: Asked, day: dt.date, named: Names) -> Iterator[tuple[Any, ...]]:
    """Every row of the list as cells, in the order of ``header``."""
    for ids in reading.chunks(asked, day):
        for row in read(asked, day, named, ids):
            yield tuple(_cell(row, name) for name in header(asked))


def header(asked: Asked) -> tuple[str, ...]:
    """Names of the columns of a download."""
    return (*asked.kind.fixed, *(column.key for column in shown_columns(asked)))


def cells(asked: Asked, row: dict[str, Any]) -> dict[str, Any]:
    """A row as JSON has it."""
    return {name: _cell(row, name) for name in header(asked)}


def _named(row: dict[str, Any], kind: ListKind, named: Names) -> dict[str, Any]:
    made = dict(row)
    if row.get("focus") is not None:
        made["focus"] = [Ref(id_, named.area(id_.removeprefix("focus:"))) for id_ in _nearest(row["focus"])]
    if row.get("places") is not None:
        places = (Ref(f"country:{code}", named.choices.country_name(code)) for code in row["places"])
        made["places"] = sorted(places, key=lambda ref: ref.name)
    if row.get("parties") is not None:
        made["parties"] = [Ref(party["id"], party["name"], party["kind"]) for party in row["parties"]]
    if isinstance(row.get("state"), list):
        made["state"] = [named.states.get(code, code) for code in row["state"]]
    if row.get("problems") is not None:
        made["problems"] = [Ref(check, services().catalogue[f"quality/{check}"].title) for check in row["problems"]]
    return made


def _nearest(ids: Sequence[str]) -> list[str]:
    """Focus areas without the lines of effort whose topics are there as well."""
    return [id_ for id_ in ids if not any(other.startswith(f"{id_}:") for other in ids)]


def _cell(row: dict[str, Any], name: str) -> Any:
    value = row.get(_TEXTS.get(name, "")) or row.get(name)
    return [item.name if isinstance(item, Ref) else item for item in value] if isinstance(value, list) else value
