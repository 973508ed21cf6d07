"""Betweenness (Freeman 1977) by Brandes' algorithm (2001), many members at a time as products of matrices (Buluç and Gilbert 2011).

networkx' own takes a minute for 5,000 members; see docs/decisions/0115-measures-of-large-networks.md.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Tell = Callable[[int, int], None]
_AT_ONCE = 64


def betweenness(linked: sparse.csr_array, sources: NDArray[np.intp], tell: Tell | None = None) -> Floats:
    """Share of the shortest ways between two others that lead through each member, from 0 to 1.

    ``linked``: n x n, 1 where two are linked, symmetric, nothing on the diagonal. ``sources``: the members whose ways are counted; all
    of them make it exact, fewer an estimate in which they stand for all (Brandes and Pich 2007). ``tell``: how many of them are counted,
    of how many; what it raises stops the counting.
    """
    count = linked.shape[0]
    if count < 3 or not len(sources):
        return np.zeros(count)
    through = np.zeros(count)
    for first in range(0, len(sources), _AT_ONCE):
        if tell is not None:
            tell(first, len(sources))
        through += _through(linked, sources[first:first + _AT_ONCE])
    through *= (count / len(sources)) / ((count - 1) * (count - 2))
    return through


def _through(linked: sparse.csr_array, sources: NDArray[np.intp]) -> Floats:
    """For each member, over these sources: the sum of the parts of shortest ways from them that lead through it."""
    ways = np.zeros((linked.shape[0], len(sources)))
    ways[sources, np.arange(len(sources))] = 1
    steps = [ways.copy()]  # what each step newly reaches, by how many shortest ways
    while True:
        reached = linked @ steps[-1]
        reached[ways > 0] = 0
        if not reached.any():
            break
        ways += reached
        steps.append(reached)
    rely = np.zeros_like(ways)
    for near, far in zip(steps[-2::-1], steps[:0:-1], strict=True):
        part = np.divide(1 + rely, ways, out=np.zeros_like(rely), where=far > 0)
        rely += (linked @ part) * near
    rely[sources, np.arange(len(sources))] = 0
    return np.asarray(rely.sum(axis=1))
