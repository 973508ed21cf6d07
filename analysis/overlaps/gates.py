"""What is never asked: pairs of one funder, of two countries, of periods that hardly meet, or already linked."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.overlaps.programs import items

DAYS_TOGETHER = 90
Rows = npt.NDArray[np.int64]


def days_together(block: pd.DataFrame, a: Rows, b: Rows) -> npt.NDArray[np.int64]:
    """Days that the stated periods share; negative when they do not meet; an open end meets what comes later.

    Where a start is unknown nothing can be said: the days are those of an open beginning.
    """
    start, end = block["start_day"].to_numpy(dtype=np.int64), block["end_day"].to_numpy(dtype=np.int64)
    return np.asarray(np.minimum(end[a], end[b]) - np.maximum(start[a], start[b]))


def pass_gates(block: pd.DataFrame, a: Rows, b: Rows) -> npt.NDArray[np.bool_]:
    """Which pairs of rows of one country's block are worth a score."""
    funder = pd.factorize(block["funder"])[0]
    funder = np.where(block["funder"].to_numpy() == "", -1 - np.arange(len(block)), funder)
    apart = funder[a] != funder[b]
    return np.asarray(apart & (days_together(block, a, b) >= DAYS_TOGETHER) & ~_linked(block, a, b))


def _linked(block: pd.DataFrame, a: Rows, b: Rows) -> npt.NDArray[np.bool_]:
    ids = block["id"].to_numpy()
    links = {row: items(text) for row, text in enumerate(block["linked"]) if text}
    if not links:
        return np.zeros(len(a), dtype=bool)
    nothing: frozenset[str] = frozenset()
    return np.array(
        [ids[j] in links.get(i, nothing) or ids[i] in links.get(j, nothing) for i, j in zip(a.tolist(), b.tolist(), strict=True)],
        dtype=bool,
    )
