"""Indicators of need per country or district and year, from any table, by a mapping.

Files of well-known layouts are recognised by their columns; for others a mapping (YAML) is given with the file. The page
``docs/data/indicators.md`` says how to write one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from loaders.errors import UnreadableFile
from loaders.indicators.mapping import Mapping, Series, read_mapping, shipped
from loaders.indicators.values import Value, Values
from loaders.rows import Fates, Loader, NodeRow, Row, SourceInfo
from loaders.statements import Statements
from loaders.tables import Columns, Headed, headed, open_tables

MAPPING_SUFFIXES = {".yaml", ".yml"}


def rows(files: Sequence[Path], fates: Fates) -> Iterator[Row]:
    """MEASURED for every value; ``files`` are tables and, for layouts that are not known, one mapping.

    ``UnreadableFile`` where a mapping is wrong, or a file has none of its columns.
    """
    mappings, tables = _sorted(files)
    for path in tables:
        found = False
        for table in open_tables(path, fates):
            known = headed(table, lambda columns: _mapping(columns, mappings) is not None)
            if known is not None:
                found = True
                yield from _values(known, _mapping(known.columns, mappings), fates)
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


def _sorted(files: Sequence[Path]) -> tuple[Sequence[Mapping], list[Path]]:
    """Mappings to try, and the tables to read."""
    given = [read_mapping(path) for path in files if path.suffix.lower() in MAPPING_SUFFIXES]
    tables = [path for path in files if path.suffix.lower() not in MAPPING_SUFFIXES]
    if not tables:
        raise UnreadableFile("There is a mapping, but no table to read by it." if given else "There is no table to read.")
    return given or shipped(), tables


def _mapping(columns: Columns, mappings: Sequence[Mapping]) -> Mapping | None:
    """The mapping with the most columns of those whose columns are all there."""
    known = [m for m in mappings if all(column in columns for column in m.columns)]
    return max(known, key=lambda m: len(m.columns), default=None)


def _expected(mappings: Sequence[Mapping]) -> str:
    listed = "; ".join(f"{', '.join(m.columns)} ({m.title})" for m in mappings)
    more = "" if mappings is not shipped() else ". For another file, give a mapping (YAML) with it"
    return f"found none of the columns that a mapping names; expected {listed}{more}"


def source(files: Sequence[Path]) -> SourceInfo:
    """The source that the mapping names."""
    mappings, tables = _sorted(files)
    for table in open_tables(tables[0], Fates()):
        known = headed(table, lambda columns: _mapping(columns, mappings) is not None)
        mapping = _mapping(known.columns, mappings) if known else None
        if mapping:
            return SourceInfo(f"indicators-{mapping.source}", mapping.title, mapping.publisher, mapping.licence, mapping.page)
    raise UnreadableFile(f"{tables[0].name}: {_expected(mappings)}")


def recognises(path: Path, head: bytes) -> str:
    """Why a file holds indicators: its first line has the columns of a known layout."""
    line = head.split(b"\n", 1)[0].decode("utf-8-sig", "replace")
    mapping = _mapping(Columns([cell.strip().strip('"') for cell in line.split(",")]), shipped())
    return f"its columns are those of {mapping.title} ({mapping.publisher})" if mapping else ""


LOADER = Loader("indicators", "1", "Indicators per country or district and year", rows, source, recognises)
