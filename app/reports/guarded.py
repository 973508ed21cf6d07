"""A report that a person wrote: asked under the guard and within its bounds, never as the files of the library are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson

from app.http.kinds import KIND_LOOKS
from app.reports.cells import STATED
from graph.catalogue import Query
from graph.client import Graph, Result
from graph.guard import ROWS, read_guarded


@dataclass(frozen=True)
class OwnQuery(Query):
    """The same as a query of the catalogue; its answer holds at most ``graph.guard.ROWS`` rows, and as much as ``graph.bounded`` takes."""

    def run(self, graph: Graph, params: Mapping[str, Any] | None = None, *, limit: int | None = None, timeout: float = 30.0) -> Result:
        """The answer, in a shape that the pages of reports can show whatever the statement returns."""
        found = self.whole(graph, params, limit=limit, timeout=timeout)
        return replace(found, rows=[_linked(self.columns, row) for row in found.rows])

    def whole(self, graph: Graph, params: Mapping[str, Any] | None = None, *, limit: int | None = None, timeout: float = 30.0) -> Result:
        """The answer for a file; ``truncated`` where there is more of it."""
        found = read_guarded(graph, self.text, self.values(params), limit=min(limit or ROWS, ROWS), timeout=timeout)
        return replace(found, rows=[_plain(self.columns, row) for row in found.rows])


def _plain(columns: Sequence[str], row: Sequence[Any]) -> tuple[Any, ...]:
    """A row of single values and flat lists; sources and records always as lists of texts."""
    return tuple(_texts(value) if name in STATED else _flat(value) for name, value in zip(columns, row, strict=True))


def _flat(value: Any) -> Any:
    return [_single(each) for each in value] if isinstance(value, list) else _single(value)


def _single(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | float) else orjson.dumps(value, default=str).decode()


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [str(_single(each)) for each in values if each is not None]


def _linked(columns: Sequence[str], row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The row, with ids only where one stands for each name: else the names stand without a link."""
    found = dict(zip(columns, row, strict=True))
    for name in columns:
        id_, kind = found.get(f"{name}_id"), found.get(f"{name}_kind")
        if f"{name}_id" in found:
            known = kind is None or (isinstance(kind, str) and kind in KIND_LOOKS)
            found[f"{name}_id"] = _ids(found[name], id_ if known else None)
    return tuple(found.values())


def _ids(value: Any, ids: Any) -> Any:
    if not isinstance(value, list):
        return ids if isinstance(ids, str) else None
    fits = isinstance(ids, list) and len(ids) == len(value) and all(id_ is None or isinstance(id_, str) for id_ in ids)
    return ids if fits else [None] * len(value)
