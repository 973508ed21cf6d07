"""Agreements that may say the same: at least two parties in common, on one topic, in force at the same time.

An agreement that begins when another has ended replaces it and is no overlap. The topic is the same where both cover one focus
area or program, or where the shorter of the two texts has at least ``SAME_TOPIC`` of its words in the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from analysis.overlaps.programs import OPEN_END, UNKNOWN_DAY
from analysis.resolution.text import STOPWORDS, latin_tokens

SAME_TOPIC, LEAST_WORDS = 0.5, 2
# What every agreement is called, whatever it is about.
FORMS = frozenset([
    "agreement", "memorandum", "understanding", "letter", "treaty", "grant", "cooperation", "between", "mou", "loa", "iaa", "amendment",
    "additional", "protocol", "convention", "decree", "approved", "signed", "ratified",
])  # fmt: skip
# Two parties with more agreements than this are each other's main partner: their papers are paired by what they cover alone.
CROWDED = 200


@dataclass(frozen=True)
class Agreement:
    """One agreement. ``topic``: in the words of its source; ``covers``: ids of focus areas and programs; days from 1970-01-01."""

    id: str
    parties: frozenset[str]
    topic: str
    covers: frozenset[str] = frozenset()
    start_day: int = UNKNOWN_DAY
    end_day: int = OPEN_END


@dataclass(frozen=True)
class AgreementOverlap:
    """Two agreements, ``one`` < ``other``. ``words``: of both topics; ``dated``: a day on which both are in force is known."""

    one: str
    other: str
    parties: tuple[str, ...]
    words: tuple[str, ...]
    covers: tuple[str, ...]
    dated: bool


def agreement_overlaps(agreements: Iterable[Agreement]) -> list[AgreementOverlap]:
    """Find pairs of agreements, those with most in common first."""
    by_parties: dict[tuple[str, str], list[Agreement]] = defaultdict(list)
    for agreement in agreements:
        for two in combinations(sorted(agreement.parties), 2):
            by_parties[two].append(agreement)
    asked: dict[tuple[str, str], AgreementOverlap | None] = {}
    for papers in by_parties.values():
        for first, second in combinations(sorted(papers, key=lambda a: a.id), 2):
            if (first.id, second.id) not in asked:
                asked[first.id, second.id] = _overlap(first, second, crowded=len(papers) > CROWDED)
    found = [overlap for overlap in asked.values() if overlap is not None]
    return sorted(found, key=lambda o: (-len(o.covers), -len(o.words), o.one, o.other))


def topic_words(topic: str) -> frozenset[str]:
    """The words that tell what an agreement is about."""
    return frozenset(word for word in latin_tokens(topic) if word not in STOPWORDS and word not in FORMS and not word.isdigit())


def _overlap(first: Agreement, second: Agreement, *, crowded: bool) -> AgreementOverlap | None:
    if min(first.end_day, second.end_day) < max(first.start_day, second.start_day):
        return None
    covers = first.covers & second.covers
    one, other = topic_words(first.topic), topic_words(second.topic)
    words = one & other
    alike = len(words) >= LEAST_WORDS and len(words) >= SAME_TOPIC * min(len(one), len(other))
    if not covers and (crowded or not alike):
        return None
    dated = UNKNOWN_DAY not in (first.start_day, second.start_day) and OPEN_END not in (first.end_day, second.end_day)
    parties = tuple(sorted(first.parties & second.parties))
    return AgreementOverlap(first.id, second.id, parties, tuple(sorted(words)), tuple(sorted(covers)), dated)
