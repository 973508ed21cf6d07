"""How likely two programs are the same work: one formula, with its parts kept for the page.

    text  = max(TF-IDF cosine, clip((centred cosine + 0.1) / 0.7, 0, 1))
    place = shared districts / the smaller set; where neither names any, half the specificity of what the texts share;
            where one names none, a quarter of it
    score = weight x (text x (0.45 + 0.3 place) + 0.2 sector + 0.05 time)

``weight`` is 0.4 where the districts differ, 0.5 where only one program names any, else 1. ``sector`` is 1 for one
code, 0.6 for codes with the same first three digits. ``time`` is the days together by the shorter duration.
``specificity`` is how much rare wording is shared, up to 1: two programs that name no district are at one place for
all we know, and only much common wording makes it probable. Formula E of the methods this began from had 0.4 there
in both cases, and cosines as they come.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from analysis.overlaps.gates import days_together
from analysis.overlaps.programs import OPEN_END, UNKNOWN_DAY, items
from analysis.vectors import Matrix

Rows = npt.NDArray[np.int64]
Column = npt.NDArray[np.float64]
TEXT, TEXT_AND_PLACE, SECTOR, TIME = 0.45, 0.3, 0.2, 0.05
OTHER_PLACE, ONE_PLACE = 0.4, 0.5
NO_PLACE, HALF_PLACE = 0.5, 0.25
COSINE_FROM, COSINE_SPAN = -0.1, 0.7
# Summed rarity of shared words that makes a common text specific: some twenty rare words.
SPECIFIC = 100.0
SHARED, DIFFERENT, ONE_STATED, NOT_STATED = "shared", "different", "one stated", "not stated"
PART = 50_000


def score_block(block: pd.DataFrame, texts: tuple[sparse.csr_matrix, sparse.csr_matrix, Matrix | None], a: Rows, b: Rows) -> pd.DataFrame:
    """One row a pair: ``score`` and its parts ``text``, ``words``, ``meaning``, ``place``, ``places``, ``sector``, ``time``, ``days``.

    ``meaning`` is NaN without vectors.
    """
    terms, rare, vectors = texts
    words = _products(terms, a, b)
    mass = _products(rare, a, b)
    meaning = _cosines(vectors, a, b)
    text = np.maximum(words, np.nan_to_num(np.clip((meaning - COSINE_FROM) / COSINE_SPAN, 0, 1)))
    text = np.minimum(text, 1.0)
    share, state = _places(block, a, b)
    specific = np.minimum(1.0, mass / SPECIFIC)
    place = np.select([state == NOT_STATED, state == ONE_STATED], [NO_PLACE * specific, HALF_PLACE * specific], share)
    weight = np.select([state == DIFFERENT, state == ONE_STATED], [OTHER_PLACE, ONE_PLACE], 1.0)
    sector = _sectors(block, a, b)
    days = days_together(block, a, b)
    time = _time_share(block, a, b, days)
    score = weight * (text * (TEXT + TEXT_AND_PLACE * place) + SECTOR * sector + TIME * time)
    return pd.DataFrame({
        "score": score, "text": text, "words": words, "meaning": meaning, "place": share, "places": state,
        "sector": sector, "time": time, "days": days,
    })  # fmt: skip


def _products(matrix: sparse.csr_matrix, a: Rows, b: Rows) -> Column:
    result = np.empty(len(a))
    for start in range(0, len(a), PART):
        part = slice(start, start + PART)
        result[part] = np.asarray(matrix[a[part]].multiply(matrix[b[part]]).sum(axis=1)).ravel()
    return result


def _cosines(vectors: Matrix | None, a: Rows, b: Rows) -> Column:
    result = np.full(len(a), np.nan)
    if vectors is not None:
        for start in range(0, len(a), PART):
            part = slice(start, start + PART)
            result[part] = np.einsum("ij,ij->i", vectors[a[part]], vectors[b[part]])
    return result


def _places(block: pd.DataFrame, a: Rows, b: Rows) -> tuple[Column, npt.NDArray[np.object_]]:
    districts = [items(text) for text in block["districts"]]
    sizes = np.array([len(d) for d in districts])
    both = (sizes[a] > 0) & (sizes[b] > 0)
    share = np.zeros(len(a))
    at = np.flatnonzero(both)
    shared = [len(districts[i] & districts[j]) for i, j in zip(a[at].tolist(), b[at].tolist(), strict=True)]
    share[at] = np.array(shared, dtype=float) / np.minimum(sizes[a[at]], sizes[b[at]])
    none = (sizes[a] == 0) & (sizes[b] == 0)
    state = np.select([none, ~both, share > 0], [NOT_STATED, ONE_STATED, SHARED], DIFFERENT).astype(object)
    return share, state


def sector_likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """1 for a sector in common, 0.6 for DAC codes of one group of three digits, else 0."""
    if one & other:
        return 1.0
    groups = [{s[:3] for s in side if s.isdigit()} for side in (one, other)]
    return 0.6 if groups[0] & groups[1] else 0.0


def _sectors(block: pd.DataFrame, a: Rows, b: Rows) -> Column:
    numbers, distinct = pd.factorize(block["sectors"])
    sets = [items(text) for text in distinct]
    table = np.array([[sector_likeness(x, y) for y in sets] for x in sets]).reshape(len(sets), len(sets))
    return np.asarray(table[numbers[a], numbers[b]], dtype=float)


def _time_share(block: pd.DataFrame, a: Rows, b: Rows, days: npt.NDArray[np.int64]) -> Column:
    start, end = block["start_day"].to_numpy(dtype=np.int64), block["end_day"].to_numpy(dtype=np.int64)
    known = (start != UNKNOWN_DAY) & (end != OPEN_END)
    length = np.where(known, end - start, np.iinfo(np.int32).max)
    shorter = np.maximum(np.minimum(length[a], length[b]), 1)
    return np.where(known[a] | known[b], np.clip(days / shorter, 0, 1), 0.0)
