"""From a score to what a person is shown: likely, possible or unlikely, "part of", and why, in words.

A high score alone is not "likely". What is common among false matches keeps a pair at "possible" until a person or
another source says more: see ``DOUBTS``, and a rival that scores as well.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.resolution.names import TELLING_WORD
from analysis.resolution.normalise import Name

LIKELY, POSSIBLE, UNLIKELY = "likely", "possible", "unlikely"
SAME, PART_OF = "same", "part of"
RIVAL = 0.85
# An acronym this long that one record alone can bear is as good as a name.
SINGULAR_ACRONYM = 5
ONE_RECORD = 0.7
# Share of a name's words that joined syllables ("MINGOB") must take from to speak for it: all of them.
EVERY_WORD = 0.99


@dataclass(frozen=True)
class Thresholds:
    """Scores at which the bands begin, learned with the model from its training data.

    ``faint``: below it two full names have nothing to do with each other.
    """

    likely: float
    possible: float
    faint: float


DOUBTS = {
    "acronym": "a bare acronym, and no country agrees",
    "loose": "the acronym may fit the name, and does not have to",
    "borrowed": "the acronym is that of a body which one of them belongs to",
    "state": "a bare acronym, and a state or province is named on one side only",
    "country": "a country is named on one side only",
    "conflict": "different countries or states",
    "contains": "one name holds the other and says more",
    "place": "one name says a place and nothing else",
    "generic": "they share only places and words that many organizations have",
    "words": "each says a telling word that the other lacks",
    "more": "one says a telling word that the other lacks",
}
# Those that the words about acronyms, places and missing words do not tell already.
SAID_SO = ("borrowed", "state", "place", "generic")


def reasons_to_doubt(features: pd.DataFrame) -> pd.DataFrame:
    """For each pair, what keeps it from "likely" whatever its score: one column of truth values a reason of ``DOUBTS``."""
    own, bare = features["own_acronym"] > 0, features["bare"] > 0
    no_acronym = (features["acronym"] == 0) & ~bare
    singular = (features["acronym_length"] >= SINGULAR_ACRONYM) & (features["acronym_shared_by"] <= ONE_RECORD)
    different = (features["place"] < 0) | (features["state_conflict"] > 0) | (features["country"] < 0)
    return pd.DataFrame(
        {
            "acronym": bare & (features["country"] < 1) & ~singular,
            "loose": bare & (features["acronym"] == 0) & (features["abbreviates"] < EVERY_WORD),
            "borrowed": features["borrowed_acronym"] > 0,
            "state": bare & (features["state_one_sided"] > 0) & ~own,
            "country": (features["place_one_sided"] > 0) & (features["country"] < 1),
            "conflict": different,
            "contains": contains(features) & ~own & (features["unmatched_high"] >= TELLING_WORD / 2),
            "place": features["only_place"] > 0,
            "generic": no_acronym & (features["telling_shared"] == 0),
            "words": (features["telling_low"] > 0) & ~bare & ~own,
            "more": (features["telling_high"] > 0) & ~bare & ~own,
        }
    )


def unlike_in_full(scored: pd.DataFrame, features: pd.DataFrame, faint: float) -> npt.NDArray[np.bool_]:
    """Pairs that rest on an acronym although both records have a name in full, and those are not even faintly alike.

    ``scored``: columns ``left_record``, ``right_record``, ``score``, row by row as ``features``.
    """
    in_full = scored[(features["bare"] == 0).to_numpy() & (scored["score"] >= faint).to_numpy()]
    alike = pd.MultiIndex.from_frame(in_full[["left_record", "right_record"]]).unique()
    met = pd.MultiIndex.from_frame(scored[["left_record", "right_record"]]).isin(alike)
    met |= (scored["left_record"] == scored["right_record"]).to_numpy()
    return np.asarray((features["has_full_name"] > 0).to_numpy() & ~met)


def contains(features: pd.DataFrame) -> pd.Series[bool]:
    """Pairs in which one name holds the other and says more ("Oxfam America"), or names it before a slash."""
    longer = (features["contained"] > 0.99) & (features["unmatched_high"] > 0) & (features["bare"] == 0)
    return longer | (features["parent"] > 0) | (features["borrowed_acronym"] > 0)


def bands(scored: pd.DataFrame, features: pd.DataFrame, thresholds: Thresholds) -> pd.DataFrame:
    """Add ``band`` and ``kind`` to pairs that have ``left_record``, ``right_record`` and ``score``.

    A pair is "likely" only if no other record scores nearly as well for either side.
    """
    doubt = reasons_to_doubt(features).any(axis=1).to_numpy() | unlike_in_full(scored, features, thresholds.faint)
    score = scored["score"].to_numpy()
    rival = _has_rival(scored)
    band = np.where(score >= thresholds.possible, POSSIBLE, UNLIKELY)
    band = np.where((score >= thresholds.likely) & ~doubt & ~rival, LIKELY, band)
    part = contains(features).to_numpy() & (features["own_acronym"] == 0).to_numpy() & (band != LIKELY)
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


def explain(one: Name, other: Name, features: Mapping[str, float], doubts: Collection[str] = ()) -> Evidence:
    """Say in words what the features saw: shared and missing words, acronyms, places, languages.

    ``doubts``: which of ``DOUBTS`` hold; those that no other phrase tells are said too.
    """
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
    opposes += [DOUBTS[reason] for reason in SAID_SO if reason in doubts]
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
