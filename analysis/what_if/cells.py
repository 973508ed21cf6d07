"""Cells of the coverage matrix that are worse off; what a state is, the matrix alone says."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.changes.cells import CellChange, cell_changes
from analysis.gaps.cells import Cell, State
from analysis.gaps.matrix import Matrix

# Nothing is known in the last two alike: which of them it is depends on the scopes alone.
RANK = {State.SERVED: 2, State.THIN: 1, State.GAP: 0, State.NO_DATA: 0}


def worse(before: Matrix, after: Matrix) -> Iterator[CellChange]:
    """Cells of one question whose state is lower after, those that turn into gaps first, then no data, then thin."""
    order = (State.GAP, State.NO_DATA, State.THIN)
    found = [change for change in cell_changes(before, after) if rank(change.after) < rank(change.before)]
    yield from sorted(found, key=lambda change: order.index(change.after.state))


def rank(cell: Cell) -> int:
    """2 served, 1 thin, 0 where nothing is in force."""
    return RANK[cell.state]
