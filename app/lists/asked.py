"""What a list is asked for, as its address says it: pure, so that the map can ask for the same from the same words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qs, urlencode

from app.http.paging import earlier, read_day
from app.http.problems import PageError
from app.lists.kinds import PLURALS, YES_NO, Facet, ListKind
from app.quality.checks import CHECKS

MOST_VALUES, LONGEST = 100, 200
_CODE = re.compile("[A-Z]{2}")


@dataclass(frozen=True)
class Asked:
    """A list under filters. ``values``: facet to chosen values; ``extra``: year and the like as given; ``columns``: those chosen."""

    kind: ListKind
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    columns: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[str, bool]:
        """The column that it is sorted by, and whether the last comes first."""
        sort = self.sort or self.kind.sort
        return sort.removeprefix("-"), sort.startswith("-")

    def chosen(self, facet: str) -> tuple[str, ...]:
        """The values chosen in a facet."""
        return self.values.get(facet, ())

    def without(self, facet: str, value: str = "") -> Asked:
        """The same without a facet, or without one value of it."""
        rest = tuple(known for known in self.chosen(facet) if value and known != value)
        values = {key: found for key, found in self.values.items() if key != facet}
        return replace(self, values={**values, facet: rest} if rest else values)

    def filters(self) -> dict[str, Any]:
        """Every filter of the list as the queries take it: a list of values, empty for any; ``None`` for no year and the like."""
        values: dict[str, Any] = {facet.key: list(self.chosen(facet.key)) for facet in self.kind.facets}
        values["focus"] = [value if value == "none" else f"focus:{value}" for value in values["focus"]]
        read: dict[str, Callable[[str], Any]] = {"year": int, "dated": lambda text: text == "yes"}
        extra = [name for name in self.kind.extra if name in read]
        return {**values, **{name: read[name](self.extra[name]) if name in self.extra else None for name in extra}}

    def since(self, day: dt.date) -> dt.date:
        """The first day of the time that "in force" is about, ``day`` being the last."""
        return earlier("since", dt.date.fromisoformat(self.extra["since"]), day) if "since" in self.extra else day

    def pairs(self, *, columns: bool = True) -> list[tuple[str, str]]:
        """The filters, the order and the chosen columns as names and values of an address."""
        pairs = [(facet.key, value) for facet in self.kind.facets for value in self.chosen(facet.key)]
        pairs += [(name, self.extra[name]) for name in self.kind.extra if name in self.extra]
        if self.sort:
            pairs.append(("sort", self.sort))
        return pairs + [("columns", column) for column in self.columns if columns]

    def text(self) -> str:
        """The filters alone as one text: ``organizations?kind=ngo``. ``from_text`` reads it."""
        pairs = replace(self, sort="").pairs(columns=False)
        return self.kind.plural + ("?" + urlencode(pairs) if pairs else "")


def from_text(text: str) -> Asked:
    """The list of a text that ``Asked.text`` wrote; 400 for another."""
    plural, _, query = text.partition("?")
    if plural not in PLURALS:
        raise PageError(400, f"list={text[:60]}: expected one of {', '.join(PLURALS)}, and its filters behind a question mark.")
    return parse(PLURALS[plural], parse_qs(query))


def parse(kind: ListKind, given: Mapping[str, Sequence[str]]) -> Asked:
    """The list of an address's values by name; 400 says which one is wrong and what is expected."""
    values = {facet.key: _values(facet, given.get(facet.key, ())) for facet in kind.facets}
    extra = {name: given[name][-1].strip() for name in kind.extra if given.get(name) and given[name][-1].strip()}
    _check_extra(extra)
    if "since" in extra:  # a time is given for what was in force in it
        values["in_force"] = values["in_force"] or ("yes",)
    sort = (given.get("sort") or [""])[-1]
    if sort and sort.removeprefix("-") not in kind.sorts:
        raise PageError(400, f"sort={sort[:60]}: expected one of {', '.join(kind.sorts)}, with - in front for the reverse.")
    known = [column.key for column in kind.columns]
    wanted = {name for text in given.get("columns", ()) for name in text.split(",") if name}
    if wanted - set(known):
        raise PageError(400, f"columns={', '.join(sorted(wanted - set(known)))[:60]}: expected some of {', '.join(known)}.")
    return Asked(kind, {key: found for key, found in values.items() if found}, extra, sort, tuple(c for c in known if c in wanted))


def _values(facet: Facet, given: Sequence[str]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(text.strip()[:LONGEST] for text in given if text.strip()))
    if len(found) > MOST_VALUES:
        raise PageError(400, f"{facet.key}: found {len(found)} values; expected at most {MOST_VALUES}.")
    return tuple(dict.fromkeys(_value(facet, text) for text in found))


def _value(facet: Facet, text: str) -> str:
    if facet.key == "focus":
        return text.removeprefix("focus:")
    if facet.key == "state" or (facet.key == "country" and text != "none"):
        code = text.removeprefix("country:").removeprefix("area:").removeprefix("US-").upper()
        if not _CODE.fullmatch(code):
            such = "GT" if facet.key == "country" else "TX"
            raise PageError(400, f"{facet.key}={text[:60]}: expected a code of two letters, such as {such}.")
        return code
    allowed = ("any", "none", *CHECKS) if facet.key == "problem" else facet.closed
    if allowed and text not in allowed:
        raise PageError(400, f"{facet.key}={text[:60]}: expected one of {', '.join(allowed)}.")
    return text


def _check_extra(extra: Mapping[str, str]) -> None:
    year, dated = extra.get("year", ""), extra.get("dated", "")
    if "since" in extra:
        read_day("since", extra["since"])
    if year and not (re.fullmatch(r"\d{4}", year, re.ASCII) and 1900 <= int(year) <= 2200):
        raise PageError(400, f"year={year[:20]}: expected a year of four digits from 1900 to 2200, such as 2023.")
    if dated and dated not in YES_NO:
        raise PageError(400, f"dated={dated[:20]}: expected yes or no.")

