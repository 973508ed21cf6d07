"""Structural holes: how far a member's contacts lead back to each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_LINKS_AT_ONCE = 20_000


def burt(weights: sparse.csr_array) -> tuple[Floats, Floats]:
    """Effective size and constraint of each member; 0 for those without a contact, who have neither.

    ``weights``: n x n, symmetric, nothing on the diagonal. Constraint (Burt 1992, 2.4): sum over contacts j of
    (p_ij + sum over q of p_iq p_qj) squared, p the share of weights. Effective size after Borgatti (1997): n - 2t/n with n
    contacts and t links among them. Both go by triangles, since only there does a contact lead back.
    """
    count = weights.shape[0]
    contacts = np.diff(weights.indptr).astype(np.float64)
    starts = np.repeat(np.arange(count), np.diff(weights.indptr))
    keys = starts * count + weights.indices  # of each link, in order
    share = weights.data / np.asarray(weights.sum(axis=1))[starts]
    reached, among = share.copy(), np.zeros(count)
    for corners in _triangles(weights):
        for corner in corners:
            among += np.bincount(corner, minlength=count)
        for one, other, between in permutations(corners):
            part = share[np.searchsorted(keys, one * count + between)] * share[np.searchsorted(keys, between * count + other)]
            np.add.at(reached, np.searchsorted(keys, one * count + other), part)
    effective = contacts - 2 * np.divide(among, contacts, out=np.zeros(count), where=contacts > 0)
    return effective, np.bincount(starts, weights=reached**2, minlength=count).astype(np.float64)


def _triangles(weights: sparse.csr_array) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Every three that are linked with each other, once, some at a time. Links are followed to the end with more of them, so that
    what a hub is linked with is not gone through for each of its links (Chiba and Nishizeki 1985)."""
    both = weights.tocoo()
    rank = np.lexsort((np.arange(weights.shape[0]), np.diff(weights.indptr))).argsort()
    upward = rank[both.row] < rank[both.col]
    starts, ends = both.row[upward], both.col[upward]
    onward = sparse.csr_array((np.ones(len(starts), dtype=np.int8), (starts, ends)), shape=weights.shape)
    for first in range(0, len(starts), _LINKS_AT_ONCE):
        chosen = slice(first, first + _LINKS_AT_ONCE)
        common = onward[starts[chosen]].multiply(onward[ends[chosen]]).tocoo()
        if common.nnz:
            yield (starts[chosen][common.row].astype(np.int64), ends[chosen][common.row].astype(np.int64), common.col.astype(np.int64))
