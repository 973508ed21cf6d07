"""Merged cells: the value of the first cell stands in every cell that it covers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from pathlib import Path

from loaders.tables.cells import Cell
from loaders.tables.zipped import Zipped

# A merge over more cells than this is decoration (a coloured sheet), not a value of every cell.
LARGEST = 20_000
MOST = 100_000
_MERGE = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']""")


@dataclass
class Area:
    """First and last row (from 1) and column (from 0) of a merge, and its value once that is read."""

    top: int
    left: int
    bottom: int
    right: int
    value: Cell = None


@dataclass
class Merges:
    """The merges of a sheet, filled in row by row."""

    starting: dict[int, list[Area]] = field(default_factory=dict)
    open: list[Area] = field(default_factory=list)

    def add(self, area: Area) -> None:
        """A merge, before its first row is filled."""
        if (area.bottom - area.top + 1) * (area.right - area.left + 1) <= LARGEST:
            self.starting.setdefault(area.top, []).append(area)

    def fill(self, line: int, cells: list[Cell]) -> None:
        """Put the values of merges over the empty cells of a row; rows are given in order."""
        if not self.starting and not self.open:
            return
        for row in [row for row in self.starting if row <= line]:
            for area in self.starting.pop(row):
                area.value = cells[area.left] if row == line and area.left < len(cells) else None
                self.open.append(area)
        self.open = [area for area in self.open if area.bottom >= line and area.value is not None]
        for area in self.open:
            cells.extend([None] * (area.right + 1 - len(cells)))
            for at in range(area.left, area.right + 1):
                if cells[at] is None:
                    cells[at] = area.value


def merges_of(book: Zipped, part: str) -> Merges:
    """The merges of an XLSX sheet. They stand behind its rows, so the part is looked through without being parsed."""
    found = Merges()
    stat = book.path.stat()
    for top, left, bottom, right in _places(book.path, stat.st_size, stat.st_mtime_ns, part):
        found.add(Area(top, left, bottom, right))
    return found


@lru_cache(maxsize=16)
def _places(path: Path, _size: int, _changed: int, part: str) -> tuple[tuple[int, int, int, int], ...]:
    """Remembered, since one file is looked at by every loader that may take it."""
    found = islice(_matches(Zipped(path), part), MOST)
    return tuple((int(top), _column(left), int(bottom), _column(right)) for left, top, right, bottom in found)


def _matches(book: Zipped, part: str) -> Iterator[tuple[bytes, bytes, bytes, bytes]]:
    rest = b""
    with book.member(part).open() as stream:
        while chunk := stream.read(1 << 20):
            text = rest + chunk
            end = 0
            if b"mergeCell" in text:
                for match in _MERGE.finditer(text):
                    end = match.end()
                    yield match.groups()  # type: ignore[misc]
            rest = text[max(end, len(text) - 200) :]


def _column(letters: bytes) -> int:
    number = 0
    for char in letters:
        number = number * 26 + char - 64
    return number - 1
