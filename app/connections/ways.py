"""Ways between two organizations: the shortest ones, then others that go through nobody of those before."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from app.profiles.phrases import phrase
from app.services import services

TYPES = {
    "money": ("Money: who pays, answers for or manages", ("FUNDS", "ACCOUNTABLE_FOR", "EXTENDS")),
    "delivery": ("Delivery: who delivers, trains, helps", ("IMPLEMENTS", "TRAINS", "BENEFITS")),
    "partnership": ("Partnership", ("PARTNERS_WITH",)),
    "agreements": ("Agreements", ("PARTY_TO", "COVERS")),
    "structure": ("Structure: parts, members, successors, related programs", ("PART_OF", "MEMBER_OF", "SUCCEEDED_BY", "RELATED_TO")),
}
ROUTES = 3
SHORTEST = 10
CLAIMS = 2_000
PATIENCE = 20
Thing = dict[str, Any]


@dataclass(frozen=True)
class Claim:
    """One statement behind a step: what the first does to the second, with its dates and its source."""

    phrase: str
    role: str
    source: str
    record: str
    page: str
    valid_from: str
    valid_to: str


@dataclass(frozen=True)
class Step:
    """From one thing to the next, with every statement that links them."""

    start: Thing
    end: Thing
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Way:
    """Steps from the one organization to the other."""

    steps: tuple[Step, ...]

    @property
    def between(self) -> tuple[Thing, ...]:
        """The things between the two ends."""
        return tuple(step.end for step in self.steps[:-1])

    @property
    def things(self) -> tuple[Thing, ...]:
        """All things, from end to end."""
        return (self.steps[0].start, *(step.end for step in self.steps))


@dataclass(frozen=True)
class Question:
    """Two organizations (ids), the kinds of link to go through (keys of ``TYPES``), the day, and whether links must be in force."""

    one: str
    other: str
    by: tuple[str, ...]
    as_of: dt.date
    current: bool


@dataclass(frozen=True)
class Answer:
    """``shortest``: ways of the fewest links; ``more``: others are as short; ``apart``: further ways that share nothing between."""

    shortest: tuple[Way, ...]
    more: bool
    apart: tuple[Way, ...]

    @property
    def ways(self) -> tuple[Way, ...]:
        """All that are told."""
        return (*self.shortest, *self.apart)


def ask(question: Question) -> Answer:
    """The ways that a question asks for."""
    shortest = _things(question, (), SHORTEST + 1)
    apart = list(_apart(question, shortest[:1]))
    claims = _claims(question, [*shortest[:SHORTEST], *apart])
    ways = [_way(things, claims) for things in (*shortest[:SHORTEST], *apart)]
    return Answer(tuple(ways[: len(ways) - len(apart)]), len(shortest) > SHORTEST, tuple(ways[len(ways) - len(apart) :]))


def _apart(question: Question, first: list[list[Thing]]) -> Iterator[list[Thing]]:
    """Ways that go through nothing of the first shortest way, nor of each other; a direct link leaves nothing to avoid."""
    used = {thing["id"] for things in first for thing in things[1:-1]}
    for _ in range(ROUTES - 1):
        following = _things(question, used, 1) if used else []
        if not following or len(following[0]) == 2:
            return
        yield following[0]
        used |= {thing["id"] for thing in following[0][1:-1]}


def _things(question: Question, without: Iterable[str], size: int) -> list[list[Thing]]:
    made = services()
    values = {"one": question.one, "other": question.other, "without": sorted(without), "size": size, **_through(question)}
    return [row["things"] for row in made.catalogue["connections/shortest"].run(made.graph, values, timeout=PATIENCE).dicts()]


def _through(question: Question) -> dict[str, Any]:
    types = [type_ for key in question.by for type_ in TYPES[key][1]]
    return {"types": types, "current": question.current, "as_of": question.as_of}


def _claims(question: Question, ways: list[list[Thing]]) -> dict[tuple[str, str], list[Claim]]:
    made = services()
    pairs = sorted({(a["id"], b["id"]) for things in ways for a, b in pairwise(things)})
    found: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    values = {"pairs": [{"one": one, "other": other} for one, other in pairs], **_through(question)}
    for row in made.catalogue["connections/claims"].run(made.graph, values, limit=CLAIMS).dicts() if pairs else ():
        found[row["one"], row["other"]].append(Claim(
            phrase(row["type"], outgoing=row["outgoing"]), row["role"] or "", row["source"], row["record"], row["page"] or "",
            row["valid_from"] or "", row["valid_to"] or "",
        ))  # fmt: skip
    return found


def _way(things: list[Thing], claims: dict[tuple[str, str], list[Claim]]) -> Way:
    return Way(tuple(Step(a, b, tuple(claims.get((a["id"], b["id"]), ()))) for a, b in pairwise(things)))
