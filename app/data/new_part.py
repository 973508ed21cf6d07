"""The picture of what a file would add: drawn on the server as SVG, with a table that says the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from analysis.layout import layout
from app.http.kinds import KIND_LOOKS, Kind, look
from app.http.site import profile
from app.profiles.phrases import phrase

WIDTH, HEIGHT, MARGIN = 900, 520, 40
NAMED, LONGEST = 20, 32


@dataclass(frozen=True)
class Spot:
    """A thing in the picture. ``shown``: its name where there is room; ``left``: the name stands left of it; ``address``: its profile."""

    id: str
    name: str
    kind: Kind
    new: bool
    x: float
    y: float
    shown: str
    left: bool
    address: str


@dataclass(frozen=True)
class Said:
    """A new link: both ends in the picture, in words."""

    start: Spot
    phrase: str
    end: Spot


@dataclass(frozen=True)
class NewPart:
    """The new part. ``total``: things that it touches, ``added`` of them new; ``links_total``: its links."""

    spots: tuple[Spot, ...]
    links: tuple[Said, ...]
    kinds: tuple[tuple[Kind, int], ...]
    total: int
    added: int
    links_total: int
    width: int = WIDTH
    height: int = HEIGHT


def drawn(part: dict[str, Any] | None) -> NewPart | None:
    """The picture of what a preview kept; ``None`` where there is nothing to draw."""
    if not part or not part["things"]:
        return None
    # What has no link would push the others together: it stands in a row at the foot.
    joined = sorted({end for _, *ends in part["links"] for end in ends})
    lone = [thing["id"] for thing in part["things"] if not thing["links"]]
    placed = _on_paper(layout(joined, [(start, end) for _, start, end in part["links"]]))
    placed |= {id_: (round(MARGIN + number * WIDTH / (len(lone) + 1), 1), HEIGHT - 14.0) for number, id_ in enumerate(lone)}
    # Programs have long names: bodies and places are named first.
    drawn_first = sorted((t for t in part["things"] if t["links"]), key=lambda thing: thing["label"] == "Program")
    named = {thing["id"] for thing in drawn_first[:NAMED]}
    spots = {thing["id"]: _spot(thing, placed[thing["id"]], thing["id"] in named) for thing in part["things"]}
    counted = Counter(spot.kind.key for spot in spots.values())
    links = tuple(Said(spots[start], phrase(type_, outgoing=True), spots[end]) for type_, start, end in part["links"])
    kinds = tuple((kind, counted[kind.key]) for kind in KIND_LOOKS.values() if counted[kind.key])
    return NewPart(tuple(spots.values()), links, kinds, part["total"], part["added"], part["links_total"])


def _spot(thing: dict[str, Any], place: tuple[float, float], named: bool) -> Spot:
    name = str(thing["name"])
    shown = name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"
    kind = look(thing["id"], thing["kind"] if thing["label"] == "Organization" else None)
    address = "" if thing["new"] else profile(thing["id"])
    return Spot(thing["id"], name, kind, thing["new"], *place, shown if named else "", place[0] > WIDTH * 0.65, address)


def _on_paper(placed: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Places in pixels, the whole picture within the margins."""
    if not placed:
        return {}
    xs, ys = [x for x, _ in placed.values()], [y for _, y in placed.values()]
    wide, high = (max(xs) - min(xs)) or 1, (max(ys) - min(ys)) or 1
    return {id_: (round(MARGIN + (x - min(xs)) / wide * (WIDTH - 2 * MARGIN), 1),
                  round(MARGIN + (max(ys) - y) / high * (HEIGHT - 2 * MARGIN), 1)) for id_, (x, y) in placed.items()}
