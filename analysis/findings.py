"""How findings come and go by quarter, from the events in the ledger."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ledger.findings import SETTLED


@dataclass(frozen=True)
class Story:
    """A finding's kind, the day it was opened, and its changes of state: (day, state before, state after), oldest first."""

    kind: str
    opened: dt.date
    changes: tuple[tuple[dt.date, str, str], ...] = ()


@dataclass(frozen=True)
class Quarter:
    """A quarter of a year: what was opened, settled and opened again in it, and how many stood open on its last day."""

    name: str
    opened: int
    settled: int
    reopened: int
    standing: int


def stories(findings: Iterable[Any], events: Iterable[Any]) -> list[Story]:
    """Findings of the ledger with the changes of state that their events tell."""
    by_finding: dict[int, list[tuple[dt.date, str, str]]] = defaultdict(list)
    for event in events:
        if "state" in event.changes:
            before, after = event.changes["state"]
            by_finding[event.finding_id].append((event.at.date(), before, after))
    return [Story(f.kind, f.opened_at.date(), tuple(by_finding[f.id])) for f in findings]


def quarters(told: Sequence[Story], until: dt.date) -> list[Quarter]:
    """Every quarter from the first finding to that of ``until``, oldest first; none where there is no finding.

    Settled is accepted or closed. A finding that is settled when it is opened counts as both. For every quarter,
    standing = standing of the quarter before + opened + reopened - settled.
    """
    counts: Mapping[str, dict[str, int]] = defaultdict(lambda: {"opened": 0, "settled": 0, "reopened": 0})
    for day, what in (moment for story in told for moment in _moments(story)):
        counts[quarter_of(day)][what] += 1
    made, standing = [], 0
    for name in _names(counts, quarter_of(until)):
        found = counts.get(name) or {"opened": 0, "settled": 0, "reopened": 0}
        standing += found["opened"] + found["reopened"] - found["settled"]
        made.append(Quarter(name, **found, standing=standing))
    return made


def quarter_of(day: dt.date) -> str:
    """``2026 Q4``."""
    return f"{day.year} Q{(day.month - 1) // 3 + 1}"


def _moments(story: Story) -> Iterator[tuple[dt.date, str]]:
    yield story.opened, "opened"
    for day, before, after in story.changes:
        if (before in SETTLED) != (after in SETTLED):
            yield day, "settled" if after in SETTLED else "reopened"


def _names(counts: Mapping[str, Any], last: str) -> list[str]:
    if not counts:
        return []
    names, name = [], min(counts)
    while name <= max(last, *counts):
        names.append(name)
        year, number = int(name[:4]), int(name[-1])
        name = f"{year + 1} Q1" if number == 4 else f"{year} Q{number + 1}"
    return names
