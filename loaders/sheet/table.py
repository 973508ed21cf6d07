"""The rows of a table as a mapping wants them: under one header, filled down, chosen, unpivoted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from loaders.rows import Fates, Where
from loaders.sheet.located import MappingError
from loaders.sheet.mapping import Expression, Mapping, TableMap
from loaders.tables import Cell, Columns, Record, Table, TableRow, text
from loaders.tables.headed import folded, named
from loaders.text import fold
from loaders.written_dates import Order, order_of

LOOKED_THROUGH = 25
SAMPLE = 5_000


@dataclass(frozen=True)
class Rows:
    """A table under its header: the columns, its rows, and which number is the day in each column of dates that shows it."""

    name: str
    columns: Columns
    rows: Iterator[TableRow]
    orders: dict[str, Order]


def rows_of(table: Table, mapping: Mapping) -> Rows | None:
    """The table under its header; None where no row of the first 25 has the columns of the mapping."""
    rows = iter(table.rows)
    looked = list(islice(rows, max(LOOKED_THROUGH, *mapping.table.header, 0)))
    found = _given_header(looked, mapping.table.header) if mapping.table.header else _found_header(looked, mapping)
    if found is None:
        return None
    names, below = found
    columns = Columns(named(names))
    sample = list(islice(chain(below, rows), SAMPLE))
    return Rows(table.name, columns, chain(sample, rows), _orders(columns, sample))


def _given_header(rows: Sequence[TableRow], header: tuple[int, ...]) -> tuple[list[str], list[TableRow]] | None:
    """The header that stands on the rows of these numbers; several are joined, upper cells filled to the right."""
    lines = [row for row in rows if row.line in header]
    if not lines:
        return None
    width = max(len(row.cells) for row in lines)
    parts: list[list[str]] = [[] for _ in range(width)]
    for row in lines:
        before = ""
        for at in range(width):
            shown = " ".join(text(row.cells[at]).split()) if at < len(row.cells) else ""
            # In an upper row a cell over several columns holds its text in the first of them only.
            before = shown or (before if row.line != lines[-1].line else "")
            if before and before not in parts[at]:
                parts[at].append(before)
    return [" / ".join(part) for part in parts], [row for row in rows if row.line > lines[-1].line]


def _found_header(rows: Sequence[TableRow], mapping: Mapping) -> tuple[list[str], list[TableRow]] | None:
    """The first row that has every column that the mapping names."""
    wanted = {folded(name) for name in mapping.columns()}
    for at, row in enumerate(rows):
        names = [" ".join(text(cell).split()) for cell in row.cells]
        if wanted <= {folded(name) for name in named(names)}:
            return names, list(rows[at + 1 :])
    return None


def missing(table: Table, mapping: Mapping) -> MappingError:
    """Which column is not there, by the line of the mapping that names it."""
    rows = list(islice(table.rows, LOOKED_THROUGH))
    best = max(
        rows, key=lambda row: sum(folded(text(cell)) in {folded(name) for name in mapping.columns()} for cell in row.cells), default=None
    )
    shown = [text(cell) for cell in best.cells if text(cell)] if best else []
    for column, at in mapping.columns().items():
        if folded(column) not in {folded(name) for name in named(shown)}:
            return at.wrong(f"{table.name} has no column {column!r}; found {', '.join(shown[:30]) or 'nothing'}")
    if mapping.table.header:
        header = " and ".join(map(str, mapping.table.header))
        return MappingError(f"{mapping.file}: {table.name} has no row {header}, which the mapping calls its header")
    return MappingError(
        f"{mapping.file}: no row of the first {LOOKED_THROUGH} of {table.name} has all columns of the mapping; say which is the header"
    )


def _orders(columns: Columns, sample: Sequence[TableRow]) -> dict[str, Order]:
    found: dict[str, Order] = {}
    for name, at in columns.position.items():
        order = order_of(row.cells[at] for row in sample if at < len(row.cells))
        if order:
            found[name] = order
    return found


def chosen(rows: Rows, table: TableMap, fates: Fates) -> Iterator[Record]:
    """The rows that the mapping takes, cells filled down; the others are set aside with what was expected."""
    last: dict[int, Cell] = {}
    fill = [rows.columns.position[folded(name)] for name in table.fill_down if name in rows.columns]
    for row in rows.rows:
        fates.saw(rows.name)
        cells = list(row.cells)
        for at in fill:
            cells.extend([None] * (at + 1 - len(cells)))
            if text(cells[at]):
                last[at] = cells[at]
            else:
                cells[at] = last.get(at)
        record = Record(row.line, cells, rows.columns)
        reason = _unwanted(record, table)
        if reason:
            fates.set_aside(rows.name, Where(rows.name, row.line, field=reason[0]), record[reason[0]], reason[1])
        else:
            yield record


def _unwanted(record: Record, table: TableMap) -> tuple[str, str] | None:
    """Column and what was expected of it, None where the row is wanted."""
    for column, values in table.only.items():
        if fold(record[column]) not in {fold(value) for value in values}:
            return column, f"one of {', '.join(values)}, as the mapping says"
    for column, values in table.without.items():
        if fold(record[column]) in {fold(value) for value in values}:
            return column, f"none of {', '.join(values)}, as the mapping says"
    return None


def unpivoted(records: Iterator[Record], table: TableMap, rows: Rows, fates: Fates) -> Iterator[Record]:
    """A record for each cell of the columns that are values; without ``unpivot`` the records as they are."""
    unpivot = table.unpivot
    if unpivot is None:
        yield from records
        return
    places: list[tuple[int, str]] = []
    for at, name in enumerate(rows.columns.names):
        found = unpivot.matching.search(name) if unpivot.matching else None
        if found or name in unpivot.columns:
            places.append((at, found[1] if found and found.groups() else name))
    if not places:
        raise MappingError(f"{rows.name}: no column is one that unpivot names; found {', '.join(rows.columns.names[:30])}")
    columns = Columns([*rows.columns.names, unpivot.name, unpivot.value])
    cells_table = f"{rows.name} (cells)"
    for record in records:
        told = 0
        for at, name in places:
            cell = record.cells[at] if at < len(record.cells) else None
            if text(cell):
                told += 1
                fates.saw(cells_table)
                padded = [*record.cells, *[None] * (len(rows.columns.names) - len(record.cells))]
                yield Record(record.line, [*padded, name, cell], columns)
        if not told:
            fates.set_aside(
                rows.name, Where(rows.name, record.line), "no value", f"a value under one of {', '.join(n for _, n in places[:10])}"
            )


def known_order(rows: Rows, expression: Expression, table: TableMap) -> Order:
    """Which number is the day: by the expression, the mapping, or what the column shows."""
    shown: Order = next((rows.orders[folded(column)] for column in expression.columns if folded(column) in rows.orders), "")
    return expression.order or table.order or shown
