"""A table as a Parquet file with typed columns: truth, whole numbers, numbers, days, lists of texts, or texts.

Types come from the values: rows are laid aside once, in a file that goes with the answer, so that no table is too long.
"""

from __future__ import annotations

import datetime as dt
import pickle
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from app.http.about import About
from app.http.downloads import cell
from app.http.formats import Table
from app.http.workbook import day

_CHUNK = 20_000
_WHOLE = 2**63
NOTHING, TRUTH, WHOLE, NUMBER, DAY, TEXTS, TEXT = "nothing", "truth", "whole", "number", "day", "texts", "text"
_TYPES: dict[str, pa.DataType] = {
    NOTHING: pa.string(), TRUTH: pa.bool_(), WHOLE: pa.int64(), NUMBER: pa.float64(), DAY: pa.date32(), TEXTS: pa.list_(pa.string()),
    TEXT: pa.string(),
}


def write_parquet(table: Table, about: Callable[[], About], target: IO[bytes]) -> None:
    """Every row, in order; what the file is about stands in its metadata under ``partnergraph``, as JSON."""
    width = len(table.columns)
    with TemporaryFile() as aside:
        kinds = _laid_aside(table, width, aside)
        fields = [pa.field(name, _TYPES[kind]) for name, kind in zip(_names(table.columns), kinds, strict=True)]
        schema = pa.schema(fields, metadata={"partnergraph": orjson.dumps(about().data())})
        with pq.ParquetWriter(target, schema, compression="zstd") as writer:
            for columns in _read_back(aside):
                arrays = [pa.array([_AS[kind](v) for v in values], _TYPES[kind]) for kind, values in zip(kinds, columns, strict=True)]
                writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _laid_aside(table: Table, width: int, aside: IO[bytes]) -> list[str]:
    """The rows as pieces of columns in a file; the kind of each column."""
    kinds = [NOTHING] * width
    rows = iter(table.rows)
    while chunk := list(islice(rows, _CHUNK)):
        columns = [list(column) for column in zip(*chunk, strict=True)]
        kinds = [_of_all(kind, values) for kind, values in zip(kinds, columns, strict=True)]
        pickle.dump(columns, aside, pickle.HIGHEST_PROTOCOL)
    aside.seek(0)
    return kinds


def _read_back(aside: IO[bytes]) -> Iterator[list[list[Any]]]:
    while True:
        try:
            yield pickle.load(aside)  # noqa: S301 - our own file of this moment, that nobody else can name
        except EOFError:
            return


def _of_all(kind: str, values: Sequence[Any]) -> str:
    for value in values:
        if kind == TEXT:
            break
        kind = _both(kind, _kind(value))
    return kind


def _both(one: str, other: str) -> str:
    if NOTHING in (one, other):
        return other if one == NOTHING else one
    if one == other:
        return one
    return NUMBER if {one, other} == {WHOLE, NUMBER} else TEXT


def _kind(value: Any) -> str:
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return TRUTH
    if isinstance(value, int):
        return WHOLE if -_WHOLE <= value < _WHOLE else TEXT
    if isinstance(value, float):
        return NUMBER
    if isinstance(value, list | tuple):
        return TEXTS
    return DAY if type(value) is dt.date or (isinstance(value, str) and day(value)) else TEXT


def _text(value: Any) -> str | None:
    # Texts as their source has them: nothing in this format acts on a letter. Halves of a letter have no place in UTF-8.
    if value is None:
        return None
    return str(value if isinstance(value, str) else cell(value)).encode("utf-8", "replace").decode()


_AS: dict[str, Callable[[Any], Any]] = {
    NOTHING: lambda value: None if value is None else "",
    TRUTH: lambda value: None if value == "" else value,
    WHOLE: lambda value: None if value == "" else value,
    NUMBER: lambda value: None if value in (None, "") else float(value),
    DAY: lambda value: None if value in (None, "") else day(value) if isinstance(value, str) else value,
    TEXTS: lambda value: None if value in (None, "") else [_text(each) for each in value],
    TEXT: _text,
}


def _names(columns: Sequence[str]) -> list[str]:
    """Names of columns, each once: files that people hand in may repeat a heading."""
    seen: dict[str, int] = {}
    for column in columns:
        seen[column] = seen.get(column, 0) + 1
    given: dict[str, int] = {}
    made = []
    for column in columns:
        given[column] = given.get(column, 0) + 1
        made.append(column if seen[column] == 1 else f"{column} ({given[column]})")
    return made
