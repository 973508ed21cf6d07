"""The picture of a view: where things stand, and all that a browser needs to draw them, in columns."""

from __future__ import annotations

import hashlib
import math
from collections import OrderedDict, defaultdict
from dataclasses import dataclass
from threading import Lock
from typing import Any

from analysis.layout import layout_numbered
from app.explore.found import Found
from app.explore.measured import MapMeasures, by_measures
from app.explore.things import Thing
from app.explore.view import View
from app.http.kinds import KIND_LOOKS
from app.http.text import visible
from app.services import services
from app.work.layouts import Layouts

Places = dict[str, tuple[float, float]]
WIDE = 1.6
# Laid out while the reader waits (half a second at most); more things are the work of a job.
AT_ONCE = 1_500
_KEPT_HERE, _WORTH_A_FILE = 64, 500
_TURN = 0.618
_lock = Lock()
_known: OrderedDict[str, Places] = OrderedDict()


@dataclass(frozen=True)
class Shape:
    """The network of a picture, whatever its names: things in order, linked pairs by number, and a key for it."""

    order: tuple[str, ...]
    pairs: tuple[tuple[int, int], ...]
    key: str


def shape_of(found: Found) -> Shape:
    """What a layout depends on."""
    order = sorted(thing.id for thing in found.things)
    number = {id_: index for index, id_ in enumerate(order)}
    ends = {(number[link.start], number[link.end]) for link in found.links if link.start != link.end}
    pairs = sorted({(min(pair), max(pair)) for pair in ends})
    text = "\0".join([*order, "", *(order[end] for pair in pairs for end in pair)])
    return Shape(tuple(order), tuple(pairs), hashlib.sha256(text.encode()).hexdigest())


def places(view: View, found: Found) -> Places:
    """Where each thing stands, from -1 to 1; pinned things where they were put. The same picture for the same things and links.

    A picture that waits for its layout is rough: see ``rough``.
    """
    placed = dict(laid_out(shape_of(found)) or rough(found))
    for pin in view.pins:
        if pin.place and pin.id in placed:
            placed[pin.id] = pin.place
    return placed


def laid_out(shape: Shape) -> Places | None:
    """The layout of a network, kept in memory and, where it took long to make, in a file; ``None`` where a job has to make it."""
    with _lock:  # one layout at a time: two readers who open the same large map wait for one
        placed = _known.get(shape.key) or _from_disk(shape) or _made(shape)
        if placed is None:
            return None
        _known[shape.key] = placed
        _known.move_to_end(shape.key)
        while len(_known) > _KEPT_HERE:
            _known.popitem(last=False)
        return placed


def is_rough(found: Found) -> bool:
    """Whether the picture waits for its layout."""
    return len(found.things) > AT_ONCE and laid_out(shape_of(found)) is None


def rough(found: Found) -> Places:
    """A picture that costs nothing: a wedge of the circle for each country (for each kind where there is one), the most linked inside."""
    by_country = len({thing.country for thing in found.things}) > 1
    wedges: dict[str, list[Thing]] = defaultdict(list)
    for thing in found.things:
        wedges[thing.country if by_country else thing.kind].append(thing)
    placed: Places = {}
    begins = 0.0
    for _, things in sorted(wedges.items(), key=lambda wedge: (-len(wedge[1]), wedge[0])):
        width = len(things) / len(found.things)
        for number, thing in enumerate(sorted(things, key=lambda thing: (-thing.degree, thing.id))):
            angle = 2 * math.pi * (begins + width * (0.04 + 0.92 * ((number + 0.5) * _TURN % 1)))
            away = math.sqrt((number + 0.5) / len(things))
            placed[thing.id] = (round(away * math.cos(angle), 6), round(away * math.sin(angle), 6))
        begins += width
    return placed


def _stored() -> Layouts:
    return Layouts(services().settings.home)


def _from_disk(shape: Shape) -> Places | None:
    placed = _stored().places(shape.key) if len(shape.order) >= min(_WORTH_A_FILE, AT_ONCE) else None
    return None if placed is None else dict(zip(shape.order, map(tuple, placed.tolist()), strict=True))


def _made(shape: Shape) -> Places | None:
    if len(shape.order) > AT_ONCE:
        return None
    placed = layout_numbered(len(shape.order), shape.pairs)
    if len(shape.order) >= _WORTH_A_FILE:
        _stored().keep(shape.key, placed)
    return dict(zip(shape.order, map(tuple, placed.tolist()), strict=True))


def size(thing: Thing, measures: MapMeasures | None = None) -> float:
    """Half the width of a thing's mark in pixels: by a measure, by its number of links, or by how many are in a group."""
    if measures and measures.sizes:
        return measures.sizes[thing.id]
    if thing.is_group:
        return round(min(26.0, 9 + 3.5 * math.log10(thing.size + 1) * 1.5), 2)
    return round(min(15.0, 4.5 + 1.2 * math.log2(thing.degree + 1)), 2)


def label(thing: Thing) -> str:
    """A thing's name as the picture writes it, a group's with the number inside."""
    return f"{visible(thing.name)} ({thing.size:,})" if thing.is_group else visible(thing.name)


def payload(view: View, found: Found) -> dict[str, Any]:
    """The picture in columns: short to send and quick to read. Numbers in ``start``, ``end``, ``kind`` count from 0."""
    placed = places(view, found)
    kinds = [key for key in KIND_LOOKS if any(thing.kind == key for thing in found.things)]
    types = sorted({link.type for link in found.links})
    number = {thing.id: index for index, thing in enumerate(found.things)}
    kept, pinned = set(view.kept), {pin.id for pin in view.pins}
    measures = by_measures(view, found)
    tones = measures.tones if measures else None
    return {
        "kinds": [{"key": key, "shape": KIND_LOOKS[key].shape, "hollow": KIND_LOOKS[key].hollow} for key in kinds],
        "types": types,
        "id": [thing.id for thing in found.things],
        "label": [label(thing) for thing in found.things],
        "kind": [kinds.index(thing.kind) for thing in found.things],
        "x": [placed[thing.id][0] for thing in found.things],
        "y": [placed[thing.id][1] for thing in found.things],
        "size": [size(thing, measures) for thing in found.things],
        "tone": [tones[thing.id] for thing in found.things] if tones else [],
        "marked": [2 if thing.id in pinned else 1 if thing.id in kept else 0 for thing in found.things],
        "start": [number[link.start] for link in found.links],
        "end": [number[link.end] for link in found.links],
        "type": [types.index(link.type) for link in found.links],
        "in_force": [1 if link.in_force else 0 for link in found.links],
    }


__all__ = ["AT_ONCE", "WIDE", "Shape", "is_rough", "label", "laid_out", "payload", "places", "rough", "shape_of", "size"]
