"""Cells of the coverage matrix whose state differs between two days, by the matrix's own rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from analysis.gaps.cells import Cell, State
from analysis.gaps.matrix import Item, Matrix


class Turn(StrEnum):
    """What a change of state is to a reader."""

    OPENED = "gap opened"
    CLOSED = "gap closed"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell on two days; the states differ."""

    row: Item
    column: Item
    before: Cell
    after: Cell

    @property
    def turn(self) -> Turn:
        """A gap opened or closed, or neither: served, thin or no data on both days."""
        if self.after.state is State.GAP:
            return Turn.OPENED
        return Turn.CLOSED if self.before.state is State.GAP else Turn.OTHER


def cell_changes(before: Matrix, after: Matrix) -> Iterator[CellChange]:
    """Cells of one question on two days whose states differ, row by row."""
    for row in after.rows:
        for column in after.columns:
            then, now = before.cell(row, column), after.cell(row, column)
            if then.state is not now.state:
                yield CellChange(row, column, then, now)
