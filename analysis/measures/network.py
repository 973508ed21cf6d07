"""Measures of an undirected network with weights, by the definitions of the field (Freeman 1978, Burt 1992, Seidman 1983)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from analysis.measures.between import Tell, betweenness
from analysis.measures.burt import burt
from analysis.measures.parts import communities, cores, cut_off

Pair = tuple[str, str]
# Above this many members nothing is computed: the reader narrows the network.
MOST = 60_000
# Up to this many every shortest way counts; above, those from so many members (drawn with a fixed seed) stand for all.
EXACT, SAMPLED = 5_000, 400
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


def measure(weights: Mapping[Pair, float], alone: Iterable[str] = (), tell: Tell | None = None) -> Measured:
    """Measure the network of these links (pairs in any order, each once; none to itself) and of members without any.

    ``tell``: how far the longest step is, as (done, of how many); what it raises stops the measuring.
    """
    ids = sorted({*alone, *(id_ for pair in weights for id_ in pair)})
    if not ids:
        return Measured(Whole(0, 0, None, None, 0, 0, 0, 0), ())
    matrix = _matrix(weights, {id_: number for number, id_ in enumerate(ids)})
    linked = sparse.csr_array((np.ones_like(matrix.data), matrix.indices, matrix.indptr), shape=matrix.shape)
    degrees = np.diff(linked.indptr)
    sources = _sources(len(ids))
    columns = (degrees, np.asarray(matrix.sum(axis=1)), betweenness(linked, sources, tell), cores(linked), communities(matrix, SEED))
    effective, constraint = burt(matrix)
    cut = cut_off(linked)
    members = [
        Member(id_, int(n), float(weight), float(between), cut.get(i, 0), float(effective[i]) if n else None,
               float(constraint[i]) if n else None, int(core), int(group))
        for i, (id_, n, weight, between, core, group) in enumerate(zip(ids, *columns, strict=True))
    ]  # fmt: skip
    whole = _whole(linked, degrees, members, 0 if len(sources) == len(ids) else len(sources))
    return Measured(whole, tuple(sorted(members, key=lambda m: (-m.links, -m.weight, m.id))))


def around(members: Sequence[Member], names: Mapping[str, str]) -> dict[int, str]:
    """What each group of two or more is around, in words: its two members with the most links."""
    groups: dict[int, list[Member]] = defaultdict(list)
    for member in sorted(members, key=lambda m: (-m.links, -m.weight, m.id)):
        groups[member.group].append(member)
    return {number: "around " + " and ".join(names[m.id] for m in found[:2]) for number, found in sorted(groups.items()) if len(found) > 1}


def _matrix(weights: Mapping[Pair, float], number: Mapping[str, int]) -> sparse.csr_array:
    """The weights as a symmetric matrix, links of members to themselves left out."""
    pairs = [(number[one], number[other], weight) for (one, other), weight in weights.items() if one != other]
    rows, columns, values = (np.array([pair[i] for pair in pairs]) for i in range(3))
    shape = (len(number), len(number))
    half = sparse.coo_array((values.astype(np.float64), (rows.astype(np.int32), columns.astype(np.int32))), shape=shape)
    matrix = sparse.csr_array(half + half.T)
    matrix.sort_indices()
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)  # as scikit-network reads them
    return matrix


def _sources(count: int) -> NDArray[np.intp]:
    """Whose shortest ways are counted: everybody's, or those of a sample drawn with a fixed seed."""
    if count <= EXACT:
        return np.arange(count)
    return np.sort(np.random.default_rng(SEED).choice(count, SAMPLED, replace=False))


def _whole(linked: sparse.csr_array, degrees: NDArray[np.int32], members: list[Member], sampled: int) -> Whole:
    count, links = len(members), linked.nnz // 2
    parts = np.bincount(csgraph.connected_components(linked, directed=False)[1])
    density = 2 * links / (count * (count - 1)) if count > 1 else None
    return Whole(count, links, density, _centralization(degrees), len(parts), int(parts.max()), max(m.core for m in members), sampled)


def _centralization(degrees: NDArray[np.int32]) -> float | None:
    """Freeman's: sum of (highest - own degree) over the most that there can be, (n - 1)(n - 2)."""
    count = len(degrees)
    return None if count < 3 else float((degrees.max() - degrees).sum() / ((count - 1) * (count - 2)))
