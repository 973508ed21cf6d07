"""More than two programs that belong together, and which pairs are worth showing."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

# A group in which few of the possible pairs were found is a chain, not a group.
DENSEST_LEAST = 0.5


def groups(pairs: pd.DataFrame, least: float) -> list[tuple[str, ...]]:
    """Groups of three or more programs of which at least half of all pairs score ``least`` or more, largest first.

    Built from the best pair down: a program joins a group when it is near at least half of its members.
    """
    near: dict[str, set[str]] = defaultdict(set)
    chosen = pairs[pairs["score"] >= least].sort_values(["score", "left", "right"], ascending=[False, True, True])
    for left, right in zip(chosen["left"], chosen["right"], strict=True):
        near[left].add(right)
        near[right].add(left)
    free = set(near)
    found: list[tuple[str, ...]] = []
    for left, right in zip(chosen["left"], chosen["right"], strict=True):
        if left in free and right in free:
            group = _grown({left, right}, near, free)
            if len(group) > 2:
                free -= group
                found.append(tuple(sorted(group)))
    return sorted(found, key=lambda g: (-len(g), g))


def _grown(group: set[str], near: dict[str, set[str]], free: set[str]) -> set[str]:
    group = set(group)
    while True:
        around = set().union(*(near[m] for m in group)) & free - group
        joining = [(len(near[c] & group), c) for c in around if len(near[c] & group) >= DENSEST_LEAST * len(group)]
        if not joining:
            return group
        group.add(min(joining, key=lambda j: (-j[0], j[1]))[1])


def shown(pairs: pd.DataFrame, per_program: int = 2, at_most: int = 50) -> pd.DataFrame:
    """The pairs of one view: best first, no program more than ``per_program`` times, ``at_most`` in all."""
    counts: dict[str, int] = defaultdict(int)
    kept: list[int] = []
    for row, left, right in zip(pairs.index, pairs["left"], pairs["right"], strict=True):
        if len(kept) == at_most:
            break
        if counts[left] < per_program and counts[right] < per_program:
            counts[left] += 1
            counts[right] += 1
            kept.append(row)
    return pairs.loc[kept]
