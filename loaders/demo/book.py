"""What the tables have said so far and later rows need: who is who, and facts that may be told a second time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from loaders.codes import countries, country_name
from loaders.dates import BadDate, period
from loaders.rows import Fates, NodeRow, Ref, Where


class Named(NamedTuple):
    """A node that links may end at: ``short`` is how a heading names it."""

    ref: Ref
    name: str
    short: str


class Told(NamedTuple):
    """A fact of another table that a row of links.csv may repeat."""

    record: str
    line: int
    start: str
    page: str


class Sum(NamedTuple):
    """A stated sum, as the Figure it becomes; ``also``: further records that state it."""

    key: str
    record: str
    props: dict[str, Any]
    page: str
    also: tuple[str, ...] = ()


class Budget(NamedTuple):
    """What an account of ``provider`` gave to a country in a year."""

    stated: Sum
    provider: str
    country: str


class Total(NamedTuple):
    """A program's stated sum."""

    stated: Sum
    line: int
    start: str


@dataclass
class Book:
    """The state of one load of this format.

    ``nodes``: by id as the files write it, countries as ``country:GT``; ``parents``: (child, parent) from parent_id;
    ``guards``: U.S. state to its National Guard; ``pairs``: (guard, country) of the State Partnership Program;
    ``budgets``: (country, year, sum) of the INCLE account; ``totals``: program to its stated sum;
    ``mentioned``: shared nodes that links end at.
    """

    fates: Fates
    nodes: dict[str, Named] = field(default_factory=dict)
    parents: dict[tuple[str, str], Told] = field(default_factory=dict)
    guards: dict[str, str] = field(default_factory=dict)
    pairs: dict[tuple[str, str], list[Told]] = field(default_factory=dict)
    budgets: dict[tuple[str, str, float], Budget] = field(default_factory=dict)
    totals: dict[str, Total] = field(default_factory=dict)
    mentioned: dict[Ref, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for code, country in countries().items():
            self.nodes[f"country:{code}"] = Named(Ref("Country", f"country:{code}"), country.name, country.name)

    def mention(self, label: str, key: str, name: str) -> Ref:
        """A shared node as the end of a link; it is named once, with all others."""
        ref = Ref(label, key)
        self.mentioned[ref] = name
        return ref

    def country(self, code: str) -> Ref:
        """A country as the end of a link."""
        return self.mention("Country", f"country:{code}", country_name(code))

    def names(self) -> Iterator[NodeRow]:
        """A stub for every shared node that was mentioned."""
        for ref, name in sorted(self.mentioned.items()):
            yield NodeRow(ref.label, ref.key, "mentioned", name, stub=True)

    def checked_country(self, code: str, where: Where, column: str) -> str:
        """The code of a country, or ``""`` with a fault where it is none."""
        if code and code not in countries():
            self.fates.fault(where.file, where._replace(field=column), code, "an ISO 3166-1 alpha-2 code, or XK")
            return ""
        return code

    def checked_period(self, start: str, end: str, where: Where, columns: tuple[str, str] = ("start", "end")) -> dict[str, str]:
        """``valid_from``, ``valid_to`` and their texts; one that is no date is left out with a fault."""
        try:
            return period(start, end)
        except BadDate:
            return {**self._one(start, "", where, columns[0]), **self._one("", end, where, columns[1])}

    def _one(self, start: str, end: str, where: Where, column: str) -> dict[str, str]:
        try:
            return period(start, end)
        except BadDate as error:
            self.fates.fault(where.file, where._replace(field=column), start or end, str(error))
            return {}
