"""What the ranking hangs on: every country's place in every way of weighing, said as how often it is among the first.

Three things in the formula are choices and no facts: how much each indicator counts, how many partners are enough, and how much
need counts beside what is lacking. All three are varied at once, on a fixed grid and not at random:

    priority = severity ^ power x (1 - min(1, supply / target))

A power of its own for what is lacking would change nothing more: orders depend on the ratio of the two powers alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import comb

import numpy as np
import numpy.typing as npt

from analysis.gaps.priority import Candidate, unmet

GRID = 10
MOST_WEIGHTINGS = 1_000
POWERS = (0.5, 1.0, 2.0)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Places:
    """A country over the ways of weighing in which it has a value of need: how many those are, and in how many it is among the first.

    ``best``, ``worst``: its places in them, from 1.
    """

    country: str
    ways: int
    among_first: int
    best: int
    worst: int


@dataclass(frozen=True)
class Sweep:
    """All ways of weighing: how many, over which targets, and the places of each country; ``first``: how many are the first."""

    ways: int
    targets: tuple[int, ...]
    first: int
    places: Mapping[str, Places]

    def always(self, country: str) -> bool:
        """Whether a country is among the first whatever the weights."""
        places = self.places[country]
        return places.ways > 0 and places.among_first == places.ways


def sweep(candidates: Sequence[Candidate], weights: Mapping[str, float], target: int, first: int = 10) -> Sweep:
    """Places under the given weights and every weighting of their indicators, all ``POWERS``, and three targets.

    The targets are the given one, one partner less (never below one) and one more.

    A place is one more than the number of countries with a higher priority, so that equal ones share it. A country with a priority
    of nought shares the last place and is never among the first. A way in which it has no value for any weighted indicator does
    not count for it.
    """
    targets = tuple(sorted({max(1, target - 1), target, target + 1}))
    if not candidates or not any(weights.values()):
        return Sweep(0, targets, first, {})
    from scipy.stats import rankdata  # 30 MB and half a second to import: whoever asks pays, not every start and every load

    severities = _severities(candidates, weights)
    told = ~np.isnan(severities)
    severities = np.nan_to_num(severities)
    among = np.zeros(len(candidates), dtype=int)
    best, worst = np.full(len(candidates), len(candidates)), np.ones(len(candidates), dtype=int)
    for goal in targets:
        lacking = np.array([unmet(candidate.supply, goal) for candidate in candidates])[:, None]
        for power in POWERS:
            priorities = np.round(severities**power * lacking, 12)
            places = np.where(priorities > 0, rankdata(-priorities, method="min", axis=0).astype(int), len(candidates))
            among += ((places <= first) & (priorities > 0)).sum(axis=1)
            best = np.minimum(best, np.where(told, places, len(candidates)).min(axis=1))
            worst = np.maximum(worst, np.where(told, places, 1).max(axis=1))
    choices = len(targets) * len(POWERS)
    found = zip(candidates, told.sum(axis=1) * choices, among, best, worst, strict=True)
    places_of = {c.country: Places(c.country, int(ways), int(n), int(high), int(low)) for c, ways, n, high, low in found}
    return Sweep(severities.shape[1] * choices, targets, first, places_of)


def weightings(indicators: int, most: int = MOST_WEIGHTINGS) -> Floats:
    """All weightings of so many indicators in equal steps (tenths, or fewer) that add up to one, a row each, at most ``most`` rows."""
    steps = GRID
    while steps > 1 and comb(steps + indicators - 1, indicators - 1) > most:
        steps -= 1
    bars = combinations(range(steps + indicators - 1), indicators - 1)
    edges = [(-1, *places, steps + indicators - 1) for places in bars]
    return np.array([[b - a - 1 for a, b in pairwise(e)] for e in edges], dtype=float) / steps


def _severities(candidates: Sequence[Candidate], chosen: Mapping[str, float]) -> Floats:
    """Severity of each candidate (rows) under each weighting (columns): the weighted mean over the indicators that have a value.

    Not a number where none of those that the weighting counts has one.
    """
    indicators = list(chosen)
    known = np.array([[name in c.severities for name in indicators] for c in candidates], dtype=float)
    values = np.array([[c.severities.get(name, 0.0) for name in indicators] for c in candidates], dtype=float)
    own = np.array([list(chosen.values())], dtype=float) / sum(chosen.values())
    grid = weightings(len(indicators))
    on_grid = np.isclose(grid, own, atol=1e-9).all(axis=1).any()
    weights = (grid if on_grid else np.vstack([own, grid])).T
    total = known @ weights
    found: Floats = np.divide(values @ weights, total, out=np.full_like(total, np.nan), where=total > 1e-12)
    return found
