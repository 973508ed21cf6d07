"""Row problems beside the rows that they are about, with the columns that the file has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

from loaders.errors import UnreadableFile
from loaders.rows import Fates
from loaders.tables import Table, TableRow, open_tables
from loaders.tables.cells import text

LOOKED_AT = 30
WHY = ("fate", "file", "line", "record", "field", "found", "expected")


def with_originals(problems: Iterable[Mapping[str, Any]], files: Sequence[Path]) -> tuple[tuple[str, ...], list[list[Any]]]:
    """Columns and rows: why, then the row as the file has it. A problem of no row, or of a file of no rows, stands without."""
    kept = [dict(problem) for problem in problems]
    wanted: dict[str, set[int]] = {}
    for problem in kept:
        wanted.setdefault(problem["file"], set()).add(problem["line"])
    headers: dict[str, list[str]] = {}
    rows: dict[tuple[str, int], list[str]] = {}
    for table in _tables(files, wanted):
        _collect(table, wanted, headers, rows)
    columns = list(dict.fromkeys(chain.from_iterable(headers.values())))
    place = {name: number for number, name in enumerate(columns)}
    shown = [[problem[name] for name in WHY] + _placed(problem, headers, rows, place) for problem in kept]
    return (*WHY, *columns), shown


def _tables(files: Sequence[Path], wanted: Mapping[str, set[int]]) -> Iterator[Table]:
    for path in files:
        try:
            yield from (table for table in open_tables(path, Fates()) if table.file in wanted or table.name in wanted)
        except UnreadableFile:  # no table, or broken from here on: its problems stand without their rows
            continue


def _collect(table: Table, wanted: Mapping[str, set[int]], headers: dict[str, list[str]], rows: dict[tuple[str, int], list[str]]) -> None:
    """The header of a table and the rows that are asked for; the header is the first of the fullest of the first rows."""
    name = table.name if table.name in wanted else table.file
    stream = iter(table.rows)
    first = list(islice(stream, LOOKED_AT))
    if not first:
        return
    header = max(first, key=lambda row: sum(text(cell).strip() != "" for cell in row.cells))
    headers.setdefault(name, _names(header))
    for row in chain(first, stream):
        if row.line in wanted[name]:
            rows.setdefault((name, row.line), [text(cell) for cell in row.cells])


def _names(header: TableRow) -> list[str]:
    return [text(cell).strip() or f"column {number}" for number, cell in enumerate(header.cells, 1)]


def _placed(problem: Mapping[str, Any], headers: Mapping[str, list[str]], rows: Mapping[tuple[str, int], list[str]],
            place: Mapping[str, int]) -> list[str]:
    cells = [""] * len(place)
    found = rows.get((problem["file"], problem["line"]), [])
    for name, value in zip(headers.get(problem["file"], []), found, strict=False):
        cells[place[name]] = cells[place[name]] or value
    return cells
