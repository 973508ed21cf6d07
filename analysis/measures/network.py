"""Measures of an undirected network with weights, by the definitions of the field (Freeman 1978, Burt 1992, Seidman 1983)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import networkx as nx
import numpy as np
from scipy import sparse

Pair = tuple[str, str]
# Above this many members nothing is computed: the reader narrows the network.
MOST = 20_000
# Up to this many every shortest way counts; above, those from so many members (drawn with a fixed seed) stand for all.
EXACT, SAMPLED = 1_500, 300
SEED = 20260101


@dataclass(frozen=True)
class Whole:
    """``density``: 2m / (n (n - 1)). ``centralization``: of degree, Freeman's, 0 to 1, ``None`` below three members.
    ``components``: parts that nothing joins; ``largest``: members of the largest. ``core``: the highest k of a k-core.
    ``sampled``: betweenness rests on a sample of this many members, 0 where on all.
    """

    members: int
    links: int
    density: float | None
    centralization: float | None
    components: int
    largest: int
    core: int
    sampled: int


@dataclass(frozen=True)
class Member:
    """``links``: others it is linked with (degree). ``weight``: sum of the weights. ``between``: share of the shortest ways between
    others that lead through it (betweenness, 0 to 1). ``cut_off``: how many of its part nothing would join to the rest of it without it.
    ``effective_size``: contacts that are not linked with each other, in effect (Burt, n - 2t/n). ``constraint``: how far its contacts
    lead back to each other (Burt, from 0; 1 and more: to one). ``core``: the highest k-core it is in. ``group``: number of its community.
    """

    id: str
    links: int
    weight: float
    between: float
    cut_off: int
    effective_size: float | None
    constraint: float | None
    core: int
    group: int


@dataclass(frozen=True)
class Measured:
    """The whole and its members, those with the most links first."""

    whole: Whole
    members: tuple[Member, ...]


def projected(taking_part: Iterable[Pair]) -> dict[Pair, float]:
    """From who takes part in what (member, program) to who meets whom, weighted by in how many programs.

    Each program joins all its members with each other: density and cores are higher than of what sources state.
    """
    members: dict[str, set[str]] = defaultdict(set)
    for member, program in taking_part:
        members[program].add(member)
    return dict(Counter(pair for met in members.values() for pair in combinations(sorted(met), 2)))


def measure(weights: Mapping[Pair, float], alone: Iterable[str] = ()) -> Measured:
    """Measure the network of these links (pairs in any order, each once; none to itself) and of members without any."""
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from(sorted(set(alone)))
    network.add_weighted_edges_from(sorted((min(pair), max(pair), weight) for pair, weight in weights.items() if pair[0] != pair[1]))
    ids = sorted(network)
    if not ids:
        return Measured(Whole(0, 0, None, None, 0, 0, 0, 0), ())
    sample = 0 if len(ids) <= EXACT else SAMPLED
    between = nx.betweenness_centrality(network, k=sample or None, seed=SEED)
    cores = nx.core_number(network)
    effective, constraint = _burt(network, ids)
    cut, group = _cut_off(network), _groups(network)
    members = [
        Member(id_, network.degree[id_], float(network.degree(id_, weight="weight")), between[id_], cut.get(id_, 0),
               effective[i], constraint[i], cores[id_], group[id_])
        for i, id_ in enumerate(ids)
    ]  # fmt: skip
    parts = [len(part) for part in nx.connected_components(network)]
    whole = Whole(len(ids), network.number_of_edges(), nx.density(network) if len(ids) > 1 else None, _centralization(network), len(parts),
                  max(parts), max(cores.values()), sample)
    return Measured(whole, tuple(sorted(members, key=lambda m: (-m.links, -m.weight, m.id))))


def _centralization(network: nx.Graph[str]) -> float | None:
    """Freeman's: sum of (highest - own degree) over the most that there can be, (n - 1)(n - 2)."""
    degrees, n = [degree for _, degree in network.degree], len(network)
    return None if n < 3 else sum(max(degrees) - degree for degree in degrees) / ((n - 1) * (n - 2))


def _cut_off(network: nx.Graph[str]) -> dict[str, int]:
    """For members whose leaving breaks their part: how many would be outside of the largest piece that remains."""
    found = {}
    for id_ in nx.articulation_points(network):
        pieces = _pieces(network, id_)
        found[id_] = sum(pieces) - max(pieces)
    return found


def _pieces(network: nx.Graph[str], without: str) -> list[int]:
    """Sizes of what the part of a member falls into without it."""
    seen, sizes = {without}, []
    for start in network[without]:
        if start in seen:
            continue
        seen.add(start)
        stack, size = [start], 0
        while stack:
            size += 1
            fresh = [other for other in network[stack.pop()] if other not in seen]
            seen.update(fresh)
            stack.extend(fresh)
        sizes.append(size)
    return sizes


def _groups(network: nx.Graph[str]) -> dict[str, int]:
    """Communities (Louvain, by weight, fixed seed), numbered from the largest."""
    found = nx.community.louvain_communities(network, weight="weight", seed=SEED)
    ordered = sorted(found, key=lambda members: (-len(members), min(members)))
    return {id_: number for number, members in enumerate(ordered, 1) for id_ in members}


def _burt(network: nx.Graph[str], ids: list[str]) -> tuple[list[float | None], list[float | None]]:
    """Effective size and constraint of each, ``None`` for those without a contact.

    Constraint (Burt 1992, 2.4): sum over contacts j of (p_ij + sum over q of p_iq p_qj) squared, p the share of weights.
    Effective size after Borgatti (1997): n - 2t/n with n contacts and t links among them.
    """
    weights = sparse.csr_array(nx.to_scipy_sparse_array(network, nodelist=ids, weight="weight", format="csr")).astype(np.float64)
    linked = sparse.csr_array((np.ones_like(weights.data), weights.indices, weights.indptr), shape=weights.shape)
    contacts, strength = np.asarray(linked.sum(axis=1)).ravel(), np.asarray(weights.sum(axis=1)).ravel()
    share = sparse.diags_array(np.divide(1.0, strength, out=np.zeros_like(strength), where=strength > 0)) @ weights
    reached = (share + share @ share).multiply(linked)
    constraint = np.asarray(reached.power(2).sum(axis=1)).ravel()
    among = np.asarray((linked @ linked).multiply(linked).sum(axis=1)).ravel() / 2
    effective = contacts - 2 * np.divide(among, contacts, out=np.zeros_like(among), where=contacts > 0)
    return ([float(e) if n else None for e, n in zip(effective, contacts, strict=True)],
            [float(c) if n else None for c, n in zip(constraint, contacts, strict=True)])
