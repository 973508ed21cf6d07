"""What a network falls into: communities, cores, and what comes apart when a member leaves."""

from __future__ import annotations

from collections import Counter
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sknetwork.clustering import Louvain
from sknetwork.topology import get_core_decomposition

Ints = NDArray[np.int64]


def communities(weights: sparse.csr_array, seed: int) -> Ints:
    """The community of each member, numbered from the largest (1); of equals the one whose first member comes first.

    Louvain (Blondel and others 2008) by weight. The same seed, the same communities.
    """
    if not weights.nnz:
        return np.arange(1, weights.shape[0] + 1)
    found = Louvain(random_state=seed).fit_predict(sparse.csr_matrix(weights))
    _, first, inverse, sizes = np.unique(found, return_index=True, return_inverse=True, return_counts=True)
    place = np.empty(len(sizes), dtype=np.int64)
    place[np.lexsort((first, -sizes))] = np.arange(1, len(sizes) + 1)
    return place[inverse]


def cores(linked: sparse.csr_array) -> Ints:
    """The highest k for which each member is in the k-core (Seidman 1983): a part where each has k links at least within it."""
    if not linked.nnz:
        return np.zeros(linked.shape[0], dtype=np.int64)
    return np.asarray(get_core_decomposition(sparse.csr_matrix(linked)), dtype=np.int64)


def cut_off(linked: sparse.csr_array) -> dict[int, int]:
    """For members whose leaving breaks their part (articulation points): how many would be outside of the largest piece that remains.

    Read off the trees of blocks and articulation points (Hopcroft and Tarjan 1973): one pass, however many of them there are.
    """
    blocks: list[Any] = list(nx.biconnected_components(nx.from_scipy_sparse_array(linked)))
    meeting = Counter(member for block in blocks for member in block)
    tree: nx.Graph[int] = nx.Graph()  # blocks as -1, -2, ..; articulation points as themselves
    below: dict[int, int] = {}
    for number, block in enumerate(blocks, 1):
        joints = [member for member in block if meeting[member] > 1]
        tree.add_edges_from((-number, joint) for joint in joints)
        below |= {-number: len(block) - len(joints), **dict.fromkeys(joints, 1)}
    found: dict[int, int] = {}
    for part in list(nx.connected_components(tree)):
        found |= _outside(tree, min(part), below)
    return found


def _outside(tree: nx.Graph[int], root: int, below: dict[int, int]) -> dict[int, int]:
    """Of one tree; ``below`` becomes the members of each node and of what hangs from it."""
    above = dict(nx.bfs_predecessors(tree, root))
    order = [root, *above]
    for node in reversed(order[1:]):
        below[above[node]] += below[node]
    found = {}
    for joint in (node for node in order if node >= 0):
        pieces = [below[block] for block in tree[joint] if block != above[joint]]
        pieces.append(below[root] - below[joint])
        found[joint] = sum(pieces) - max(pieces)
    return found
