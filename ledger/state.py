"""The state of the ledger that the graph is a function of: loads, decisions and ranks in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class SourceState:
    """The loads of a source that count, oldest first, and the source's rank (the lowest number is shown)."""

    rank: int
    loads: tuple[int, ...]


@dataclass(frozen=True)
class State:
    """What P takes: the graph is ``P(State)`` and nothing else."""

    sources: dict[str, SourceState]
    decisions: tuple[int, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As kept in the journal."""
        return {
            "sources": {key: {"rank": s.rank, "loads": list(s.loads)} for key, s in sorted(self.sources.items())},
            "decisions": list(self.decisions),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> State:
        """The state that ``to_json`` wrote."""
        sources = {key: SourceState(s["rank"], tuple(s["loads"])) for key, s in data.get("sources", {}).items()}
        return cls(sources, tuple(data.get("decisions", ())))

    @property
    def loads(self) -> frozenset[int]:
        """Ids of all loads that count."""
        return frozenset(load for source in self.sources.values() for load in source.loads)


EMPTY = State({})
