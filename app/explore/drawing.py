"""The picture of a view: where things stand, and all that a browser needs to draw them, in columns."""

from __future__ import annotations

import hashlib
import math
import os
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from analysis.layout import layout
from app.explore.found import Found
from app.explore.things import Thing
from app.explore.view import View
from app.http.kinds import KIND_LOOKS
from app.http.text import visible
from app.services import services

Places = dict[str, tuple[float, float]]
WIDE = 1.6
_KEPT_HERE, _KEPT_ON_DISK, _WORTH_A_FILE = 64, 200, 500
_lock = Lock()
_known: OrderedDict[str, Places] = OrderedDict()


def places(view: View, found: Found) -> Places:
    """Where each thing stands, from -1 to 1; pinned things where they were put. The same picture for the same things and links."""
    placed = dict(laid_out([thing.id for thing in found.things], [(link.start, link.end) for link in found.links]))
    for pin in view.pins:
        if pin.place and pin.id in placed:
            placed[pin.id] = pin.place
    return placed


def laid_out(ids: Sequence[str], pairs: Sequence[tuple[str, str]]) -> Places:
    """The layout of a network, kept in memory and, where it took long to make, in a file of the application's home."""
    order = sorted(ids)
    links = sorted({(min(pair), max(pair)) for pair in pairs})
    key = hashlib.sha256("\0".join([*order, "", *(end for link in links for end in link)]).encode()).hexdigest()
    with _lock:  # one layout at a time: two readers who open the same large map wait for one
        if key not in _known:
            _known[key] = _from_disk(key, order) or _made(key, order, links)
        _known.move_to_end(key)
        while len(_known) > _KEPT_HERE:
            _known.popitem(last=False)
        return _known[key]


def _folder() -> Path:
    return services().settings.home / "layouts"


def _from_disk(key: str, order: list[str]) -> Places | None:
    file = _folder() / f"{key}.npy"
    if len(order) < _WORTH_A_FILE or not file.is_file():
        return None
    return dict(zip(order, map(tuple, np.load(file, allow_pickle=False).tolist()), strict=True))


def _made(key: str, order: list[str], links: list[tuple[str, str]]) -> Places:
    placed = layout(order, links)
    if len(order) >= _WORTH_A_FILE:
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True)
        scratch = folder / f"{key}.{os.getpid()}.part"
        with scratch.open("wb") as file:
            np.save(file, np.array([placed[id_] for id_ in order]), allow_pickle=False)
        scratch.replace(folder / f"{key}.npy")
        _prune(folder)
    return placed


def _prune(folder: Path) -> None:
    files = sorted(folder.glob("*.npy"), key=lambda file: file.stat().st_mtime)
    for file in files[:-_KEPT_ON_DISK]:
        file.unlink(missing_ok=True)


def size(thing: Thing) -> float:
    """Half the width of a thing's mark in pixels: by its number of links, or by how many are in a group."""
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
    return {
        "kinds": [{"key": key, "shape": KIND_LOOKS[key].shape, "hollow": KIND_LOOKS[key].hollow} for key in kinds],
        "types": types,
        "id": [thing.id for thing in found.things],
        "label": [label(thing) for thing in found.things],
        "kind": [kinds.index(thing.kind) for thing in found.things],
        "x": [placed[thing.id][0] for thing in found.things],
        "y": [placed[thing.id][1] for thing in found.things],
        "size": [size(thing) for thing in found.things],
        "marked": [2 if thing.id in pinned else 1 if thing.id in kept else 0 for thing in found.things],
        "start": [number[link.start] for link in found.links],
        "end": [number[link.end] for link in found.links],
        "type": [types.index(link.type) for link in found.links],
        "in_force": [1 if link.in_force else 0 for link in found.links],
    }


__all__ = ["WIDE", "label", "laid_out", "payload", "places", "size"]
