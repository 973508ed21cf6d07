"""From a score to what a person is shown: likely, possible or unlikely, "part of", and why, in words.

A high score alone is not "likely". Four things, each common among false matches, keep a pair at "possible" until a
person or another source says more: a bare acronym without an agreeing country, a country named on one side only, one
name that holds the other and more, and a rival that scores as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.resolution.normalise import Name

LIKELY, POSSIBLE, UNLIKELY = "likely", "possible", "unlikely"
SAME, PART_OF = "same", "part of"
# Rarity of a word, from 0 to 1, above which it tells bodies apart ("prosecutor" does, "national" does not).
TELLING_WORD = 0.65
RIVAL = 0.85
# An acronym this long that one record alone can bear is as good as a name.
SINGULAR_ACRONYM = 5
ONE_RECORD = 0.7


@dataclass(frozen=True)
class Thresholds:
    """Scores at which the bands begin, learned with the model from its training data."""

    likely: float
    possible: float


def reasons_to_doubt(features: pd.DataFrame) -> pd.DataFrame:
    """For each pair, what keeps it from "likely" whatever its score: one column of truth values a reason."""
    same_acronym = features["acronym"] == 2
    contained = (features["contained"] > 0.99) & (features["unmatched_high"] > 0) & (features["bare"] == 0)
    singular = (features["acronym_length"] >= SINGULAR_ACRONYM) & (features["acronym_shared_by"] <= ONE_RECORD)
    crossing = (features["unmatched_low"] >= TELLING_WORD) & (features["acronym"] == 0)
    return pd.DataFrame(
        {
            "acronym": (features["bare"] > 0) & (features["country"] < 1) & ~singular,
            "country": (features["place_one_sided"] > 0) & (features["country"] < 1),
            "conflict": (features["place"] < 0) | (features["state_conflict"] > 0) | (features["country"] < 0),
            "contains": contained & ~same_acronym & (features["unmatched_high"] >= TELLING_WORD / 2),
            "words": crossing,
        }
    )


def contains(features: pd.DataFrame) -> pd.Series[bool]:
    """Pairs in which one name holds the other and says more ("Oxfam America"), or names it before a slash."""
    longer = (features["contained"] > 0.99) & (features["unmatched_high"] > 0) & (features["bare"] == 0)
    return longer | (features["parent"] > 0)


def bands(scored: pd.DataFrame, features: pd.DataFrame, thresholds: Thresholds) -> pd.DataFrame:
    """Add ``band`` and ``kind`` to pairs that have ``left_record``, ``right_record`` and ``score``.

    A pair is "likely" only if no other record scores nearly as well for either side.
    """
    doubt = reasons_to_doubt(features).any(axis=1).to_numpy()
    score = scored["score"].to_numpy()
    rival = _has_rival(scored)
    band = np.where(score >= thresholds.possible, POSSIBLE, UNLIKELY)
    band = np.where((score >= thresholds.likely) & ~doubt & ~rival, LIKELY, band)
    part = contains(features).to_numpy() & (features["acronym"] < 2).to_numpy() & (band != LIKELY)
    return scored.assign(band=band, kind=np.where(part, PART_OF, SAME))


def _has_rival(scored: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether another record scores at least ``RIVAL`` times as much as this one against the left record."""
    best = scored.groupby(["left_record", "right_record"])["score"].max().reset_index()
    best["rank"] = best.groupby("left_record")["score"].rank(ascending=False, method="first")
    first = best[best["rank"] == 1].set_index("left_record")["score"]
    second = best[best["rank"] == 2].set_index("left_record")["score"]
    own = scored.groupby(["left_record", "right_record"])["score"].transform("max").to_numpy()
    top = scored["left_record"].map(first).to_numpy(dtype=float)
    next_best = scored["left_record"].map(second).fillna(0.0).to_numpy(dtype=float)
    other = np.where(own >= top, next_best, top)
    return np.asarray(other >= RIVAL * own)


@dataclass(frozen=True)
class Evidence:
    """What speaks for and against one pair, in short phrases for the review page."""

    supports: tuple[str, ...]
    opposes: tuple[str, ...]


def explain(one: Name, other: Name, features: Mapping[str, float]) -> Evidence:
    """Say in words what the features saw: shared and missing words, acronyms, places, languages."""
    supports, opposes = [], []
    shared = [w for w in dict.fromkeys(one.core) if w in other.core]
    if shared:
        supports.append("both say " + ", ".join(shared))
    for side, rest in ((one, other), (other, one)):
        extra = [w for w in dict.fromkeys(side.core) if w not in rest.core]
        if extra and rest.core:
            opposes.append(f"only “{side.raw}” says " + ", ".join(extra))
    _acronym_words(one, other, features, supports, opposes)
    _place_words(one, other, features, supports, opposes)
    if features["cosine_gloss"] >= 0.7 and features["translated"] > 0:
        supports.append("read in English, they mean nearly the same")
    if features["parent"] > 0:
        opposes.append("one names the other as its parent body")
    if features["numbers_differ"] > 0:
        opposes.append("the numbers in them differ")
    return Evidence(tuple(supports), tuple(opposes))


def _acronym_words(one: Name, other: Name, features: Mapping[str, float], supports: list[str], opposes: list[str]) -> None:
    both = sorted(one.acronyms & other.acronyms)
    formed = sorted((one.acronyms & other.initials) | (one.initials & other.acronyms))
    if both:
        supports.append("the same acronym: " + ", ".join(a.upper() for a in both))
    elif formed:
        supports.append("the acronym fits the name: " + ", ".join(a.upper() for a in formed))
    elif features["acronym_loose"] > 0 or features["abbreviates"] > 0.5:
        supports.append("the acronym may fit the name, in part or in another language")
    if features["acronym_conflict"] > 0:
        written = " and ".join("/".join(sorted(n.acronyms)).upper() for n in (one, other))
        opposes.append("different acronyms: " + written)
    if features["bare"] > 0 and features["country"] < 1:
        opposes.append("a bare acronym, and no country agrees")


def _place_words(one: Name, other: Name, features: Mapping[str, float], supports: list[str], opposes: list[str]) -> None:
    if features["place"] > 0:
        supports.append("the same place: " + ", ".join(sorted(one.places & other.places)))
    elif features["country"] > 0:
        supports.append("the same country")
    if features["place"] < 0 or features["state_conflict"] > 0 or features["country"] < 0:
        opposes.append("different countries or states")
    elif features["place_one_sided"] > 0 and features["country"] < 1:
        opposes.append("a country is named on one side only")
