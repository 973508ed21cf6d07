"""How many partners carry a line of effort in a country, in effect: shares, HHI and the effective number.

HHI = sum of squared shares; effective number of partners = 1 / HHI; fragmentation = 1 - HHI (the definitions of
industrial concentration). A partner's share is its part of the programs in force: each program counts one, divided
evenly among the organizations that deliver it; programs that name nobody are left out and counted apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Share:
    """A partner's part: ``weight`` in programs, ``share`` of the whole (0 to 1)."""

    partner: str
    name: str
    weight: float
    share: float


@dataclass(frozen=True)
class Concentration:
    """The partners of one cell, largest share first."""

    shares: tuple[Share, ...]

    @property
    def hhi(self) -> float:
        """Sum of squared shares: 1 for a single partner, 1/n for n equal ones."""
        return sum(share.share**2 for share in self.shares)

    @property
    def effective(self) -> float:
        """How many equal partners would be as concentrated; 0 where nobody is named."""
        return 1 / self.hhi if self.shares else 0.0

    @property
    def fragmentation(self) -> float:
        """1 - HHI."""
        return 1 - self.hhi

    def of(self, partner: str) -> float:
        """The share of a partner, 0 to 1; 0 where no program names it."""
        return next((share.share for share in self.shares if share.partner == partner), 0.0)

    def above(self, limit: float) -> tuple[Share, ...]:
        """The partners that carry more than ``limit`` of the whole."""
        return tuple(share for share in self.shares if share.share > limit)


def concentration(weights: Iterable[tuple[str, str, float]]) -> Concentration:
    """Concentration from (partner, name, weight); weights of a partner that stands twice are added."""
    totals: dict[str, float] = {}
    names: dict[str, str] = {}
    for partner, name, weight in weights:
        totals[partner] = totals.get(partner, 0.0) + weight
        names[partner] = name
    whole = sum(totals.values())
    shares = [Share(partner, names[partner], weight, weight / whole) for partner, weight in totals.items() if weight]
    return Concentration(tuple(sorted(shares, key=lambda share: (-share.share, share.name))))


def even_split(programs: Mapping[str, Sequence[tuple[str, str]]]) -> list[tuple[str, str, float]]:
    """Weights from the partners (id, name) of each program: one a program, divided evenly among its partners."""
    return [
        (partner, name, 1 / len(partners)) for partners in programs.values() for partner, name in partners
    ]
