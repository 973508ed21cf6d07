"""Who bears an acronym: as written, as its words could form it, or only loosely so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.resolution.acronyms import PART

Ids = npt.NDArray[np.int32]
Holders = dict[int, list[int]]
PAD = -1


@dataclass(frozen=True)
class AcronymIndex:
    """Rows of a table by the acronyms that they have, and full names of each country by their initials."""

    written: Holders
    possible: Holders
    loose: Holders
    in_country: dict[int, npt.NDArray[np.int64]]
    initials: Sequence[str]
    letters: npt.NDArray[np.int64]

    @classmethod
    def of(
        cls, written: Ids, possible: Ids, loose: Ids, country_ids: Ids, bare: npt.NDArray[np.bool_], initials: Sequence[str]
    ) -> AcronymIndex:
        """Made from the id tables of names; ``initials``: first letters of each name's words."""
        countries = np.unique(country_ids[country_ids != PAD])
        in_country = {int(c): np.flatnonzero(~bare & (country_ids == c).any(axis=1)) for c in countries}
        letters = np.array([_letter_set(i) for i in initials], dtype=np.int64)
        return cls(_holders(written), _holders(possible), _holders(loose), in_country, initials, letters)

    def abbreviated(self, acronyms: frozenset[str], countries: Sequence[int]) -> set[int]:
        """Full names of one of the countries whose initials hold the letters of an acronym in order ("DRL" in b-d-h-r-l)."""
        found: set[int] = set()
        for country in countries:
            rows = self.in_country.get(country, np.empty(0, dtype=np.int64))
            for acronym in acronyms:
                if len(acronym) < PART:
                    continue
                wanted = _letter_set(acronym)
                possible = rows[(self.letters[rows] & wanted) == wanted]
                found |= {int(r) for r in possible if _in_order(acronym, self.initials[r])}
        return found


def found(keys: Ids, holders: Holders) -> set[int]:
    """Rows that hold one of the keys of a row."""
    return {row for key in keys[keys != PAD].tolist() for row in holders.get(key, ())}


def _holders(ids: Ids) -> Holders:
    holders: Holders = defaultdict(list)
    for row, column in zip(*np.nonzero(ids != PAD), strict=True):
        holders[int(ids[row, column])].append(int(row))
    return dict(holders)


def _letter_set(text: str) -> int:
    return sum(1 << (ord(c) - ord("a")) for c in set(text) if "a" <= c <= "z")


def _in_order(acronym: str, initials: str) -> bool:
    rest = iter(initials)
    return len(initials) <= 2 * len(acronym) and all(letter in rest for letter in acronym)
