"""One activity that two reporters tell of: donor, implementer and third party report the same money.

Another question than overlap: the money of such a pair must never be added. An identifier in common or a stated
relation joins first; then likeness of texts, dates and amounts, without the gates of overlap (the funder is the same
here, and the two are often linked).
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

import numpy as np
import pandas as pd

from analysis.overlaps.errors import OverlapError
from analysis.overlaps.programs import items, programs_frame
from analysis.overlaps.texts import read_texts
from analysis.resolution.text import latin_tokens
from analysis.vectors import VectorCache

LIKE_TEXT = 0.8
DAYS_APART = 180
AMOUNTS_APART = 0.1
# An identifier that more activities than this bear is no identifier ("22000", a DUNS of 123456789).
BEARERS = 8


def same_activity(frame: pd.DataFrame, cache: VectorCache | None = None) -> pd.DataFrame:
    """Pairs of activities that two reporters tell of, surest first: ``left``, ``right``, ``reason``, ``score``, ``amounts_agree``.

    ``frame`` as for ``programs_frame`` with two columns more: ``reporter`` (resolved) and, where known, ``amount`` (one
    currency). Only pairs of different reporters. ``amounts_agree`` is "yes", "no" or "not stated".
    """
    if "reporter" not in frame.columns:
        raise OverlapError("the frame of activities lacks reporter: without it nobody can tell who reported twice")
    programs = programs_frame(frame)
    reporter = frame["reporter"].astype(str).to_numpy()
    amount = frame["amount"].to_numpy(dtype=float) if "amount" in frame.columns else np.full(len(frame), np.nan)
    found: dict[tuple[int, int], tuple[str, float]] = {}
    for pairs in (_by_identifier(programs), _by_relation(programs), _by_likeness(programs, cache)):
        for pair, reason, score in pairs:
            if reporter[pair[0]] != reporter[pair[1]]:
                found.setdefault(pair, (reason, score))
    ids = programs["id"].to_numpy(dtype=object)
    rows = [(*sorted((ids[a], ids[b])), reason, score, _amounts_agree(amount[a], amount[b])) for (a, b), (reason, score) in found.items()]
    result = pd.DataFrame(rows, columns=["left", "right", "reason", "score", "amounts_agree"])
    return result.sort_values(["score", "left", "right"], ascending=[False, True, True], ignore_index=True)


Found = list[tuple[tuple[int, int], str, float]]


def _by_identifier(programs: pd.DataFrame) -> Found:
    bearers: dict[str, list[int]] = defaultdict(list)
    for row, (own, others) in enumerate(zip(programs["id"], programs["identifiers"], strict=True)):
        for identifier in items(others) | {own}:
            bearers[_plain(identifier)].append(row)
    return [
        ((a, b), "an identifier in common", 1.0)
        for rows in bearers.values()
        if 2 <= len(rows) <= BEARERS
        for a, b in combinations(sorted(set(rows)), 2)
    ]


def _plain(identifier: str) -> str:
    return "".join(latin_tokens(identifier))


def _by_relation(programs: pd.DataFrame) -> Found:
    rows = {i: row for row, i in enumerate(programs["id"])}
    return [
        ((min(row, rows[other]), max(row, rows[other])), "one names the other as related", 0.95)
        for row, linked in enumerate(programs["linked"])
        for other in items(linked)
        if other in rows and rows[other] != row
    ]


def _by_likeness(programs: pd.DataFrame, cache: VectorCache | None) -> Found:
    texts = read_texts(programs, cache)
    start = programs["start_day"].to_numpy(dtype=np.int64)
    found: Found = []
    for country, block in programs.groupby("country", sort=True):
        rows = block.index.to_numpy()
        if not country or len(rows) < 2:
            continue
        likeness = (texts.terms[rows] @ texts.terms[rows].T).tocoo()
        near = (likeness.row < likeness.col) & (likeness.data >= LIKE_TEXT)
        for i, j, value in zip(rows[likeness.row[near]], rows[likeness.col[near]], likeness.data[near], strict=True):
            if abs(start[i] - start[j]) <= DAYS_APART:
                found.append(((int(i), int(j)), "nearly the same words, country and start", float(min(value, 0.9))))
    return found


def _amounts_agree(one: float, other: float) -> str:
    if np.isnan(one) or np.isnan(other):
        return "not stated"
    return "yes" if abs(one - other) <= AMOUNTS_APART * max(abs(one), abs(other)) else "no"
