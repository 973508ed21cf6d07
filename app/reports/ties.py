"""An answer as a network: what stands in one row is tied, drawn by the picture that profiles have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import url_for

from analysis.layout import layout
from app.http.kinds import look
from app.http.site import profile
from app.profiles.network import Edge, Network, Node, legend_of
from app.reports.fields import Form
from app.services import services
from graph.catalogue import Query
from graph.catalogue.views import Ties
from graph.client import Result

MOST = 150
MAP_ROOM = 60
_NAMED = 4


@dataclass(frozen=True)
class NetworkDrawing:
    """Where the picture's data is, and the address that opens the same things on the map."""

    address: str
    map: str


@dataclass(frozen=True)
class _Thing:
    id: str
    name: str
    kind: str


@dataclass(frozen=True)
class _Tied:
    """Things by id, and which are tied; the most tied come first when there are too many to draw."""

    things: dict[str, _Thing]
    pairs: dict[tuple[str, str], int]

    def ties(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {id_: set() for id_ in self.things}
        for a, b in self.pairs:
            found[a].add(b)
            found[b].add(a)
        return found

    def most_tied(self) -> list[str]:
        ties = self.ties()
        return sorted(self.things, key=lambda id_: (-len(ties[id_]), self.things[id_].name.casefold(), id_))[:MOST]


def drawing(query: Query, spec: Ties, rows: Sequence[Mapping[str, Any]], form: Form) -> NetworkDrawing | None:
    """The frame of the picture, ``None`` where no row ties two things."""
    tied = _tied(spec, rows)
    if not tied.pairs:
        return None
    given: dict[str, Any] = dict(form.address())
    address = url_for("reports.network", name=query.name.rpartition("/")[2], **given)
    return NetworkDrawing(address, url_for("explore.index", ids=tied.most_tied()[:MAP_ROOM]))


def network(query: Query, spec: Ties, answer: Result, day: dt.date) -> Network:
    """The picture's data: the most tied things up to ``MOST``, where each stands, and what it is tied with."""
    rows = answer.dicts()
    tied = _tied(spec, rows)
    drawn = set(tied.most_tied())
    pairs = {pair: n for pair, n in tied.pairs.items() if set(pair) <= drawn}
    kinds = _kinds(sorted(drawn))
    things = {id_: replace(tied.things[id_], kind=kinds.get(id_) or tied.things[id_].kind) for id_ in tied.most_tied()}
    ties = _Tied(things, pairs).ties()
    places = layout(sorted(drawn), list(pairs))
    nodes = tuple(_node(thing, ties[id_], things, places[id_]) for id_, thing in things.items())
    edges = tuple(Edge(a, b, "", "stands in one row with", n, True) for (a, b), n in pairs.items())
    note = _note(len(tied.things), len(drawn))
    if answer.truncated:
        note += f" They are those of the first {len(rows):,} rows of the answer."
    return Network("", query.title, day, len(tied.things), len(drawn), note, nodes, edges, legend_of(nodes))


def _kinds(ids: list[str]) -> dict[str, str]:
    """What kind of organization each is, where a source says."""
    made = services()
    return {row["id"]: row["kind"] or "" for row in made.catalogue["explore/things"].run(made.graph, {"ids": ids}).dicts()}


def _tied(spec: Ties, rows: Sequence[Mapping[str, Any]]) -> _Tied:
    things: dict[str, _Thing] = {}
    pairs: dict[tuple[str, str], int] = {}
    for row in rows:
        for left, right in spec.pairs:
            for a in _things(row, left):
                for b in _things(row, right):
                    if a.id != b.id:
                        things.update({a.id: a, b.id: b})
                        pairs[a.id, b.id] = pairs.get((a.id, b.id), 0) + 1
    return _Tied(things, pairs)


def _things(row: Mapping[str, Any], column: str) -> Iterator[_Thing]:
    """The things of one column of a row that have an id."""
    names, ids = row[column], row[f"{column}_id"]
    pairs = zip(names, ids, strict=True) if isinstance(ids, list) else [(names, ids)]
    kinds = row.get(f"{column}_kind")
    for name, id_ in pairs:
        if id_:
            yield _Thing(id_, str(name or id_), kinds if isinstance(kinds, str) else "")


def _node(thing: _Thing, tied: set[str], things: Mapping[str, _Thing], place: tuple[float, float]) -> Node:
    others = sorted((things[id_].name for id_ in tied), key=str.casefold)
    told = (*others[:_NAMED], *([f"and {len(others) - _NAMED} more"] if len(others) > _NAMED else ()))
    kind = look(thing.id, (thing.kind or None) if thing.id.startswith("org:") else None).key
    return Node(thing.id, thing.name, kind, *place, len(tied), len(tied), True, profile(thing.id), told)


def _note(total: int, shown: int) -> str:
    if total > shown:
        return f"The {shown} of {total:,} with the most ties are drawn; {total - shown:,} are left out and stand in the table below."
    return f"All {total:,} are drawn."
