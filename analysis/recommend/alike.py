"""How alike two countries are, as settings for the same work: place, need, and who works in both."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

PLACE, NEED, PARTNERS = 0.5, 0.25, 0.25
SUBREGION, REGION, ELSEWHERE = 1.0, 0.5, 0.15


@dataclass(frozen=True)
class Settings:
    """Of every country: region and subregion, severity of need (0 to 1) by indicator, and who works there."""

    places: Mapping[str, tuple[str, str]]
    need: Mapping[str, Mapping[str, float]]
    partners: Mapping[str, Set[str]]

    def likeness(self, one: str, other: str) -> float:
        """0 to 1: place, need and shared partners (Jaccard), weighed; what is not known of either counts neither way."""
        parts = ((PLACE, self.near(one, other)), (NEED, self.needs(one, other)), (PARTNERS, self.shared(one, other)))
        known = [(weight, value) for weight, value in parts if value is not None]
        total = sum(weight for weight, _ in known)
        return sum(weight * value for weight, value in known) / total if total else ELSEWHERE

    def near(self, one: str, other: str) -> float | None:
        """1 in one subregion of the United Nations, 0.5 in one region, 0.15 elsewhere; ``None`` where one has no region."""
        a, b = self.places.get(one, ("", "")), self.places.get(other, ("", ""))
        if not a[0] or not b[0]:
            return None
        return SUBREGION if a[1] and a[1] == b[1] else REGION if a[0] == b[0] else ELSEWHERE

    def needs(self, one: str, other: str) -> float | None:
        """1 less the mean difference of severity over the indicators that both have; ``None`` where there is none."""
        a, b = self.need.get(one, {}), self.need.get(other, {})
        both = a.keys() & b.keys()
        return 1 - sum(abs(a[i] - b[i]) for i in both) / len(both) if both else None

    def shared(self, one: str, other: str) -> float | None:
        """Organizations at work in both, of those at work in either; ``None`` where nobody is known in one."""
        a, b = self.partners.get(one, frozenset()), self.partners.get(other, frozenset())
        return len(a & b) / len(a | b) if a and b else None
