"""Numbers in a few classes of about as many members each, for the legend of a map."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

MOST = 5


@dataclass(frozen=True)
class Class:
    """One class: the lowest and the highest number found in it, and how many numbers it has."""

    low: float
    high: float
    members: int


def classes(values: Iterable[float], most: int = MOST) -> list[Class]:
    """At most ``most`` classes, the lowest first: each takes its share of what is left, and all that equal its last.

    Every number is in exactly one class, no class is empty, none reaches into the next.
    """
    ordered = sorted(values)
    found: list[Class] = []
    start = 0
    while start < len(ordered):
        end = start + math.ceil((len(ordered) - start) / (most - len(found)))
        while end < len(ordered) and ordered[end] == ordered[end - 1]:
            end += 1
        found.append(Class(ordered[start], ordered[end - 1], end - start))
        start = end
    return found


def class_of(value: float, found: list[Class]) -> int:
    """The place of a number's class, from 0."""
    return next(place for place, each in enumerate(found) if value <= each.high)
