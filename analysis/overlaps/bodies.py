"""Organizations that may do the same work: one purpose, one country, one counterpart, in programs of their own.

Two funders are compared with each other, and two that deliver; a funder and the one who delivers for it are no overlap. Bodies
that take part in one of the programs together know of each other there, and that program says nothing about the pair. Nor are
a body and what it is part of a pair.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from analysis.overlaps.gates import DAYS_TOGETHER
from analysis.overlaps.programs import OPEN_END, UNKNOWN_DAY

PAYS, DELIVERS = "pays", "delivers"
ROLES = (PAYS, DELIVERS)
# One counterpart with more bodies on one purpose than this is the whole field: no two of them stand out.
CROWDED = 60


@dataclass(frozen=True)
class Work:
    """One program in one country. ``bodies``: who has which of ``ROLES``; days count from 1970-01-01, see ``programs``."""

    program: str
    country: str
    bodies: dict[str, frozenset[str]]
    purposes: frozenset[str]
    counterparts: frozenset[str]
    start_day: int = UNKNOWN_DAY
    end_day: int = OPEN_END

    @property
    def everybody(self) -> frozenset[str]:
        """All who take part."""
        return frozenset().union(*self.bodies.values())


@dataclass(frozen=True)
class BodyOverlap:
    """Two bodies of one role in one country: ``one`` < ``other``, what both share, by which programs, and whether the time is sure.

    ``dated``: at least one pair of their programs is known to run together ``DAYS_TOGETHER`` days; else a date is not stated.
    """

    role: str
    country: str
    one: str
    other: str
    purposes: tuple[str, ...]
    counterparts: tuple[str, ...]
    programs_one: tuple[str, ...]
    programs_other: tuple[str, ...]
    dated: bool


@dataclass(frozen=True)
class Bodies:
    """What was found, in order of how much is shared; ``crowded``: (role, country, purpose, counterpart) that were not looked into."""

    found: tuple[BodyOverlap, ...]
    crowded: tuple[tuple[str, str, str, str], ...]


def body_overlaps(works: Iterable[Work], parts: Collection[tuple[str, str]] = ()) -> Bodies:
    """Find pairs of bodies. ``parts``: (body, what it is part of); a body is no pair with anything that it is part of."""
    above = _above(parts)
    cells: dict[tuple[str, str, str, str], list[Work]] = defaultdict(list)
    for work in works:
        for cell in _cells(work):
            cells[cell].append(work)
    crowded = tuple(sorted(cell for cell, here in cells.items() if len(_of(here, cell[0])) > CROWDED))
    shared: dict[tuple[str, str, str, str], list[tuple[str, str, Work, Work]]] = defaultdict(list)
    for (role, country, purpose, counterpart), here in cells.items():
        if (role, country, purpose, counterpart) in crowded:
            continue
        for first, second in combinations(here, 2):
            for one, other, of_one, of_other in _pairs(role, first, second):
                if other in above.get(one, ()) or one in above.get(other, ()):
                    continue
                shared[role, country, one, other].append((purpose, counterpart, of_one, of_other))
    found = [_overlap(key, facts) for key, facts in shared.items()]
    found.sort(key=lambda o: (-len(o.purposes) * len(o.counterparts), not o.dated, o.country, o.role, o.one, o.other))
    return Bodies(tuple(found), crowded)


def _above(parts: Collection[tuple[str, str]]) -> dict[str, set[str]]:
    """For each body all that it is part of, at first or at last."""
    direct: dict[str, set[str]] = defaultdict(set)
    for body, whole in parts:
        direct[body].add(whole)
    found = {}
    for body, wholes in direct.items():
        above: set[str] = set()
        waiting = set(wholes)
        while waiting:
            whole = waiting.pop()
            above.add(whole)
            waiting |= direct.get(whole, set()) - above
        found[body] = above
    return found


def _cells(work: Work) -> Iterator[tuple[str, str, str, str]]:
    for role in ROLES:
        if work.bodies.get(role):
            for purpose in work.purposes:
                for counterpart in work.counterparts:
                    yield role, work.country, purpose, counterpart


def _of(works: Iterable[Work], role: str) -> set[str]:
    return {body for work in works for body in work.bodies.get(role, frozenset())}


def _pairs(role: str, first: Work, second: Work) -> Iterator[tuple[str, str, Work, Work]]:
    """Bodies of two programs that may double each other: neither has a part in the other's, and the periods meet or are not stated."""
    if _together(first, second) is False:
        return
    for a in sorted(first.bodies[role] - second.everybody):
        for b in sorted(second.bodies[role] - first.everybody):
            yield (a, b, first, second) if a < b else (b, a, second, first)


def _together(first: Work, second: Work) -> bool | None:
    """Whether two programs run ``DAYS_TOGETHER`` days at the same time; ``None`` where a date that it rests on is not stated."""
    days = min(first.end_day, second.end_day) - max(first.start_day, second.start_day)
    if days < DAYS_TOGETHER:
        return False
    stated = UNKNOWN_DAY not in (first.start_day, second.start_day) and OPEN_END not in (first.end_day, second.end_day)
    return True if stated else None


def _overlap(key: tuple[str, str, str, str], facts: list[tuple[str, str, Work, Work]]) -> BodyOverlap:
    purposes, counterparts, of_one, of_other = zip(*facts, strict=True)
    dated = any(_together(one, other) for one, other in zip(of_one, of_other, strict=True))
    programs_one, programs_other = (_once(work.program for work in works) for works in (of_one, of_other))
    return BodyOverlap(*key, _once(purposes), _once(counterparts), programs_one, programs_other, dated)


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))
