"""A network of organizations before and after some of it is gone, and the parts that come apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import networkx as nx

from analysis.measures import Whole, measure, projected
from analysis.what_if.gone import Gone

Pair = tuple[str, str]


@dataclass(frozen=True)
class Ties:
    """``taking_part``: pairs of organization and program; ``direct``: links between two organizations, how many of each pair.

    ``alone``: organizations that stand there even without any tie.
    """

    taking_part: frozenset[Pair]
    direct: Mapping[Pair, int] = field(default_factory=dict)
    alone: frozenset[str] = frozenset()

    @property
    def members(self) -> frozenset[str]:
        """Every organization."""
        return self.alone | {member for member, _ in self.taking_part} | {end for pair in self.direct for end in pair}

    def weights(self) -> dict[Pair, float]:
        """Who meets whom: in how many programs and by how many direct links."""
        found = projected(self.taking_part)
        for (one, other), links in self.direct.items():
            pair = (min(one, other), max(one, other))
            found[pair] = found.get(pair, 0.0) + links
        return found

    def without(self, gone: Gone) -> Ties:
        """What is left. Who loses every tie stays, alone."""
        out = gone.organizations
        kept = frozenset(pair for pair in self.taking_part if pair[0] not in out and pair[1] not in gone.programs)
        direct = {pair: links for pair, links in self.direct.items() if not out.intersection(pair)}
        return Ties(kept, direct, self.members - out)


@dataclass(frozen=True)
class Shift:
    """The network's measures before and after, and the parts that come apart: without the largest piece of each, largest first."""

    before: Whole
    after: Whole
    apart: tuple[tuple[str, ...], ...]


def shift(ties: Ties, gone: Gone) -> Shift:
    """Measure both, by the definitions of ``analysis/measures``; find what was joined before and is not any more."""
    left = ties.without(gone)
    before, after = ties.weights(), left.weights()
    apart = _apart(_parts(before, ties.members), _parts(after, left.members))
    return Shift(measure(before, ties.members).whole, measure(after, left.members).whole, apart)


def _parts(pairs: Iterable[Pair], members: Iterable[str]) -> list[set[str]]:
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from(members)
    network.add_edges_from(pairs)
    return list(nx.connected_components(network))


def _apart(before: list[set[str]], after: list[set[str]]) -> tuple[tuple[str, ...], ...]:
    part_of = {member: number for number, part in enumerate(before) for member in part}
    pieces: dict[int, list[tuple[str, ...]]] = defaultdict(list)
    for piece in after:
        pieces[part_of[next(iter(piece))]].append(tuple(sorted(piece)))
    loose = [piece for found in pieces.values() for piece in sorted(found, key=lambda p: (-len(p), p))[1:]]
    return tuple(sorted(loose, key=lambda p: (-len(p), p)))
