"""The whole answer of a report, row by row up to a limit: CSV, XLSX, Parquet and JSON that fit in no page and no memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import orjson
from flask import Response, stream_with_context

from app.dollars import Exchange, enriched
from app.http.about import About
from app.http.downloads import table_response
from app.http.formats import Table
from app.http.sources import source_notes
from app.reports.cells import plain_cell
from app.reports.guarded import OwnQuery
from app.services import services
from graph.catalogue import Query

ROWS = 100_000
SECONDS = 300.0


@dataclass(frozen=True)
class Found:
    """Rows on their way. ``most``: how many are taken; ``more``: that there are more is known beforehand."""

    rows: Iterator[tuple[Any, ...]]
    most: int
    more: bool = False


def whole_response(query: Query, values: Mapping[str, Any], format_: str) -> Response:
    """The answer as a download; what goes wrong before the first row is told as an error, not as a broken file."""
    exchange = Exchange()
    found = _found(query, values)
    taken = replace(found, rows=(tuple(enriched(value, exchange) for value in row) for row in found.rows))
    if format_ == "json":
        return Response(stream_with_context(_json(query, values, taken)), mimetype="application/json")
    behind, notes = set[str](), list[str]()
    noted = replace(taken, rows=_naming(query, taken.rows, behind))
    rows = _cells(noted, notes, last=len(query.columns) if format_ == "csv" else 0)
    table = Table(query.name.rpartition("/")[2], query.columns, rows)
    return table_response(table, format_, lambda: _about(query, values, behind, notes))


def _found(query: Query, values: Mapping[str, Any]) -> Found:
    """A report of the library row by row; a person's own within the bounds of the guard, which is one answer."""
    if not isinstance(query, OwnQuery):
        return Found(_started(query.stream(services().graph, values, timeout=SECONDS)), ROWS)
    result = query.whole(services().graph, values)
    return Found(iter(result.rows), len(result.rows), result.truncated)


def _naming(query: Query, rows: Iterator[tuple[Any, ...]], behind: set[str]) -> Iterator[tuple[Any, ...]]:
    """The same rows; the sources that they name are noted in ``behind`` on the way."""
    place = query.columns.index("sources") if "sources" in query.columns else -1
    for row in rows:
        if place >= 0:
            behind.update(row[place] or ())
        yield row


def _about(query: Query, values: Mapping[str, Any], behind: set[str], notes: list[str]) -> About:
    day = values.get("as_of")
    as_of = day if isinstance(day, dt.date) else dt.date.fromisoformat(day) if day else None
    return About(query.title, query.description, as_of, source_notes(behind), tuple(notes))


def _started(rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """The same rows, the first one fetched already."""
    try:
        first = next(rows)
    except StopIteration:
        return iter(())
    return chain((first,), rows)


def _cells(found: Found, notes: list[str], last: int) -> Iterator[tuple[Any, ...]]:
    """Rows up to the limit; that there are more is noted, and told in a last row of ``last`` cells where the file has no other place."""
    more = found.more
    for index, row in enumerate(found.rows):
        more = more or index == found.most
        if index == found.most:
            break
        yield tuple(plain_cell(value) for value in row)
    if more:
        notes.append(f"There are more than {found.most:,} rows: choose less.")
        if last:
            yield (notes[-1], *[None] * (last - 1))


def _json(query: Query, values: Mapping[str, Any], found: Found) -> Iterator[bytes]:
    """One object: what was asked, the rows as objects, and at the end whether there are more and from which sources."""
    head = {"title": query.title, "description": query.description, "report": query.name, "parameters": values,
            "columns": query.columns}
    yield orjson.dumps(head)[:-1] + b',"rows":['
    sources: set[str] = set()
    truncated = found.more
    for index, row in enumerate(found.rows):
        if index == found.most:
            truncated = True
            break
        one = dict(zip(query.columns, row, strict=True))
        sources.update(one.get("sources") or ())
        yield (b"," if index else b"") + orjson.dumps(one, default=str)
    yield b"]," + orjson.dumps({"truncated": truncated, "sources": sorted(sources)})[1:] + b"\n"
