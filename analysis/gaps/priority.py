"""Where need is high and supply low: priority with every factor. What the ranking hangs on: ``analysis/gaps/sweep.py``.

priority = severity x (1 - min(1, supply / target)), deficit = max(0, target - supply).
Severity is the weighted mean of the severities of the chosen indicators, over those that have a value for the country.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


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
    """A country with its priority (0 to 1) and all that went into it."""

    country: str
    supply: int
    target: int
    factors: tuple[Factor, ...]
    severity: float
    unmet: float
    priority: float

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


def rank(candidates: Sequence[Candidate], weights: Mapping[str, float], target: int) -> list[Priority]:
    """The candidates with a value, highest priority first (equal ones by country code), each with all its factors."""
    ranked = []
    for candidate in candidates:
        value = severity(candidate.severities, weights)
        if value is None:
            continue
        factors = tuple(Factor(name, weight, candidate.severities.get(name)) for name, weight in weights.items())
        lacking = unmet(candidate.supply, target)
        ranked.append(Priority(
            candidate.country, candidate.supply, target, factors, value, lacking, value * lacking,
        ))
    return sorted(ranked, key=lambda p: (-p.priority, p.country))
