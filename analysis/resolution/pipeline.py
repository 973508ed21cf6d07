"""The steps in a row: all pairs of a table of organizations, or mentions against a register."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.resolution.bands import LIKELY, POSSIBLE, SAID_SO, UNLIKELY, bands, explain, reasons_to_doubt
from analysis.resolution.block import CHANNELS, BlockSettings, Rows, candidates
from analysis.resolution.features import CHUNK, compare
from analysis.resolution.names import NameTable, build, names_frame, select
from analysis.resolution.score import Model
from analysis.vectors import VectorCache

SUGGESTION_COLUMNS = (
    "left_record", "right_record", "score", "band", "kind", "left_name", "right_name", "supports", "opposes",
)  # fmt: skip
# How many names near a changed one are asked in turn whether it is near to them.
NEAR = 60


@dataclass(frozen=True)
class Run:
    """Suggestions, one row a pair of records, and what made them (for the ledger)."""

    suggestions: pd.DataFrame
    about: dict[str, object]


def resolve(
    frame: pd.DataFrame,
    model: Model,
    cache: VectorCache | None = None,
    changed: Collection[str] | None = None,
    settings: BlockSettings | None = None,
) -> Run:
    """Which records of one table may be one body.

    ``frame``: a row a name, columns ``record``, ``name``, ``country``. With ``changed`` only pairs of which one is
    named there: the same as among those of all, unless a name has more than ``NEAR`` others nearer to it than it is
    to them. Suggestions come best first, with columns ``SUGGESTION_COLUMNS``, unlikely ones left out.
    """
    table = build(names_frame(frame), cache)
    rows = np.arange(len(table)) if changed is None else _concerned(table, changed, settings)
    left = table if changed is None else select(table, rows)
    scored, features = score_pairs(left, table, model, settings, rows, floor=model.thresholds.faint)
    other = (scored["left_record"] != scored["right_record"]).to_numpy()
    features = features[other].reset_index(drop=True)
    scored = bands(scored[other].reset_index(drop=True), features, model.thresholds)
    if changed is not None:
        asked = scored["left_record"].isin(changed) | scored["right_record"].isin(changed)
        scored = scored[asked]  # the index leads to the features still
    return Run(_suggestions(scored, features, (left, table)), dict(model.about))


def _concerned(table: NameTable, changed: Collection[str], settings: BlockSettings | None) -> Rows:
    """Rows of the changed records, and of those that may have one of them among their nearest."""
    own = np.flatnonzero(np.isin(table.records, list(changed)))
    if not len(own):
        return own
    wide = replace(settings or BlockSettings(), top=NEAR, most=len(CHANNELS) * NEAR)
    near = candidates(select(table, own), table, wide, own)["right"].unique()
    return np.flatnonzero(np.isin(table.records, table.records[np.union1d(own, near)]))


def match(
    mentions: pd.DataFrame,
    register: NameTable,
    model: Model,
    cache: VectorCache | None = None,
    settings: BlockSettings | None = None,
) -> Run:
    """Which record of a register each mention may mean; ``left_record`` is the mention, best first within each.

    ``mentions``: a row a mention, columns ``record`` (any key), ``name`` and, where the context tells, ``country``.
    """
    left = build(names_frame(mentions), cache, register.vocabulary)
    scored, features = score_pairs(left, register, model, settings)
    scored = bands(scored, features, model.thresholds)
    found = _suggestions(scored, features, (left, register), with_unlikely=True)
    order = found.assign(at=pd.factorize(found["left_record"], sort=False)[0])
    return Run(order.sort_values(["at", "score"], ascending=[True, False]).drop(columns="at"), dict(model.about))


def score_pairs(
    left: NameTable,
    right: NameTable,
    model: Model,
    settings: BlockSettings | None = None,
    within: Rows | None = None,
    floor: float = 0.0,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Candidates with their score, and the features behind it, row by row: names, not yet records.

    ``within``: which rows of ``right`` the left ones are, where they are such. Pairs that score below ``floor`` are
    left out as they come, so that their features need no memory.
    """
    pairs = candidates(left, right, settings, within)
    scored, behind = [], []
    for start in range(0, max(len(pairs), 1), CHUNK):
        part = pairs.iloc[start : start + CHUNK][["left", "right"]]
        features = compare(left, right, pairs.iloc[start : start + CHUNK])
        score = model.score(features)
        kept = score >= floor
        scored.append(part.assign(score=score)[kept])
        behind.append(features[kept])
    found = pd.concat(scored, ignore_index=True)
    names = {"left_record": left.records[found["left"].to_numpy()], "right_record": right.records[found["right"].to_numpy()]}
    return found.assign(**names), pd.concat(behind, ignore_index=True)


def _suggestions(
    scored: pd.DataFrame, features: pd.DataFrame, tables: tuple[NameTable, NameTable], with_unlikely: bool = False
) -> pd.DataFrame:
    """The best pair of names for each pair of records, best first; of one table, (A, B) and (B, A) are one."""
    left, right = tables
    one, other = scored["left_record"].astype(str), scored["right_record"].astype(str)
    swap = (one > other) & (not with_unlikely)
    rank = scored["band"].map({LIKELY: 0, POSSIBLE: 1, UNLIKELY: 2})
    best = scored.assign(one=one.where(~swap, other), other=other.where(~swap, one), rank=rank)
    best = best.sort_values(["rank", "score"], ascending=[True, False], kind="stable").drop_duplicates(["one", "other"])
    if not with_unlikely:
        best = best[best["band"] != UNLIKELY]
    kept = [dict(zip(features.columns, row, strict=True)) for row in features.loc[best.index].to_numpy()]
    names = [(left.names[i], right.names[j]) for i, j in zip(best["left"], best["right"], strict=True)]
    doubts = _doubts(features.loc[best.index])
    evidence = [explain(a, b, row, held) for (a, b), row, held in zip(names, kept, doubts, strict=True)]
    best["left_name"] = [a.raw for a, _ in names]
    best["right_name"] = [b.raw for _, b in names]
    best["supports"] = pd.Series([e.supports for e in evidence], index=best.index, dtype=object)
    best["opposes"] = pd.Series([e.opposes for e in evidence], index=best.index, dtype=object)
    return best.sort_values("score", ascending=False, kind="stable")[list(SUGGESTION_COLUMNS)].reset_index(drop=True)


def _doubts(features: pd.DataFrame) -> list[list[str]]:
    """For each pair the reasons that keep it from being likely and have to be said."""
    held = reasons_to_doubt(features)[list(SAID_SO)]
    return [[reason for reason, holds in zip(SAID_SO, row, strict=True) if holds] for row in held.to_numpy()]
