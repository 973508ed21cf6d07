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
_AT_ONCE = 32


def betweenness(linked: sparse.csr_array, sources: NDArray[np.intp], tell: Tell | None = None) -> Floats:
    """Share of the shortest ways between two others that lead through each member, from 0 to 1.

    ``linked``: n x n, 1 where two are linked, symmetric, nothing on the diagonal. ``sources``: the members whose ways are counted; all
    of them make it exact, fewer an estimate in which they stand for all (Brandes and Pich 2007). ``tell``: how many of them are counted,
    of how many; what it raises stops the counting.
    """
    count = linked.shape[0]
    if count < 3 or not len(sources):
        return np.zeros(count)
    with np.errstate(over="ignore", invalid="ignore"):  # looked at below
        through = _through(linked.astype(np.float32), sources, tell)
        if not np.isfinite(through).all():
            through = _through(linked.astype(np.float64), sources, tell)
    share: Floats = through * ((count / len(sources)) / ((count - 1) * (count - 2)))
    return share


def _through(linked: sparse.csr_array, sources: NDArray[np.intp], tell: Tell | None) -> Floats:
    """Sums of the parts of shortest ways that lead through each, counted in the numbers of ``linked``: those of 32 bits take half the time,
    and err by some millionths, but end at 10^38 ways between two."""
    through, counting = np.zeros(linked.shape[0]), _Counting(linked, min(_AT_ONCE, len(sources)))
    for first in range(0, len(sources), _AT_ONCE):
        if tell is not None:
            tell(first, len(sources))
        through += counting.through(sources[first:first + _AT_ONCE])
    return through


class _Counting:
    """Room for the ways from some members at once, a column each, used again for the next: fresh memory costs more than the counting.

    Zeros and ones as numbers stand for truth, since products are many times as fast as what is chosen by a mask.
    """

    def __init__(self, linked: sparse.csr_array, width: int) -> None:
        self._linked = linked
        shape = (linked.shape[0], width)
        # How many shortest ways lead to each; the same of the last step alone; 1 where none does yet; after how many steps one did.
        self._ways, self._last, self._unseen, self._steps = (np.zeros(shape, linked.dtype) for _ in range(4))
        # On the way back: one over the number of ways; the sum over those one step further that rely on each.
        self._share, self._rely = np.zeros(shape, linked.dtype), np.zeros(shape, linked.dtype)

    def through(self, sources: NDArray[np.intp]) -> Floats:
        """For each member, over these sources: the sum of the parts of shortest ways from them that lead through it."""
        self._ways.fill(0)
        self._ways[sources, np.arange(len(sources))] = 1
        self._back(self._out())
        return np.asarray(np.einsum("ij,ij->i", self._rely, self._ways))

    def _out(self) -> int:
        """Count the ways step by step; after how many steps nobody new is reached."""
        ways, last, unseen = self._ways, self._last, self._unseen
        last[...] = ways
        np.equal(ways, 0, out=unseen)
        self._steps[...] = unseen
        steps = 0
        while True:
            np.multiply(self._linked @ last, unseen, out=last)
            if not last.any():
                return steps
            steps += 1
            ways += last
            np.equal(ways, 0, out=unseen)
            self._steps += unseen

    def _back(self, steps: int) -> None:
        """From the furthest to the nearest: what each is worth to those one step before it, 1 and what relies on it for each way to it."""
        share, rely, worth = self._share, self._rely, self._last
        np.add(self._ways, self._unseen, out=share)  # nowhere 0
        np.reciprocal(share, out=share)
        rely.fill(0)
        worth.fill(0)
        for step in range(steps, 0, -1):
            here = self._steps == step
            found = self._linked @ worth
            found *= here
            rely += found
            np.add(rely, share, out=worth)
            worth *= here
