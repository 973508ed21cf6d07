"""Who works with whom, group by group: how many pairs of members meet, in how many programs, by how many direct links."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from analysis.measures.network import Pair, projected


@dataclass(frozen=True)
class Crossing:
    """``pairs``: members of the one group and of the other that meet; ``programs``: in which they do; ``direct``: links between them
    without a program.
    """

    pairs: int = 0
    programs: int = 0
    direct: int = 0


@dataclass(frozen=True)
class Met:
    """Two members that meet: in how many programs, by how many direct links."""

    one: str
    other: str
    programs: int
    direct: int


def crossed(group_of: Mapping[str, str], taking_part: Iterable[Pair], direct: Mapping[Pair, int]) -> dict[Pair, Crossing]:
    """Group against group (both in order, a group against itself too), where any members meet.

    ``taking_part``: (member, program), ``direct``: links between two members; members without a group are left out.
    """
    known = [(member, program) for member, program in set(taking_part) if member in group_of]
    programs = _programs(group_of, known)
    pairs: Counter[Pair] = Counter()
    links: Counter[Pair] = Counter()
    for met in meetings(known, direct):
        if met.one in group_of and met.other in group_of:
            key = _key(group_of[met.one], group_of[met.other])
            pairs[key] += 1
            links[key] += met.direct
    return {key: Crossing(count, programs[key], links[key]) for key, count in sorted(pairs.items())}


def meetings(taking_part: Iterable[Pair], direct: Mapping[Pair, int]) -> list[Met]:
    """Every two members that meet in a program or directly, those that meet most first."""
    shared = projected(taking_part)
    linked: Counter[Pair] = Counter()
    for (one, other), count in direct.items():
        if one != other:
            linked[_key(one, other)] += count
    met = [Met(*pair, int(shared.get(pair, 0)), linked[pair]) for pair in shared.keys() | linked.keys()]
    return sorted(met, key=lambda m: (-m.programs, -m.direct, m.one, m.other))


def _programs(group_of: Mapping[str, str], taking_part: Iterable[Pair]) -> Counter[Pair]:
    """In how many programs two groups meet; a group meets itself where two of its members do."""
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for member, program in taking_part:
        groups[program][group_of[member]] += 1
    found: Counter[Pair] = Counter()
    for counts in groups.values():
        found.update(combinations(sorted(counts), 2))
        found.update((group, group) for group, count in counts.items() if count > 1)
    return found


def _key(one: str, other: str) -> Pair:
    return (one, other) if one <= other else (other, one)


