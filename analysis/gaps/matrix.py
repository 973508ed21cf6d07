"""The coverage matrix: rows by columns, every cell judged, states counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from analysis.gaps.cells import THIN_MONTHS, Cause, Cell, State, Supply, judge
from analysis.gaps.days import months_after
from analysis.gaps.scope import ScopeIndex, ScopeRow


@dataclass(frozen=True, slots=True)
class Item:
    """A row or a column of the matrix.

    ``group``: id of what it stands under (a topic's line of effort, a country's region). A cell is covered when the
    scopes take in every one of the row's ``focus_areas`` in every one of the column's ``countries``; ``*`` stands for
    all. ``as_of``: the day of a column of years; empty elsewhere.
    """

    id: str
    name: str
    group: str = ""
    focus_areas: tuple[str, ...] = ("*",)
    countries: tuple[str, ...] = ("*",)
    as_of: str = ""


@dataclass(frozen=True)
class Counts:
    """How many cells have which state; ``covered``: cells that some scope covers, whatever their state."""

    states: Counter[State]
    covered: int
    unnamed: int
    cells: int

    def __getitem__(self, state: State) -> int:
        return self.states[state]


@dataclass(frozen=True)
class Matrix:
    """Rows, columns and the judged cell of every pair of them."""

    rows: tuple[Item, ...]
    columns: tuple[Item, ...]
    cells: dict[tuple[str, str], Cell]
    as_of: str
    _known: frozenset[str] = field(default=frozenset(), repr=False)

    def cell(self, row: Item, column: Item) -> Cell:
        """The cell of a row and a column."""
        return self.cells[row.id, column.id]

    def counts(self, rows: Sequence[Item] | None = None, columns: Sequence[Item] | None = None) -> Counts:
        """Cells by state, over all rows and columns or over some."""
        states: Counter[State] = Counter()
        covered = unnamed = cells = 0
        for cell in self._over(self.rows if rows is None else rows, self.columns if columns is None else columns):
            states[cell.state] += 1
            covered += bool(cell.scopes)
            unnamed += Cause.UNNAMED in cell.causes
            cells += 1
        return Counts(states, covered, unnamed, cells)

    def is_known(self, column: Item) -> bool:
        """Whether anything is known of a column: something is in force there, or a scope covers one of its cells."""
        return column.id in self._known

    def _over(self, rows: Iterable[Item], columns: Sequence[Item]) -> Iterator[Cell]:
        return (self.cells[row.id, column.id] for row in rows for column in columns)


def build(
    rows: Sequence[Item], columns: Sequence[Item], supplies: Iterable[Supply], scopes: Sequence[ScopeRow], as_of: str, since: str = "",
) -> Matrix:
    """Judge every cell of rows by columns; ``supplies`` of other rows or columns are left out.

    ``scopes``: those whose silence counts for what the reader asked (of a funder: those that report its work). With ``since`` the
    supplies are of all the time from there on, and a source would have reported only where it does so throughout.
    """
    found = {(supply.row, supply.column): supply for supply in supplies}
    days = {column.as_of or as_of for column in columns}
    indexes = {day: (ScopeIndex(scopes, day, since), months_after(day, THIN_MONTHS)) for day in days}
    cells: dict[tuple[str, str], Cell] = {}
    known: set[str] = set()
    for column in columns:
        day = column.as_of or as_of
        index, horizon = indexes[day]
        for row in rows:
            key = (row.id, column.id)
            supply = found.get(key) or Supply(row.id, column.id, 0, 0)
            covered = index.covering(row.focus_areas, column.countries)
            cells[key] = judge(supply, covered, day, horizon)
            if covered or supply.present or supply.others:
                known.add(column.id)
    return Matrix(tuple(rows), tuple(columns), cells, as_of, frozenset(known))
