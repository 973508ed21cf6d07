"""Where the nodes of a picture stand: ForceAtlas2 on the server, the same picture for the same network."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import crategraph_forceatlas2 as forceatlas2
import numpy as np
from numpy.typing import NDArray

SEED = 20
_SMALL = 1_000
_ROUNDS_SMALL = 400


def layout(
    nodes: Sequence[str], edges: Sequence[tuple[str, str]], *, seed: int = SEED, rounds: int | None = None
) -> dict[str, tuple[float, float]]:
    """Positions of the nodes in a square from -1 to 1, by ForceAtlas2 (Jacomy et al., PLoS ONE 9(6) e98679, 2014).

    Deterministic: the same nodes, edges (in whatever order and direction), ``seed`` and ``rounds`` give the same
    positions. Repeated edges pull once each; an edge from a node to itself is left out. ``ValueError`` for an edge to
    an unknown node or a node named twice.
    """
    order = sorted(nodes)
    index = {node: number for number, node in enumerate(order)}
    if len(index) != len(order):
        raise ValueError("a node is named twice")
    pairs = sorted(_pair(edge, index) for edge in edges if edge[0] != edge[1])
    placed = layout_numbered(len(order), pairs, seed=seed, rounds=rounds)
    return dict(zip(order, map(tuple, placed.tolist()), strict=True))


def layout_numbered(
    count: int, pairs: Sequence[tuple[int, int]], *, seed: int = SEED, rounds: int | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> NDArray[np.float64]:
    """Positions of nodes 0 to ``count`` - 1 as rows of x and y; ``pairs`` sorted, none from a node to itself.

    ``tell(round, rounds)`` is called after every round; what it raises ends the work and is passed on.
    """
    if count < 2:
        return np.zeros((count, 2))
    given = {} if rounds is None else {"iterations": rounds}
    if rounds is None and count <= _SMALL:
        given = {"iterations": _ROUNDS_SMALL}
    settings = forceatlas2.infer_settings(count)
    return _squared(forceatlas2.layout(count, pairs, seed=seed, threads=1, progress=tell, **given, **settings))


def _pair(edge: tuple[str, str], index: dict[str, int]) -> tuple[int, int]:
    try:
        a, b = index[edge[0]], index[edge[1]]
    except KeyError as error:
        raise ValueError(f"an edge names {error.args[0]!r}, which is no node") from error
    return (a, b) if a < b else (b, a)


def _squared(placed: NDArray[np.float64]) -> NDArray[np.float64]:
    """Centred, with the farthest coordinate at 1."""
    centred = placed - (placed.max(axis=0) + placed.min(axis=0)) / 2
    farthest = np.abs(centred).max()
    rounded: NDArray[np.float64] = np.round(centred / farthest if farthest else centred, 6)
    return rounded
