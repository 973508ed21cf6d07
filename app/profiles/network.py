"""The network around a thing: neighbours, the links among them, and where each stands in the picture."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from analysis.layout import layout
from app.http.kinds import KIND_LOOKS, look
from app.http.problems import not_found
from app.http.site import profile
from app.profiles.phrases import phrase
from app.services import services

MOST = 120
_LABELS = {"org": "organization", "program": "program", "country": "country", "agreement": "agreement", "area": "area",
           "focus": "focus"}


@dataclass(frozen=True)
class Node:
    """One thing in the picture. ``kind``: key of its look; ``links``: to the thing in the middle; ``degree``: in all."""

    id: str
    name: str
    kind: str
    x: float
    y: float
    links: int
    degree: int
    in_force: bool
    address: str
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edge:
    """Links of one type between two things."""

    source: str
    target: str
    type: str
    phrase: str
    links: int
    in_force: bool


@dataclass(frozen=True)
class LegendEntry:
    """A kind in the picture, how it is drawn, and how many there are."""

    key: str
    label: str
    shape: str
    path: str
    hollow: bool
    count: int


@dataclass(frozen=True)
class Network:
    """The picture of ``center`` on a day; ``total``: neighbours there are, of which the picture shows ``shown``."""

    center: str
    name: str
    as_of: dt.date
    total: int
    shown: int
    note: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    legend: tuple[LegendEntry, ...]


def network(id_: str, as_of: dt.date, most: int = MOST) -> Network:
    """The network around a thing, ``most`` neighbours of it; ``PageError`` 404 where there is none of that id."""
    made = services()
    middle = _middle(id_)
    found = made.catalogue["pages/network"].run(made.graph, {"id": id_, "as_of": as_of, "size": most}).dicts()
    ids = [id_, *(row["id"] for row in found)]
    edges, places = _drawn(ids, as_of)
    total = found[0]["total"] if found else 0
    nodes = (_node(middle, places, ()), *(_node(row, places, _phrases(id_, row["id"], edges)) for row in found))
    return Network(id_, middle["name"], as_of, total, len(found), _note(total, len(found)), nodes, edges, legend_of(nodes))


def joint_network(ids: Sequence[str], as_of: dt.date) -> Network:
    """The network around several things at once, none of them in the middle; ``PageError`` 404 where there is none of an id.

    What a neighbour is to each of them stands in its ``phrases``; those that several share come first.
    """
    made = services()
    middles = {id_: _middle(id_) for id_ in ids}
    most = max(MOST // len(middles), 30)
    around: dict[str, dict[str, Any]] = {}
    left_out = 0
    for id_ in middles:
        found = made.catalogue["pages/network"].run(made.graph, {"id": id_, "as_of": as_of, "size": most}).dicts()
        left_out += (found[0]["total"] if found else 0) - len(found)
        for row in found:
            known = around.get(row["id"])
            around[row["id"]] = {**row, "links": row["links"] + (known["links"] if known else 0)}
    rows = [row for row in around.values() if row["id"] not in middles]
    every = [*middles, *(row["id"] for row in rows)]
    edges, places = _drawn(every, as_of)
    names = {id_: middle["name"] for id_, middle in middles.items()}
    nodes = [_node(row, places, _to_each(row["id"], names, edges)) for row in rows]
    nodes.sort(key=lambda node: (-len(node.phrases), node.name.casefold(), node.id))
    centers = [_node({**middle, "links": len(rows)}, places, ("one of those compared",)) for middle in middles.values()]
    note = f"All {len(rows):,} neighbours are shown." if not left_out else (
        f"At most {most} neighbours of each are shown, those with a link in force and the most links; {left_out:,} are left out.")
    return Network("", " and ".join(names.values()), as_of, len(rows) + left_out, len(rows), note, (*centers, *nodes), edges,
                   legend_of((*centers, *nodes)))


def network_among(ids: Sequence[str], as_of: dt.date) -> Network:
    """Some things and the links among them, nothing around; ``PageError`` 404 where there is none of an id."""
    things = [_middle(id_) for id_ in ids]
    edges, places = _drawn(ids, as_of)
    names = {thing["id"]: thing["name"] for thing in things}
    near = Counter(id_ for edge in edges for id_ in (edge.source, edge.target))
    nodes = tuple(_node({**thing, "links": near[thing["id"]], "degree": near[thing["id"]]}, places, _to_each(thing["id"], names, edges))
                  for thing in things)
    note = f"{len(nodes)} things and all links among them."
    return Network("", " and ".join(list(names.values())[:2]), as_of, len(nodes), len(nodes), note, nodes, edges, legend_of(nodes))


def _drawn(ids: Sequence[str], as_of: dt.date) -> tuple[tuple[Edge, ...], dict[str, tuple[float, float]]]:
    """The links among things, and where each thing stands."""
    made = services()
    links = made.catalogue["pages/network-links"].run(made.graph, {"ids": list(ids), "as_of": as_of}).dicts()
    places = _places(tuple(sorted(ids)), tuple(sorted({(row["start"], row["end"]) for row in links})))
    edges = (Edge(r["start"], r["end"], r["type"], phrase(r["type"], outgoing=True), r["links"], r["in_force"]) for r in links)
    return tuple(edges), places


def _to_each(other: str, names: Mapping[str, str], edges: tuple[Edge, ...]) -> tuple[str, ...]:
    """What a thing is to each of several, in words: ``funds: Courts``."""
    return tuple(f"{', '.join(found)}: {name}" for id_, name in names.items() if (found := _phrases(other, id_, edges)))


def _middle(id_: str) -> dict[str, Any]:
    made = services()
    type_ = _LABELS.get(id_.partition(":")[0], "")
    key = id_.partition(":")[2] if type_ == "country" else id_
    if not type_ or not key:
        raise not_found(f"There is no picture of {id_}.")
    query = made.catalogue[f"pages/{type_}"]
    row = query.run(made.graph, {"id": key}).one()
    if row is None:
        raise not_found(f"No loaded source names anything with the id {id_}.")
    return {"id": id_, "name": row["name"], "kind": row.get("kind"), "links": 0, "degree": 0, "in_force": True}


@lru_cache(maxsize=256)
def _places(ids: tuple[str, ...], pairs: tuple[tuple[str, str], ...]) -> dict[str, tuple[float, float]]:
    """Positions, kept for as long as the same things are linked in the same way."""
    return layout(ids, pairs)


def _node(row: dict[str, Any], places: dict[str, tuple[float, float]], phrases: tuple[str, ...]) -> Node:
    x, y = places[row["id"]]
    return Node(row["id"], row["name"], look(row["id"], row["kind"] if row["id"].startswith("org:") else None).key, x, y,
                row["links"], row["degree"], row["in_force"], profile(row["id"]), phrases)


def _phrases(center: str, other: str, edges: tuple[Edge, ...]) -> tuple[str, ...]:
    """How the thing in the middle is linked to another, in words."""
    found = []
    for edge in edges:
        if {edge.source, edge.target} == {center, other}:
            found.append(phrase(edge.type, outgoing=edge.source == center))
    return tuple(dict.fromkeys(found))


def legend_of(nodes: tuple[Node, ...]) -> tuple[LegendEntry, ...]:
    """The kinds among nodes, how each is drawn, and how many there are."""
    counted = Counter(node.kind for node in nodes)
    return tuple(
        LegendEntry(kind.key, kind.label, kind.shape, kind.path, kind.hollow, counted[kind.key])
        for kind in KIND_LOOKS.values() if counted[kind.key]
    )


def _note(total: int, shown: int) -> str:
    if total > shown:
        return (f"The {shown} of {total:,} neighbours with a link in force and the most links are shown; "
                f"{total - shown:,} are left out of the picture and stand in the tables below.")
    return f"All {total:,} neighbours are shown." if total else "No loaded source links it to anything."
