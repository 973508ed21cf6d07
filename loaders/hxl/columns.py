"""The row of tags: which column holds what. libhxl decides what a tag row is and parses its tags."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import NamedTuple

import hxl

from loaders.hxl.record import Line
from loaders.tables import Cell, Table, TableRow, text
from loaders.written_dates import Order, order_of

LOOKED_THROUGH = 25
SAMPLE = 5_000
# Tags of the standard's beta, and what they became.
OLD = {
    "#adm1_id": "#adm1+code",
    "#adm2_id": "#adm2+code",
    "#adm3_id": "#adm3+code",
    "#adm4_id": "#adm4+code",
    "#adm5_id": "#adm5+code",
    "#loc_id": "#loc+code",
    "#country_id": "#country+code",
    "#org_id": "#org+code",
    "#org_type": "#org+type",
    "#orgtype": "#org+type",
    "#sector_id": "#sector+code",
    "#subsector_id": "#subsector+code",
    "#activity_id": "#activity+code",
    "#lat_deg": "#geo+lat",
    "#lon_deg": "#geo+lon",
    "#period_date": "#date",
    "#report_date": "#date+reported",
    "#start_date": "#date+start",
    "#from_date": "#date+start",
    "#end_date": "#date+end",
    "#to_date": "#date+end",
    "#funder": "#org+funder",
    "#donor": "#org+funder",
    "#partner": "#org+partner",
    "#implementer": "#org+impl",
    "#programme": "#activity+programme",
    "#project": "#activity+project",
    "#activity_code": "#activity+code",
    "#org_code": "#org+code",
    "#country_code": "#country+code",
    "#adm1_code": "#adm1+code",
}
# What a tag row of ours may be parsed from without a word on the screen.
logging.getLogger("hxl").setLevel(logging.CRITICAL)


class Column(NamedTuple):
    """One tagged column: ``tag`` without attributes (``#org``), its attributes, and the header above it."""

    at: int
    tag: str
    attributes: frozenset[str]
    header: str


class Columns:
    """The tagged columns of a sheet."""

    def __init__(self, columns: Sequence[Column], order: Order = "") -> None:
        self.columns, self.order = tuple(columns), order

    def of(self, *tags: str) -> list[Column]:
        """The columns with one of these tags, in order."""
        return [column for column in self.columns if column.tag in tags]

    def shown(self) -> list[str]:
        """Tags with their attributes."""
        return ["+".join((column.tag, *sorted(column.attributes))) for column in self.columns]


@dataclass(frozen=True)
class Sheet:
    """A tagged table: its columns and the lines under the tags."""

    columns: Columns
    lines: Iterator[Line]


def tagged(table: Table) -> Sheet | None:
    """The sheet under the row of tags, None where none of the first 25 rows is one."""
    rows = iter(table.rows)
    above: Sequence[str] = ()
    looked = list(islice(rows, LOOKED_THROUGH))
    for place, row in enumerate(looked):
        cells = [text(cell) for cell in row.cells]
        found = _parse(cells, above)
        if found:
            sample = list(islice(chain(looked[place + 1 :], rows), SAMPLE))
            columns = Columns(found, order_of(_dates(found, sample)))
            return Sheet(columns, (Line(below.line, below.cells) for below in chain(sample, rows)))
        above = cells
    return None


def _dates(columns: Sequence[Column], rows: Sequence[TableRow]) -> Iterator[Cell]:
    for column in columns:
        if column.tag == "#date":
            yield from (row.cells[column.at] for row in rows if column.at < len(row.cells))


def _parse(cells: list[str], above: Sequence[str]) -> list[Column]:
    """The tagged columns, empty where the row is no row of tags."""
    modern = [OLD.get(cell.lower().replace(" ", ""), cell) for cell in cells]
    try:
        parsed = hxl.Column.parse_list(modern, list(above))
    except hxl.HXLException:
        return []
    return [
        Column(at, column.tag, frozenset(column.attributes or ()), (column.header or "").strip())
        for at, column in enumerate(parsed or [])
        if column.tag
    ]
