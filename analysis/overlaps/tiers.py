"""The three tiers of GAO-15-49SP for a pair, and what keeps us from telling.

Fragmentation: both work on one purpose in one country. Overlap: and their activity or beneficiaries are alike, at the same
time. Potential duplication: and with the same counterpart, at the same place. Each facet is yes, no or not stated; what is
not stated is never taken for no: the tier stays where the stated facets put it, and says what it cannot assess.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.overlaps.gates import DAYS_TOGETHER
from analysis.overlaps.programs import OPEN_END, UNKNOWN_DAY, items
from analysis.overlaps.score import DIFFERENT, SHARED

FRAGMENTATION, OVERLAP, DUPLICATION, NO_TIER = "fragmentation", "overlap", "potential duplication", "none"
YES, NO, NOT_STATED = "yes", "no", "not stated"
SAME_PURPOSE_SECTOR = 0.6
SAME_ACTIVITY_TEXT = 0.6


@dataclass(frozen=True)
class Assessment:
    """A pair's tier, each facet as yes, no or not stated, and the facets that a higher tier would need stated."""

    tier: str
    facets: dict[str, str]
    cannot_assess: tuple[str, ...]


def assess(one: pd.Series[Any], other: pd.Series[Any], pair: pd.Series[Any]) -> Assessment:
    """The tier of a pair of ``run.find_overlaps``; ``one`` and ``other`` are rows of its programs."""
    facets = {
        "purpose": _purpose(one, other, pair),
        "activity": _activity(one, other, pair),
        "beneficiaries": _lists(items(one["beneficiaries"]), items(other["beneficiaries"])),
        "time": _time(one, other, pair),
        "place": {SHARED: YES, DIFFERENT: NO}.get(str(pair["places"]), NOT_STATED),
        "counterpart": _lists(_counterparts(one), _counterparts(other)),
    }
    likeness = _either(facets["activity"], facets["beneficiaries"])
    steps = (
        (FRAGMENTATION, {"purpose": facets["purpose"]}),
        (OVERLAP, {"time": facets["time"], "activity or beneficiaries": likeness}),
        (DUPLICATION, {"place": facets["place"], "counterpart": facets["counterpart"]}),
    )
    tier = NO_TIER
    for name, needed in steps:
        if all(answer == YES for answer in needed.values()):
            tier = name
            continue
        ruled_out = NO in needed.values()
        unknown = () if ruled_out else tuple(facet for facet, answer in needed.items() if answer == NOT_STATED)
        return Assessment(tier, facets, unknown)
    return Assessment(tier, facets, ())


def _purpose(one: pd.Series[Any], other: pd.Series[Any], pair: pd.Series[Any]) -> str:
    if pair["sector"] >= SAME_PURPOSE_SECTOR or pair["text"] >= SAME_ACTIVITY_TEXT:
        return YES
    return NO if one["sectors"] and other["sectors"] else NOT_STATED


def _activity(one: pd.Series[Any], other: pd.Series[Any], pair: pd.Series[Any]) -> str:
    if pair["text"] >= SAME_ACTIVITY_TEXT:
        return YES
    return NO if one["description"] and other["description"] else NOT_STATED


def _time(one: pd.Series[Any], other: pd.Series[Any], pair: pd.Series[Any]) -> str:
    if pair["days"] < DAYS_TOGETHER:
        return NO
    started = UNKNOWN_DAY not in (one["start_day"], other["start_day"])
    ended = OPEN_END not in (one["end_day"], other["end_day"])
    return YES if started and ended else NOT_STATED


def _counterparts(program: pd.Series[Any]) -> frozenset[str]:
    return items(program["counterparts"]) | ({program["implementer"]} if program["implementer"] else frozenset())


def _lists(one: frozenset[str], other: frozenset[str]) -> str:
    if not one or not other:
        return NOT_STATED
    return YES if one & other else NO


def _either(one: str, other: str) -> str:
    if YES in (one, other):
        return YES
    return NOT_STATED if NOT_STATED in (one, other) else NO
