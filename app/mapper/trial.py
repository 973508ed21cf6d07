"""The first rows of a sheet as a mapping understands them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loaders.errors import LoadError
from loaders.indicators import by_mapping
from loaders.mapper import Chosen, compose
from loaders.path.mappings import format_of
from loaders.rows import Fates, LinkRow, MappingText, NodeRow, Row
from loaders.sheet import preview
from loaders.sheet.mapping import read_mapping

RECORDS = 500
SHOWN = 8
FACTS = 6


@dataclass(frozen=True)
class Understood:
    """One record: what it describes (label, name, facts) and the links that it states (from, type, to)."""

    record: str
    things: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]
    links: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Trial:
    """What choices come to: the mapping's text, the first records, and what is wrong; ``wrong``: why there is no mapping."""

    text: str = ""
    wrong: str = ""
    read: int = 0
    records: tuple[Understood, ...] = ()
    problems: tuple[tuple[str, str, str, int], ...] = ()


def attempt(chosen: Chosen, files: Sequence[Path]) -> Trial:
    """Compose the mapping and read the first 500 records by it."""
    try:
        text = compose(chosen)
        if format_of(text) == "indicators":
            rows, fates = _values(text, files)
        else:
            rows, fates = preview(read_mapping("the choices", text), files, RECORDS)
    except LoadError as error:
        return Trial(wrong=str(error))
    return Trial(text, "", max(fates.read.values(), default=0), tuple(_records(rows)), _problems(fates))


def _values(text: str, files: Sequence[Path]) -> tuple[list[Row], Fates]:
    """The first values of indicators, until so many rows of the sheet are read."""
    fates, rows = Fates(), []
    for row in by_mapping(MappingText("the choices", 0, text)).rows(files, fates):
        if max(fates.read.values(), default=0) > RECORDS:
            break
        rows.append(row)
    return rows, fates


def _problems(fates: Fates) -> tuple[tuple[str, str, str, int], ...]:
    """(column, found, expected, how many rows), the commonest first; the first found stands for all."""
    counted = Counter((p.where.field, p.expected) for p in fates.problems)
    found: dict[tuple[str, str], str] = {}
    for p in fates.problems:
        found.setdefault((p.where.field, p.expected), p.found)
    return tuple((field, found[field, expected][:120], expected, count) for (field, expected), count in counted.most_common(12))


def _records(rows: Sequence[Row]) -> list[Understood]:
    names = {(row.label, row.key): row.name for row in rows if isinstance(row, NodeRow)}
    order = list(dict.fromkeys(row.record for row in rows))[:SHOWN]
    return [_record(record, [row for row in rows if row.record == record], names) for record in order]


def _record(record: str, rows: Sequence[Row], names: dict[tuple[str, str], str]) -> Understood:
    things = {(row.label, row.name): _facts(row) for row in rows if isinstance(row, NodeRow) and (not row.stub or row.label == "Country")}
    links = [
        (names.get((row.start.label, row.start.key), row.start.key), row.type, _end(row, names))
        for row in rows if isinstance(row, LinkRow)
    ]
    return Understood(record, tuple((label, name, facts) for (label, name), facts in things.items()), tuple(links))


def _end(row: LinkRow, names: dict[tuple[str, str], str]) -> str:
    """What a link leads to; of an indicator with the value and its year."""
    name = names.get((row.end.label, row.end.key), row.end.key)
    return f"{name}: {row.props['value']:,.15g} in {row.props['year']}" if row.type == "MEASURED" else name


def _facts(row: NodeRow) -> tuple[tuple[str, str], ...]:
    shown = {name: value for name, value in row.props.items() if name not in {"pages", "level"} and value not in ("", [], None)}
    told: list[tuple[str, Any]] = [*list(shown.items())[:FACTS], *[("identifier", value) for value in row.identifiers]]
    return tuple((name, str(value)[:120]) for name, value in told)
