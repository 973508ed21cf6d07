"""Overlaps after a change: only what is new or changed is compared with all others, and the answer is that of a whole run.

A pair's score rests on its two programs and on what was learned from all texts (which words are rare, which phrases common); the
latter is kept from the last whole run, so every other score holds. Two things rest on a whole country: the nearest neighbours
and the split of a country too large to be compared whole. Such a country is compared anew where anything in it changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from analysis.overlaps.candidates import ALL_PAIRS
from analysis.overlaps.programs import programs_frame
from analysis.overlaps.run import LEAST_SCORE, OverlapRun, find_overlaps, in_order
from analysis.overlaps.texts import Learned
from analysis.vectors import VectorCache


@dataclass(frozen=True)
class Before:
    """An earlier run: its pairs (columns ``PAIR_COLUMNS``), its programs (id to country and mark), and what it learned.

    A mark is any text that differs when a program does; ``mark`` makes one.
    """

    pairs: pd.DataFrame
    programs: Mapping[str, tuple[str, str]]
    learned: Learned


def before(run: OverlapRun) -> Before:
    """What is to be kept of a run."""
    return Before(run.pairs, marks(run.programs), run.texts.learned)


def marks(programs: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Program id to its country and a mark of all that is known of it; ``programs`` as ``programs_frame`` gives them."""
    hashes = pd.util.hash_pandas_object(programs.astype(str), index=False).astype(str)
    return dict(zip(programs["id"], zip(programs["country"], hashes, strict=True), strict=True))


def changed_since(known: Before, programs: pd.DataFrame) -> set[str]:
    """Programs that are to be compared: new ones, changed ones, and all of a large country in which anything changed or is gone."""
    now = marks(programs)
    changed = {id_ for id_, mark in now.items() if known.programs.get(id_) != mark}
    touched = {now[id_][0] for id_ in changed} | {known.programs[id_][0] for id_ in changed if id_ in known.programs}
    touched |= {country for id_, (country, _) in known.programs.items() if id_ not in now}
    sizes = [pd.Series([country for country, _ in side.values()], dtype=object).value_counts() for side in (known.programs, now)]
    large = {country for country in touched if max(size.get(country, 0) for size in sizes) > ALL_PAIRS}
    return changed | {id_ for id_, (country, _) in now.items() if country in large}


def update_overlaps(frame: pd.DataFrame, known: Before, cache: VectorCache | None = None, least: float = LEAST_SCORE) -> OverlapRun:
    """The run that ``find_overlaps`` would give with what was learned ``before``; ``about["compared"]``: ids that were compared anew."""
    programs = programs_frame(frame)
    changed = changed_since(known, programs)
    run = find_overlaps(frame, cache, changed, least, known.learned)
    still = set(programs["id"]) - changed
    held = known.pairs[known.pairs["left"].isin(still) & known.pairs["right"].isin(still) & (known.pairs["score"] >= least)]
    pairs = in_order(pd.concat([held, run.pairs], ignore_index=True)) if len(held) else run.pairs
    return replace(run, pairs=pairs, about={**run.about, "compared": sorted(changed)})
