"""An answer as a network: the nodes that it holds and the links whose both ends it holds, drawn by the picture that profiles have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from flask import url_for

from analysis.layout import layout
from app.console.answers import Shown, is_link, is_thing, short
from app.http.kinds import KIND_LOOKS, look
from app.http.page import plain
from app.http.site import profile
from app.http.text import count
from app.profiles.network import Node, legend_of

MOST, TIES = 120, 300  # things and links that a page holds
LETTERS = 60  # of a name in the picture
MAP_ROOM = 60  # things in an address of the map
TOLD = 3  # links that stand beside a thing's name
Ends = tuple[str, str, str]  # of a link: id, id, type
ON_MAP = ("org", "program", "country", "area", "agreement", "focus")


@dataclass(frozen=True)
class Tie:
    """One row beside the picture: a link and its ends, or a thing that no drawn link touches (``type`` empty)."""

    start: Shown
    type: str = ""
    end: Shown | None = None


@dataclass(frozen=True)
class Picture:
    """What a browser draws (``data``, JSON), the same as rows, what of the answer is not drawn, and the map's address of these things."""

    data: str
    ties: tuple[Tie, ...]
    said: str
    left_out: tuple[str, ...]
    map: str


@dataclass
class _Found:
    """What an answer holds: things by id, links by ends and type, and how much cannot be drawn."""

    things: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    links: dict[Ends, set[str]] = field(default_factory=dict)
    loose: set[str] = field(default_factory=set)
    unplaced: set[str] = field(default_factory=set)

    def most_linked(self) -> dict[str, None]:
        """The things that are drawn, those with the most links to others first."""
        touched = Counter(id_ for start, end, _ in self.links for id_ in {start, end})
        order = sorted(self.things, key=lambda id_: (-touched[id_], _name(self.things[id_]).casefold(), id_))
        return dict.fromkeys(order[:MOST])

    def keep(self, value: Any) -> None:
        """Note every thing and link in a value, however deep."""
        if isinstance(value, list):
            for each in value:
                self.keep(each)
        elif isinstance(value, Mapping):
            if is_thing(value):
                self._thing(value)
            elif is_link(value):
                self._link(value)
            else:
                self.keep(list(value.values()))

    def _thing(self, value: Mapping[str, Any]) -> None:
        id_ = value.get("id")
        if isinstance(id_, str) and id_.partition(":")[0] in {"org", *KIND_LOOKS}:
            self.things[id_] = value
        else:
            self.unplaced.add(str(id_))

    def _link(self, value: Mapping[str, Any]) -> None:
        key, start, end = str(value["key"]), value.get("start"), value.get("end")
        if isinstance(start, str) and isinstance(end, str):
            self.links.setdefault((start, end, value["type"]), set()).add(key)
        else:
            self.loose.add(key)


def picture(rows: Sequence[Sequence[Any]]) -> Picture | None:
    """The picture of an answer; ``None`` where it holds no node that can be drawn."""
    found = _Found()
    for row in rows:
        found.keep(list(row))
    if not found.things:
        return None
    drawn = found.most_linked()
    within = [ends for ends in found.links if ends[0] in drawn and ends[1] in drawn]
    shown = within[:TIES]
    nodes = _nodes({id_: found.things[id_] for id_ in drawn}, shown)
    on_map = [id_ for id_ in drawn if id_.partition(":")[0] in ON_MAP]
    said = f"{count(len(nodes), 'thing')} and {count(len(shown), 'link')} are drawn."
    data = orjson.dumps({"center": "", "note": said, **_data(nodes, shown)}).decode()
    left_out = (*_left_out(found, len(within), len(shown)), *_beyond_the_map(len(on_map)))
    return Picture(data, _ties(nodes, shown, found), said, left_out, url_for("explore.index", ids=on_map[:MAP_ROOM]))


def _ties(nodes: Sequence[Node], shown: Sequence[Ends], found: _Found) -> tuple[Tie, ...]:
    """The picture as rows: its links, then the things that none of them touches."""
    things = {node.id: Shown(node.name, node.address) for node in nodes}
    touched = {id_ for start, end, _ in shown for id_ in (start, end)}
    linked = (Tie(things[a], _counted(type_, len(found.links[a, b, type_])), things[b]) for a, b, type_ in shown)
    return (*linked, *(Tie(thing) for id_, thing in things.items() if id_ not in touched))


def _beyond_the_map(things: int) -> Iterator[str]:
    if things > MAP_ROOM:
        yield f"The map opens with the first {MAP_ROOM} of these things: an address holds no more."


def _left_out(found: _Found, within: int, shown: int) -> Iterator[str]:
    """Each sentence tells of something in the answer that is not in the picture, and what to do about it."""
    if len(found.things) > MOST:
        yield (f"The {MOST} of {len(found.things):,} things with the most links are drawn; {len(found.things) - MOST:,} are left out with "
               f"{count(len(found.links) - within, 'link')} of theirs. The table and the files have them.")
    if within > shown:
        yield f"The first {shown:,} of {within:,} links among these things are drawn. The table and the files have the rest."
    endless = len(found.loose.difference(*found.links.values()))
    if endless:
        yield (f"Not drawn: {count(endless, 'link')} whose row does not hold both ends. Return the ends as well, "
               "or whole paths: MATCH way = ()-[:FUNDS]->() RETURN way.")
    if found.unplaced:
        yield f"Not drawn: {count(len(found.unplaced), 'node')} of a kind that pictures do not show, such as exchange rates."


def _nodes(things: Mapping[str, Mapping[str, Any]], shown: Sequence[Ends]) -> tuple[Node, ...]:
    places = layout(list(things), [(a, b) for a, b, _ in shown])
    return tuple(_node(id_, thing, places[id_], _told(id_, things, shown)) for id_, thing in things.items())


def _node(id_: str, thing: Mapping[str, Any], place: tuple[float, float], told: Sequence[str]) -> Node:
    kind = thing.get("kind")
    looks = look(id_, kind if id_.startswith("org:") and isinstance(kind, str) else None)
    kept = (*told[:TOLD], *([f"and {len(told) - TOLD} more"] if len(told) > TOLD else ()))
    return Node(id_, _name(thing), looks.key, *place, len(told), len(told), True, profile(id_), kept or ("no link in this answer",))


def _told(id_: str, things: Mapping[str, Mapping[str, Any]], shown: Sequence[Ends]) -> list[str]:
    """The links of a thing: ``FUNDS to Courts``, ``IMPLEMENTS from Asociación``."""
    out = [f"{type_} to {_name(things[end])}" for start, end, type_ in shown if start == id_]
    return out + [f"{type_} from {_name(things[start])}" for start, end, type_ in shown if end == id_ != start]


def _data(nodes: Sequence[Node], shown: Sequence[Ends]) -> dict[str, Any]:
    """What the picture's script reads; things by number, since ids are long."""
    number = {node.id: str(index) for index, node in enumerate(nodes)}
    drawn = [{"id": number[node.id], "name": node.name, "kind": node.kind, "x": node.x, "y": node.y, "links": node.links,
              "degree": node.degree, "address": node.address, "phrases": node.phrases} for node in nodes]
    edges = [{"source": number[start], "target": number[end], "in_force": True} for start, end, _ in shown]
    return {"nodes": drawn, "edges": edges, "legend": plain(legend_of(tuple(nodes)))}


def _counted(type_: str, links: int) -> str:
    return type_ if links == 1 else f"{type_} ({links:,} links)"


def _name(thing: Mapping[str, Any]) -> str:
    return short(str(thing.get("name") or thing["id"]), LETTERS)
