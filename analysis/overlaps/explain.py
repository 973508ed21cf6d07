"""A pair in words: what matches, what differs, what nobody stated, and the rare words that both texts hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.overlaps.programs import OPEN_END, SEPARATOR, UNKNOWN_DAY, items
from analysis.overlaps.run import OverlapRun
from analysis.overlaps.score import DIFFERENT, NOT_STATED, ONE_STATED, SHARED
from analysis.overlaps.texts import TELLTALE
from analysis.overlaps.tiers import NO, YES, Assessment, assess
from analysis.resolution.text import STOPWORDS

SHARED_TERMS = 12
SMALL_WORDS = STOPWORDS | {w for words in TELLTALE.values() for w in words.split()}


@dataclass(frozen=True)
class Explanation:
    """What the overlaps page says of one pair; ``shared_terms`` are plain words, rarest first, to be marked in both texts."""

    assessment: Assessment
    matched: tuple[str, ...]
    differs: tuple[str, ...]
    not_stated: tuple[str, ...]
    shared_terms: tuple[str, ...]


Names = Mapping[str, str]
"""What to call the members of list columns: id or code to name; what is not in it is called as it is."""


def explain(run: OverlapRun, left: str, right: str, names: Names | None = None) -> Explanation:
    """Explain one pair of a run by its two program ids; KeyError if the run has no such pair."""
    found = run.pairs[(run.pairs["left"] == left) & (run.pairs["right"] == right)]
    if found.empty:
        raise KeyError(f"the run has no pair {left}, {right}")
    return next(explain_all(run, found, names))


def explain_all(run: OverlapRun, pairs: pd.DataFrame, names: Names | None = None) -> Iterator[Explanation]:
    """Explain pairs of a run, in their order."""
    rows = {i: row for row, i in enumerate(run.programs["id"])}
    for _, pair in pairs.iterrows():
        yield _explanation(run, pair, (rows[pair["left"]], rows[pair["right"]]), names or {})


def _explanation(run: OverlapRun, pair: pd.Series[Any], at: tuple[int, int], names: Names) -> Explanation:
    one, other = run.programs.iloc[at[0]], run.programs.iloc[at[1]]
    assessment = assess(one, other, pair)
    matched: list[str] = []
    differs: list[str] = []
    missing: list[str] = []
    for facet, text in (
        ("purpose", "the purpose"),
        ("activity", "the activity"),
        ("beneficiaries", "the beneficiaries"),
        ("counterpart", "the counterpart"),
    ):
        answer = assessment.facets[facet]
        shared = sorted(names.get(m, m) for m in _members(facet, one) & _members(facet, other)) if answer == YES else []
        (matched if answer == YES else differs if answer == NO else missing).append(_words(text, answer, shared))
    matched.append(f"the country: {names.get(pair['country'], pair['country'])}")
    _place(pair, one, other, matched, differs, missing)
    _time(pair, one, other, matched, missing)
    return Explanation(assessment, tuple(matched), tuple(differs), tuple(missing), shared_terms(run, *at))


def shared_terms(run: OverlapRun, one: int, other: int) -> tuple[str, ...]:
    """The rarest words that both texts hold, places and common phrases left out."""
    rare = run.texts.rare
    common = rare[[one]].multiply(rare[[other]]).tocoo()
    order = np.lexsort((common.col, -common.data))
    words = [run.texts.vocabulary[common.col[i]] for i in order if common.data[i] > 0]
    return tuple([w for w in words if w not in SMALL_WORDS][:SHARED_TERMS])


def _words(text: str, answer: str, shared: list[str]) -> str:
    if answer == YES:
        return f"{text}: {', '.join(shared)}" if shared else f"{text}: alike"
    return f"{text}: {'different' if answer == NO else 'not stated by both'}"


def _members(facet: str, program: pd.Series[Any]) -> frozenset[str]:
    column = {"purpose": "sectors", "beneficiaries": "beneficiaries", "counterpart": "counterparts"}.get(facet)
    members = items(program[column]) if column else frozenset()
    return members | items(program["implementer"]) if facet == "counterpart" else members


def _place(
    pair: pd.Series[Any], one: pd.Series[Any], other: pd.Series[Any], matched: list[str], differs: list[str], missing: list[str]
) -> None:
    state = pair["places"]
    if state == SHARED:
        shared = sorted(items(one["districts"]) & items(other["districts"]))
        matched.append("the place: " + ", ".join(name.title() for name in shared))
    elif state == DIFFERENT:
        differs.append("the place: " + " / ".join(s.replace(SEPARATOR, ", ").title() for s in (one["districts"], other["districts"])))
    elif state == ONE_STATED:
        missing.append("the place: only one names districts")
    elif state == NOT_STATED:
        missing.append("the place: neither names districts")


def _time(pair: pd.Series[Any], one: pd.Series[Any], other: pd.Series[Any], matched: list[str], missing: list[str]) -> None:
    starts, ends = (one["start_day"], other["start_day"]), (one["end_day"], other["end_day"])
    if UNKNOWN_DAY in starts:
        missing.append("the time: a start is not stated")
        return
    if OPEN_END in ends:
        missing.append("the time: an end is not stated")
        matched.append(f"both from {_year(max(starts))}")
        return
    first, last = _year(max(starts)), _year(min(ends))
    matched.append(f"the time: {first if first == last else f'{first}-{last}'}, {int(pair['days'])} days together")


def _year(day: int) -> str:
    return str(np.datetime64(int(day), "D").astype("datetime64[Y]"))
