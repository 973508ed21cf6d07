"""Which names are worth comparing: near in letters, in words, in meaning, or by acronym.

Each channel proposes at most ``top`` names for a name; the union, about forty, goes on. A name that the union leaves
out is never compared, so this step decides what can be found at all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse
from sparse_dot_topn import sp_matmul_topn

from analysis.resolution.holders import PAD, found
from analysis.resolution.names import NameTable
from analysis.vectors import nearest

Rows = npt.NDArray[np.int64]
Proposals = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]
TOP = 20
MOST = 60
CHANNELS = ("letters", "words", "meaning", "acronym")


@dataclass(frozen=True)
class BlockSettings:
    """How many names each channel may propose, and how many a name may have in all."""

    top: int = TOP
    most: int = MOST


def candidates(left: NameTable, right: NameTable, settings: BlockSettings | None = None, within: Rows | None = None) -> pd.DataFrame:
    """Pairs of row numbers worth comparing: ``left``, ``right`` and the rank that each channel gave (0 is best).

    ``left`` may be the same table as ``right``, or some rows of it (``within``: which): then no name is paired with
    itself. A channel that did not propose the pair has rank ``top``.
    """
    settings = settings or BlockSettings()
    if left is right:
        within = np.arange(len(right))
    extra = 0 if within is None else 1
    top = settings.top + extra
    proposed = {
        "letters": _sparse(left.letters, right.by_letters, top),
        "words": _sparse(left.words, right.by_words, top),
        "acronym": _acronyms(left, right, top),
    }
    if left.gloss_vectors is not None and right.gloss_vectors is not None:
        proposed["meaning"] = _meaning(left, right, top)
    return _union(proposed, len(right), settings, within)


def _sparse(left: sparse.csr_matrix, turned: sparse.csr_matrix, top: int) -> Proposals:
    product = sp_matmul_topn(left, turned, top_n=top, sort=True)
    rows = np.repeat(np.arange(product.shape[0]), np.diff(product.indptr))
    return rows, product.indices.astype(np.int64)


def _meaning(left: NameTable, right: NameTable, top: int) -> Proposals:
    assert left.gloss_vectors is not None
    assert right.gloss_vectors is not None
    columns, _ = nearest(left.gloss_vectors, right.gloss_vectors, top)
    return np.repeat(np.arange(len(columns)), columns.shape[1]), columns.ravel()


def _acronyms(left: NameTable, right: NameTable, top: int) -> Proposals:
    """Names that share an acronym, surest first: both written, one written and one possible, one only loosely so.

    A bare acronym gets twice as many: the other channels have nothing to say about it.
    """
    index = right.holders
    rows, columns = [], []
    for row in range(len(left)):
        sure = found(left.acronym_ids[row], index.written)
        formed = (found(left.acronym_ids[row], index.possible) | found(left.initial_ids[row], index.written)) - sure
        distant = {r for r in found(left.loose_ids[row], index.loose) if left.bare[row] != right.bare[r]} - sure - formed
        if left.bare[row]:
            countries = left.country_ids[row][left.country_ids[row] != PAD].tolist()
            distant |= index.abbreviated(left.names[row].acronyms, countries) - sure - formed
        most = 2 * top if left.bare[row] else top
        for group in (sure, formed, distant):
            if group and most > 0:
                chosen = _same_place_first(left, row, right, np.fromiter(group, dtype=np.int64))[:most]
                rows += [row] * len(chosen)
                columns += chosen.tolist()
                most -= len(chosen)
    return np.array(rows, dtype=np.int64), np.array(columns, dtype=np.int64)


def _same_place_first(left: NameTable, row: int, right: NameTable, held: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    mine = left.country_ids[row][left.country_ids[row] != PAD]
    theirs = right.country_ids[held]
    agrees = np.isin(theirs, mine).any(axis=1)
    differs = (theirs != PAD).any(axis=1) & (len(mine) > 0) & ~agrees
    likeness = np.zeros(len(held))
    if left.gloss_vectors is not None and right.gloss_vectors is not None:
        likeness = right.gloss_vectors[held] @ left.gloss_vectors[row]
    order = np.lexsort((held, -likeness, differs, ~agrees))
    return held[order]


def _union(proposed: dict[str, Proposals], width: int, settings: BlockSettings, within: Rows | None) -> pd.DataFrame:
    """Every pair once, with its rank in each channel; of a name's pairs the ``most`` best ranked."""
    keys = {channel: rows * width + columns for channel, (rows, columns) in proposed.items()}
    pairs = np.unique(np.concatenate(list(keys.values())))
    left, right = np.divmod(pairs, width) if len(pairs) else (pairs, pairs)
    ranks = np.full((len(pairs), len(CHANNELS)), float(settings.top), dtype=np.float32)
    for column, channel in enumerate(CHANNELS):
        if channel in proposed:
            np.minimum.at(ranks[:, column], np.searchsorted(pairs, keys[channel]), _ranks(proposed[channel][0]))
    frame = pd.DataFrame({"left": left, "right": right} | {c: ranks[:, i] for i, c in enumerate(CHANNELS)})
    if within is not None:
        frame = frame[within[frame["left"].to_numpy()] != frame["right"].to_numpy()]
    best = frame[list(CHANNELS)].min(axis=1)
    place = best.groupby(frame["left"]).rank(method="first")
    return frame[place <= settings.most].reset_index(drop=True)


def _ranks(rows: Rows) -> npt.NDArray[np.float32]:
    """Place of each proposal among those of its row, from 0; the proposals of a row stand together, best first."""
    begins = np.flatnonzero(np.r_[True, rows[1:] != rows[:-1]]) if len(rows) else rows
    lengths = np.diff(np.r_[begins, len(rows)])
    return (np.arange(len(rows)) - np.repeat(begins, lengths)).astype(np.float32)
