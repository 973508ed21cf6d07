"""Pairs of one block worth a score: near in rare words, near in meaning, or in one district and sector.

A block of up to ``ALL_PAIRS`` programs is compared whole; a larger one by its nearest neighbours.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse
from sparse_dot_topn import sp_matmul_topn

from analysis.overlaps.programs import items
from analysis.vectors import Matrix, nearest

ALL_PAIRS = 1_000
TOP = 20
# One district and sector with more programs than this says little about any two of them.
CROWDED = 60
Rows = npt.NDArray[np.int64]


def candidate_pairs(block: pd.DataFrame, terms: sparse.csr_matrix, vectors: Matrix | None) -> tuple[Rows, Rows]:
    """Pairs of row numbers (a < b), each once."""
    size = len(block)
    if size <= ALL_PAIRS:
        a, b = np.triu_indices(size, 1)
        return a.astype(np.int64), b.astype(np.int64)
    near = sp_matmul_topn(terms, terms.T.tocsr(), top_n=TOP + 1)
    found = [np.stack([np.repeat(np.arange(size), np.diff(near.indptr)), near.indices.astype(np.int64)])]
    if vectors is not None:
        columns, _ = nearest(vectors, vectors, TOP + 1)
        found.append(np.stack([np.repeat(np.arange(size), columns.shape[1]), columns.ravel()]))
    found.append(_same_place(block))
    pairs = np.concatenate(found, axis=1)
    low, high = pairs.min(axis=0), pairs.max(axis=0)
    keys = np.unique((low * size + high)[low != high])
    return keys // size, keys % size


def _same_place(block: pd.DataFrame) -> Rows:
    """Programs that share a district and a sector."""
    cells: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, (districts, sectors) in enumerate(zip(block["districts"], block["sectors"], strict=True)):
        for district in items(districts):
            for sector in items(sectors):
                cells[district, sector].append(row)
    pairs = [pair for rows in cells.values() if len(rows) <= CROWDED for pair in combinations(rows, 2)]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2).T
