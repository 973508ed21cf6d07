"""One line of a sheet, and the key by which it is known."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from loaders.tables import Cell, text
from loaders.text import fold, slug

if TYPE_CHECKING:
    from loaders.hxl.columns import Column, Columns

# The columns that say who does what where; what else stands in a line may change without its becoming another line.
NAMING = (
    "#org",
    "#activity",
    "#sector",
    "#subsector",
    "#output",
    "#service",
    "#country",
    "#adm1",
    "#adm2",
    "#adm3",
    "#adm4",
    "#adm5",
    "#loc",
    "#date",
)


class Line(NamedTuple):
    """A row under the tags."""

    number: int
    cells: Sequence[Cell]

    def cell(self, column: Column) -> Cell:
        """The cell under a column, None where the row ends before it."""
        return self.cells[column.at] if column.at < len(self.cells) else None

    def text(self, column: Column) -> str:
        """The text under a column."""
        return text(self.cell(column))


def record_key(columns: Columns, line: Line) -> str:
    """Who and what in words, and a hash of all that names the line."""
    named = [line.text(column) for column in columns.of(*NAMING)]
    digest = blake2b("\x1f".join(fold(word) for word in named).encode("utf-8", "replace"), digest_size=6).hexdigest()
    words = [next((word for column in columns.of(tag) if (word := line.text(column))), "") for tag in ("#org", "#activity")]
    return "-".join(filter(None, (slug(words[0], 30), slug(words[1], 30), digest)))
