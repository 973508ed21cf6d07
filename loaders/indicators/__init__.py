"""Indicators of need per country or district and year, from any table, by a mapping.

Files of well-known layouts are recognised by their columns; for others a mapping (YAML) is given with the file. The page
``docs/data/indicators.md`` says how to write one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from loaders.errors import UnreadableFile
from loaders.indicators.mapping import Mapping, Series, read_mapping, shipped
from loaders.indicators.values import Value, Values
from loaders.rows import Fates, Loader, MappingText, NodeRow, Row, SourceInfo
from loaders.statements import Statements
from loaders.tables import Columns, Headed, headed, open_tables


def rows(mappings: Sequence[Mapping], files: Sequence[Path], fates: Fates) -> Iterator[Row]:
    """MEASURED for every value of the tables; ``UnreadableFile`` where a file has the columns of none of the mappings."""
    for path in files:
        found = False
        for table in open_tables(path, fates):
            fits = [m for m in mappings if m.sheet in {"", table.sheet}]
            known = headed(table, lambda columns, fits=fits: _mapping(columns, fits) is not None)  # type: ignore[misc]
            if known is not None:
                found = True
                yield from _values(known, _mapping(known.columns, fits), fates)
        if not found:
            raise UnreadableFile(f"{path.name}: {_expected(mappings)}")


def _values(table: Headed, mapping: Mapping | None, fates: Fates) -> Iterator[Row]:
    assert mapping is not None
    described: set[str] = set()
    for value in Values(mapping, table, fates):
        if value.series.id not in described:
            described.add(value.series.id)
            yield indicator(value.series)
        yield from measured(value, mapping.page)


def indicator(series: Series) -> NodeRow:
    """The Indicator of a series."""
    key = f"indicator:{series.id}"
    props = {"unit": series.unit, "direction": series.direction, "description": series.description}
    return NodeRow("Indicator", key, key, series.name, props | ({"measures": series.measures} if series.measures else {}))


def measured(value: Value, page: str) -> Iterator[Row]:
    """The link of one value, from its country or district."""
    said = Statements(f"{value.series.id} {value.place} {value.year}", page)
    place = said.area(value.area) if value.area else said.country(value.country)
    end = said.mention("Indicator", f"indicator:{value.series.id}", value.series.name)
    said.link("MEASURED", place, end, {"year": value.year, "value": value.value}, f"{value.value}")
    yield from said


def _mapping(columns: Columns, mappings: Sequence[Mapping]) -> Mapping | None:
    """The mapping with the most columns of those whose columns are all there."""
    known = [m for m in mappings if all(column in columns for column in m.columns)]
    return max(known, key=lambda m: len(m.columns), default=None)


def _expected(mappings: Sequence[Mapping]) -> str:
    listed = "; ".join(f"{', '.join(m.columns)} ({m.title})" for m in mappings)
    more = "" if mappings is not shipped() else ". For another file, give a mapping"
    return f"found none of the columns that a mapping names; expected {listed}{more}"


def source(mappings: Sequence[Mapping], files: Sequence[Path]) -> SourceInfo:
    """The source that the mapping names."""
    for table in open_tables(files[0], Fates()):
        known = headed(table, lambda columns: _mapping(columns, mappings) is not None)
        mapping = _mapping(known.columns, mappings) if known else None
        if mapping:
            return SourceInfo(f"indicators-{mapping.source}", mapping.title, mapping.publisher, mapping.licence, mapping.page)
    raise UnreadableFile(f"{files[0].name}: {_expected(mappings)}")


def by_mapping(given: MappingText) -> Loader:
    """The loader of indicators by this mapping; ``UnreadableFile`` names the line of one that is wrong."""
    mappings = (read_mapping(given.name, given.text),)
    return replace(LOADER, rows=partial(rows, mappings), source=partial(source, mappings), mapping=given)


def _shipped_rows(files: Sequence[Path], fates: Fates) -> Iterator[Row]:
    return rows(shipped(), files, fates)


def _shipped_source(files: Sequence[Path]) -> SourceInfo:
    return source(shipped(), files)


def recognises(path: Path, head: bytes) -> str:
    """Why a file holds indicators: its first line has the columns of a known layout."""
    line = head.split(b"\n", 1)[0].decode("utf-8-sig", "replace")
    mapping = _mapping(Columns([cell.strip().strip('"') for cell in line.split(",")]), shipped())
    return f"its columns are those of {mapping.title} ({mapping.publisher})" if mapping else ""


LOADER = Loader("indicators", "1", "Indicators per country or district and year", _shipped_rows, _shipped_source, recognises, by_mapping)
