"""What the next comparison of programs needs of this one: scores, marks of the programs, and what was learned from their texts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.overlaps.run import FORMULA_VERSION, PAIR_COLUMNS, OverlapRun
from analysis.overlaps.texts import Learned
from analysis.overlaps.update import Before, before
from analysis.vectors import DIMENSIONS, vectors_version
from app.work.kept import Kept

# What was learned holds until this share of the programs changed; then the whole is compared again.
STALE_SHARE = 0.1


def to_tables(run: OverlapRun) -> dict[str, pd.DataFrame]:
    """Tables that ``from_kept`` reads."""
    known = before(run)
    learned = known.learned
    means = [] if learned.means is None else [(row.astype(np.float32).tobytes(),) for row in learned.means]
    return {
        "scored": known.pairs,
        "marks": pd.DataFrame([(id_, *mark) for id_, mark in known.programs.items()], columns=["id", "country", "mark"]),
        "words": pd.DataFrame(sorted(learned.words.items()), columns=["word", "texts"]),
        "phrases": pd.DataFrame(sorted(learned.phrases), columns=["one", "two", "three"]),
        "means": pd.DataFrame(means, columns=["direction"]),
    }


def from_kept(kept: Kept | None, programs: int, *, vectors: bool) -> Before | None:
    """What the last comparison left, ``None`` where the whole has to be compared: none there, another method, or too much changed."""
    if kept is None or kept.about["formula"] != FORMULA_VERSION or kept.about["vectors"] != (vectors_version() if vectors else "none"):
        return None
    if kept.about["compared_since"] > STALE_SHARE * max(programs, 1):
        return None
    means = [np.frombuffer(direction, np.float32) for direction in _read(kept, "means")["direction"]]
    words, phrases, marks = (_read(kept, name) for name in ("words", "phrases", "marks"))
    learned = Learned(
        kept.about["texts"], dict(zip(words["word"], words["texts"].astype(int), strict=True)),
        frozenset(zip(phrases["one"], phrases["two"], phrases["three"], strict=True)),
        np.array(means).reshape(-1, DIMENSIONS) if means else None,
    )  # fmt: skip
    programs_then = dict(zip(marks["id"], zip(marks["country"], marks["mark"], strict=True), strict=True))
    return Before(_read(kept, "scored").astype(PAIR_COLUMNS)[list(PAIR_COLUMNS)], programs_then, learned)


def _read(kept: Kept, name: str) -> pd.DataFrame:
    return pd.read_parquet(kept.folder / f"{name}.parquet")
