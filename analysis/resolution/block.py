"""Which names are worth comparing: near in letters, in words, in meaning, or by acronym.

Each channel proposes at most ``top`` names for a name; the union, about forty, goes on. A name that the union leaves
out is never compared, so this step decides what can be found at all.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse
from sparse_dot_topn import sp_matmul_topn

from analysis.resolution.acronyms import PART
from analysis.resolution.names import PAD, Ids, NameTable
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
    found = [
        _ranked(*_sparse(left.letters, right.letters, settings.top + extra), "letters"),
        _ranked(*_sparse(left.words, right.words, settings.top + extra), "words"),
        _ranked(*_acronyms(left, right, settings.top + extra), "acronym"),
    ]
    if left.gloss_vectors is not None and right.gloss_vectors is not None:
        found.append(_ranked(*_meaning(left, right, settings.top + extra), "meaning"))
    return _union(found, settings, within)


def _ranked(rows: npt.NDArray[np.int64], columns: npt.NDArray[np.int64], channel: str) -> pd.DataFrame:
    frame = pd.DataFrame({"left": rows, "right": columns})
    frame["rank"] = frame.groupby("left", sort=False).cumcount()
    frame["channel"] = channel
    return frame


def _sparse(left: sparse.csr_matrix, right: sparse.csr_matrix, top: int) -> Proposals:
    product = sp_matmul_topn(left, right.T.tocsr(), top_n=top, sort=True)
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
    written, possible, loose = _holders(right.acronym_ids), _holders(right.initial_ids), _holders(right.loose_ids)
    rows, columns = [], []
    near = _Abbreviated(right)
    for row in range(len(left)):
        sure = _found(left.acronym_ids[row], written)
        formed = (_found(left.acronym_ids[row], possible) | _found(left.initial_ids[row], written)) - sure
        distant = {r for r in _found(left.loose_ids[row], loose) if left.bare[row] != right.bare[r]} - sure - formed
        if left.bare[row]:
            distant |= near.of(left, row) - sure - formed
        most = 2 * top if left.bare[row] else top
        for group in (sure, formed, distant):
            if group and most > 0:
                chosen = _same_place_first(left, row, right, np.fromiter(group, dtype=np.int64))[:most]
                rows += [row] * len(chosen)
                columns += chosen.tolist()
                most -= len(chosen)
    return np.array(rows, dtype=np.int64), np.array(columns, dtype=np.int64)


class _Abbreviated:
    """Full names of one country whose initials hold an acronym's letters in order ("DRL" in b-d-h-r-l)."""

    def __init__(self, right: NameTable) -> None:
        self._rows: dict[int, npt.NDArray[np.int64]] = {}
        self._initials = ["".join(w[0] for w in name.words) for name in right.names]
        self._letters = np.array([_letter_set(i) for i in self._initials], dtype=np.int64)
        full = ~right.bare
        for country in np.unique(right.country_ids[right.country_ids != PAD]):
            self._rows[int(country)] = np.flatnonzero(full & (right.country_ids == country).any(axis=1))

    def of(self, left: NameTable, row: int) -> set[int]:
        """Rows of the register that the bare acronym of a row could be short for, where its country is known."""
        found: set[int] = set()
        for country in left.country_ids[row][left.country_ids[row] != PAD].tolist():
            rows = self._rows.get(country, np.empty(0, dtype=np.int64))
            for acronym in left.names[row].acronyms:
                if len(acronym) < PART:
                    continue
                wanted = _letter_set(acronym)
                possible = rows[(self._letters[rows] & wanted) == wanted]
                found |= {int(r) for r in possible if _in_order(acronym, self._initials[r])}
        return found


def _letter_set(text: str) -> int:
    return sum(1 << (ord(c) - ord("a")) for c in set(text) if "a" <= c <= "z")


def _in_order(acronym: str, initials: str) -> bool:
    rest = iter(initials)
    return len(initials) <= 2 * len(acronym) and all(letter in rest for letter in acronym)


def _holders(ids: Ids) -> dict[int, list[int]]:
    holders: dict[int, list[int]] = defaultdict(list)
    for row, column in zip(*np.nonzero(ids != PAD), strict=True):
        holders[int(ids[row, column])].append(int(row))
    return holders


def _found(keys: Ids, holders: dict[int, list[int]]) -> set[int]:
    return {row for key in keys[keys != PAD].tolist() for row in holders.get(key, ())}


def _same_place_first(left: NameTable, row: int, right: NameTable, found: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    mine = left.country_ids[row][left.country_ids[row] != PAD]
    theirs = right.country_ids[found]
    agrees = np.isin(theirs, mine).any(axis=1)
    differs = (theirs != PAD).any(axis=1) & (len(mine) > 0) & ~agrees
    likeness = np.zeros(len(found))
    if left.gloss_vectors is not None and right.gloss_vectors is not None:
        likeness = right.gloss_vectors[found] @ left.gloss_vectors[row]
    order = np.lexsort((found, -likeness, differs, ~agrees))
    return found[order]


def _union(found: list[pd.DataFrame], settings: BlockSettings, within: Rows | None) -> pd.DataFrame:
    pairs = pd.concat(found, ignore_index=True)
    if within is not None:
        pairs = pairs[within[pairs["left"].to_numpy()] != pairs["right"].to_numpy()]
    ranks = pairs.pivot_table(index=["left", "right"], columns="channel", values="rank", aggfunc="min")
    ranks = ranks.reindex(columns=list(CHANNELS)).fillna(settings.top).reset_index()
    order = ranks[list(CHANNELS)].min(axis=1)
    place = order.groupby(ranks["left"]).rank(method="first")
    return ranks[place <= settings.most].reset_index(drop=True)
