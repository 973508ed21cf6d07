"""What the list of overlaps is asked for, as its address says it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from flask import url_for

from app.http.problems import PageError
from app.lists.kinds import Facet
from ledger.findings import STATES, VERDICTS

TIERS = {
    "potential duplication": "Same purpose, alike activity, same time, same place and same counterpart: perhaps one work paid for twice.",
    "overlap": "Same purpose, alike activity or beneficiaries, at the same time.",
    "fragmentation": "Several funders on one purpose in one country. Often right; worth coordinating.",
}
NOT_JUDGED, NO_VERDICT = "not judged", "none"
SORTS = ("likely", "name", "country", "money", "start", "state")
FACETS = (
    Facet("tier", "How far", "The three tiers of GAO-15-49SP.", closed=tuple(TIERS)),
    Facet("country", "Country", "Where both programs work."),
    Facet("focus", "Line of effort", "What at least one of the two works on. A pair may count under several."),
    Facet("who", "Funder", "Who pays for at least one of the two."),
    Facet("state", "Judged", closed=(NOT_JUDGED, *STATES)),
    Facet("verdict", "Verdict", closed=(*VERDICTS, NO_VERDICT)),
)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_MOST, _LONGEST, _DEAREST = 100, 300, 10**15


@dataclass(frozen=True)
class Asked:
    """A list under filters. ``values``: facet to chosen values; ``since`` and ``until``: years, ``money``: US dollars, each ``""`` for any.

    A focus area is an id without ``focus:``; ``who`` the id of a funder, or of a program.
    """

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: str = ""
    until: str = ""
    money: str = ""
    sort: str = "likely"

    def chosen(self, facet: str) -> tuple[str, ...]:
        """The values chosen in a facet."""
        return self.values.get(facet, ())

    @property
    def country(self) -> str:
        """The country, where it is only one."""
        return self.chosen("country")[0] if len(self.chosen("country")) == 1 else ""

    def params(self) -> dict[str, Any]:
        """The filters as the queries take them."""
        values: dict[str, Any] = {facet.key: list(self.chosen(facet.key)) for facet in FACETS}
        values["focus"] = [value if value == "none" else f"focus:{value}" for value in values["focus"]]
        return {**values, "since": f"{self.since}-01-01" if self.since else "", "until": f"{self.until}-12-31" if self.until else "9999",
                "money": float(self.money or 0)}

    def address(self, *, without: str = "", value: str = "", **changes: str) -> str:
        """The address of the list without one filter, or without one value of it; ``changes``: other values."""
        pairs = [(facet.key, known) for facet in FACETS for known in self.chosen(facet.key)
                 if facet.key != without or (value and known != value)]
        sort = "" if self.sort == "likely" else self.sort
        given = {"since": self.since, "until": self.until, "money": self.money, "sort": sort, **changes}
        pairs += [(name, text) for name, text in given.items() if text and name != without]
        return url_for("overlaps.index", as_of=None) + ("?" + urlencode(pairs) if pairs else "")


def parse(given: Mapping[str, Sequence[str]], countries: Collection[str], focus_areas: Collection[str]) -> Asked:
    """The list of an address's values by name; 400 says which one is wrong and what is expected."""
    known: dict[str, tuple[Collection[str], str]] = {
        "country": (countries, "the code of a country that something is known of, such as GT"),
        "focus": ({*focus_areas, "none"}, "a line of effort or a topic, such as III"),
    }
    values = {}
    for facet in FACETS:
        found = tuple(dict.fromkeys(text.strip()[:_LONGEST] for text in given.get(facet.key, ()) if text.strip()))
        if len(found) > _MOST:
            raise PageError(400, f"{facet.key}: found {len(found)} values; expected at most {_MOST}.")
        allowed, expected = known.get(facet.key, (facet.closed, f"one of {', '.join(facet.closed)}"))
        wrong = next((text for text in found if allowed and text not in allowed), None)
        if wrong is not None:
            raise PageError(400, f"{facet.key}={wrong}: expected {expected}.")
        if found:
            values[facet.key] = found
    asked = Asked(values, _year(given, "since"), _year(given, "until"), _sum(given), _last(given, "sort") or "likely")
    if asked.sort.removeprefix("-") not in SORTS:
        raise PageError(400, f"sort={asked.sort[:60]}: expected one of {', '.join(SORTS)}, with - in front for the reverse.")
    if asked.since and asked.until and asked.since > asked.until:
        raise PageError(400, f"since={asked.since}, until={asked.until}: expected the earlier year first.")
    return asked


def _last(given: Mapping[str, Sequence[str]], name: str) -> str:
    return (given.get(name) or [""])[-1].strip()


def _year(given: Mapping[str, Sequence[str]], name: str) -> str:
    text = _last(given, name)
    if text and not (_YEAR.fullmatch(text) and 1900 <= int(text) <= 2200):
        raise PageError(400, f"{name}={text[:20]}: expected a year of four digits from 1900 to 2200, such as 2023.")
    return text


def _sum(given: Mapping[str, Sequence[str]]) -> str:
    text = _last(given, "money").replace(",", "").removeprefix("$")
    if text and not (text.isascii() and text.isdecimal() and int(text) <= _DEAREST):
        raise PageError(400, f"money={text[:30]}: expected a sum in whole US dollars, such as 1000000.")
    return text
