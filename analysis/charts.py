"""Where the marks of a chart stand, in percent of its width and height; plain numbers in, plain numbers out.

Scales begin at nil unless there are numbers below it, so that the length of a bar is in proportion to its number.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

TICKS = 5


@dataclass(frozen=True)
class Scale:
    """An axis from ``low`` to ``high``, with the round numbers that are written beside it."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def at(self, value: float) -> float:
        """Where a number stands, in percent of the axis."""
        return round(100 * (value - self.low) / (self.high - self.low), 3)


def scale(values: Iterable[float], most: int = TICKS) -> Scale:
    """An axis that holds nil and every value, with about ``most`` steps of 1, 2 or 5 times a power of ten; whole ones for whole numbers."""
    found = [value for value in values if math.isfinite(value)]
    low, high = min([0.0, *found]), max([0.0, *found])
    step = _round_up((high - low) / most) if high > low else 1.0
    if all(float(value).is_integer() for value in found):
        step = max(step, 1.0)
    first, last = math.floor(low / step), math.ceil(high / step)
    last = max(last, first + 1)
    return Scale(first * step, last * step, tuple(number * step for number in range(first, last + 1)))


def _round_up(step: float) -> float:
    """The next of 1, 2 or 5 times a power of ten."""
    power: float = 10.0 ** math.floor(math.log10(step))
    return next((factor * power for factor in (1, 2, 5) if factor * power >= step * (1 - 1e-9)), 10 * power)


@dataclass(frozen=True)
class Piece:
    """A piece of a bar: which series, where it begins and how wide it is, in percent."""

    series: int
    start: float
    width: float


def pieces(values: Sequence[float | None], axis: Scale) -> tuple[Piece, ...]:
    """The pieces of one bar, side by side; what is not known, or nil, has none. One number below nil goes to the left."""
    made, at = [], 0.0
    for series, value in enumerate(values):
        if value:
            a, b = axis.at(at), axis.at(at + value)
            made.append(Piece(series, min(a, b), round(abs(b - a), 3)))
            at += value
    return tuple(made)


def runs(points: Sequence[tuple[int, float]]) -> list[list[tuple[int, float]]]:
    """Points by year in runs of years that follow each other: between two runs nothing is known, and no line is drawn."""
    found: list[list[tuple[int, float]]] = []
    for year, value in sorted(points):
        if found and year - found[-1][-1][0] <= 1:
            found[-1].append((year, value))
        else:
            found.append([(year, value)])
    return found


def years_marked(first: int, last: int, most: int = 6) -> list[int]:
    """The years that are written below an axis: the first, the last, and some at even distances."""
    step = max(1, math.ceil((last - first) / max(1, most - 1)))
    marked = list(range(first, last + 1, step))
    if marked[-1] == last:
        return marked
    return [*(marked if last - marked[-1] > step / 2 else marked[:-1]), last] if len(marked) > 1 else [first, last]
