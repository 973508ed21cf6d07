"""Where need is high and supply low: priority with every factor, and how far the ranking hangs on the weights.

priority = severity x (1 - min(1, supply / target)), deficit = max(0, target - supply).
Severity is the weighted mean of the severities of the chosen indicators, over those that have a value for the country.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import comb

import numpy as np
import numpy.typing as npt

GRID = 10
MOST_WEIGHTINGS = 5_000


@dataclass(frozen=True)
class Factor:
    """One indicator's part: the severity of its value, and its weight. ``severity`` is ``None`` where it is missing."""

    indicator: str
    weight: float
    severity: float | None


@dataclass(frozen=True)
class Candidate:
    """A country to be ranked: its supply in the chosen row, and the severity by indicator (missing ones left out)."""

    country: str
    supply: int
    severities: Mapping[str, float]


@dataclass(frozen=True)
class Priority:
    """A country with its priority (0 to 1) and all that went into it.

    ``stays``: share of all weightings under which it is among the first; ``None`` where it was not asked.
    """

    country: str
    supply: int
    target: int
    factors: tuple[Factor, ...]
    severity: float
    unmet: float
    priority: float
    stays: float | None = None

    @property
    def deficit(self) -> int:
        """How many partners are lacking to the target."""
        return max(0, self.target - self.supply)

    @property
    def missing(self) -> int:
        """How many of the weighted indicators have no value for the country."""
        return sum(1 for factor in self.factors if factor.weight and factor.severity is None)


def unmet(supply: int, target: int) -> float:
    """1 - min(1, supply / target); ``ValueError`` for a target below one."""
    if target < 1:
        raise ValueError(f"target is {target}; expected 1 or more")
    return 1 - min(1.0, supply / target)


def severity(severities: Mapping[str, float], weights: Mapping[str, float]) -> float | None:
    """Weighted mean over the indicators that have a value; ``None`` where none has one."""
    total = sum(weight for indicator, weight in weights.items() if indicator in severities)
    if not total:
        return None
    return sum(weight * severities[indicator] for indicator, weight in weights.items() if indicator in severities) / total


def rank(
    candidates: Sequence[Candidate], weights: Mapping[str, float], target: int, first: int = 10,
) -> list[Priority]:
    """The candidates with a value, highest priority first (equal ones by country code), each with all its factors.

    ``first``: how many places the sensitivity is about; 0 leaves it out.
    """
    stays = sensitivity(candidates, list(weights), target, first) if first else {}
    ranked = []
    for candidate in candidates:
        value = severity(candidate.severities, weights)
        if value is None:
            continue
        factors = tuple(Factor(name, weight, candidate.severities.get(name)) for name, weight in weights.items())
        lacking = unmet(candidate.supply, target)
        ranked.append(Priority(
            candidate.country, candidate.supply, target, factors, value, lacking, value * lacking,
            stays.get(candidate.country),
        ))
    return sorted(ranked, key=lambda p: (-p.priority, p.country))


def sensitivity(
    candidates: Sequence[Candidate], indicators: Sequence[str], target: int, first: int = 10,
) -> dict[str, float]:
    """Share of weightings under which each country is among the ``first`` countries.

    The weightings are all ways of giving the indicators weights in steps of a tenth (fewer steps for many indicators)
    that add up to one. A country is among the first when fewer than ``first`` countries have a higher priority; one
    with a priority of nought never is.
    """
    if not candidates or not indicators:
        return {}
    known = np.array([[name in c.severities for name in indicators] for c in candidates], dtype=float)
    values = np.array([[c.severities.get(name, 0.0) for name in indicators] for c in candidates], dtype=float)
    lacking = np.array([unmet(c.supply, target) for c in candidates])
    among = np.zeros(len(candidates))
    grid = weightings(len(indicators))
    for weights in grid:
        total = known @ weights
        priorities = lacking * np.divide(values @ weights, total, out=np.zeros_like(total), where=total > 0)
        among += _among_first(np.round(priorities, 12), first)
    return {candidate.country: float(share) for candidate, share in zip(candidates, among / len(grid), strict=True)}


def weightings(indicators: int, most: int = MOST_WEIGHTINGS) -> npt.NDArray[np.float64]:
    """All weightings of so many indicators in equal steps that add up to one, a row each, at most ``most`` rows."""
    steps = GRID
    while steps > 1 and comb(steps + indicators - 1, indicators - 1) > most:
        steps -= 1
    bars = combinations(range(steps + indicators - 1), indicators - 1)
    edges = [(-1, *places, steps + indicators - 1) for places in bars]
    return np.array([[b - a - 1 for a, b in pairwise(e)] for e in edges], dtype=float) / steps


def _among_first(priorities: npt.NDArray[np.float64], first: int) -> npt.NDArray[np.float64]:
    if len(priorities) <= first:
        return (priorities > 0).astype(float)
    limit = np.partition(priorities, -first)[-first]
    among: npt.NDArray[np.float64] = ((priorities >= limit) & (priorities > 0)).astype(float)
    return among
