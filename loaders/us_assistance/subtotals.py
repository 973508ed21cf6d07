"""Which lines of a budget table only sum up others, or say again what the line before them says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from loaders.places import place
from loaders.tables import Cell
from loaders.text import fold

# Lines that sum up others by what they are called; the rest is found by adding up.
NAMED = frozenset(
    {
        "total",
        "grand total",
        "africa",
        "east asia and pacific",
        "europe and eurasia",
        "near east",
        "south and central asia",
        "western hemisphere",
        "independent agencies",
        "international financial institutions",
        "international financial institutions ifis",
        "multilateral development banks",
        "usaid administrative expenses",
        "usaid management",
    }
)
SUBTOTAL = "a country or a line of the budget; this one sums up others"
# Sums are rounded to thousands: each of n lines may be off by a half.
ROUNDING = 0.6


class Line(NamedTuple):
    """A line of the table: its number, name, sums by column, year, and why it is no line of sums (empty where it is one)."""

    number: int
    name: str
    sums: tuple[float, ...]
    year: str
    reason: str
    cells: Sequence[Cell]


def subtotals(lines: Sequence[Line]) -> dict[int, str]:
    """Line number to why it does not count; ``=name`` where it says again what the line of that name says."""
    found: dict[int, str] = {}
    counting: list[Line] = []
    for line in lines:
        if line.reason:
            continue
        before = counting[-1] if counting else None
        if before is not None and _again(before, line):
            found[line.number] = f"={before.name}"
        else:
            counting.append(line)
    spans = _spans(counting)
    for at, line in enumerate(counting):
        if spans[at] or fold(line.name) in NAMED:
            found[line.number] = SUBTOTAL
    return found


def _again(before: Line, line: Line) -> bool:
    """Whether two lines that follow each other are one: all sums equal, most words shared, no country."""
    if before.sums != line.sums or not any(line.sums) or before.year != line.year or place(line.name).code:
        return False
    words = [set(fold(name).split()) for name in (before.name, line.name)]
    return len(words[0] & words[1]) * 2 >= min(map(len, words))


def _spans(lines: Sequence[Line]) -> list[int]:
    """How many lines (at least two) directly below each one add up to it in every column; 0 where none do.

    Worked out from the last line up, so that a sum of sums (a total over regions) is found over the regions.
    """
    after = list(range(1, len(lines) + 1))
    found = [0] * len(lines)
    for at in range(len(lines) - 1, -1, -1):
        target = lines[at].sums
        if not any(target):
            continue
        total, below, count = [0.0] * len(target), at + 1, 0
        while below < len(lines):
            total = [a + b for a, b in zip(total, lines[below].sums, strict=True)]
            count += 1
            below = after[below]
            allowed = max(2.0, count * ROUNDING)
            if count >= 2 and all(abs(a - b) <= allowed for a, b in zip(total, target, strict=True)):
                found[at], after[at] = count, below
                break
    return found
