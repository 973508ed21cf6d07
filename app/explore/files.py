"""The map as pictures: SVG, and the page that opens without a network. Every name is text in each of them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template

from app.explore.drawing import WIDE, label, places, size
from app.explore.exports.picture import Picture, told
from app.explore.found import Found
from app.explore.measured import PRINTED, MapMeasures, by_measures
from app.explore.rows import legend
from app.explore.things import Thing
from app.explore.view import View
from app.http.kinds import KIND_LOOKS, Kind
from app.http.problems import PageError
from app.http.site import profile
from app.profiles import network as ego
from app.profiles.phrases import phrase
from app.services import services

WIDTH, HEIGHT, MARGIN = 1200, 750, 60
NAMED, LONGEST, LETTER = 60, 40, 6.5


@dataclass(frozen=True)
class Mark:
    """A thing of the SVG: where its mark stands, how large it is, and its name where there is room for it.

    ``left``: the name stands on the left of the mark, as the paper ends on the right.
    """

    x: float
    y: float
    scale: float
    kind: Kind
    colour: str
    name: str
    title: str
    left: bool


@dataclass(frozen=True)
class Line:
    """A link of the SVG."""

    x1: float
    y1: float
    x2: float
    y2: float
    in_force: bool


def svg(view: View, found: Found, title: str) -> str:
    """The picture as SVG with title, legend and what is left out."""
    placed = _on_paper(view, found)
    named = {thing.id for thing in sorted(found.things, key=lambda t: (t.id not in view.kept, -t.size, -t.degree))[:NAMED]}
    measures = by_measures(view, found)
    marks = [_mark(thing, placed[thing.id], thing.id in named, measures) for thing in found.things]
    lines = [Line(*placed[link.start], *placed[link.end], link.in_force) for link in found.links]
    kinds = [(KIND_LOOKS[entry.key], entry.count) for entry in legend(view, found)[0] if entry.count]
    since, until = view.window(services().today())
    tones = [(PRINTED[tone.key], tone) for tone in measures.legend] if measures else []
    about = "\n".join(f"{name}: {text}" for name, text in Picture(view, found, title).lines())
    return render_template("explore/map.svg", about=about, tones=tones, title=title, marks=marks, lines=lines, kinds=kinds,
                           notes=told(view, found), width=WIDTH, height=HEIGHT, since=since, until=until)


def _mark(thing: Thing, place: tuple[float, float], named: bool, measures: MapMeasures | None) -> Mark:
    text = label(thing)
    shown = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    kind = KIND_LOOKS[thing.kind]
    tone = PRINTED[measures.tones[thing.id]] if measures and measures.tones else kind.colour
    left = place[0] > WIDTH - LETTER * len(shown) - MARGIN / 2
    return Mark(*place, round(size(thing, measures) / 8, 3), kind, tone, shown if named else "", f"{kind.label}: {text}", left)


def _on_paper(view: View, found: Found) -> dict[str, tuple[float, float]]:
    """Places in pixels, the whole picture within the margins, its proportions kept."""
    placed = {id_: (x * WIDE, -y) for id_, (x, y) in places(view, found).items()}
    if not placed:
        return {}
    xs, ys = [x for x, _ in placed.values()], [y for _, y in placed.values()]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    scale = min((WIDTH - 2 * MARGIN) / (wide or 1), (HEIGHT - 2 * MARGIN) / (high or 1))
    left, top = (WIDTH - wide * scale) / 2, (HEIGHT - high * scale) / 2
    return {id_: (round(left + (x - min(xs)) * scale, 1), round(top + (y - min(ys)) * scale, 1)) for id_, (x, y) in placed.items()}


def offline(view: View, found: Found, title: str) -> str:
    """The picture as one HTML file that opens without a network; 400 for more things than such a file can show."""
    from app.profiles.picture import MOST, picture  # pyvis brings IPython along: half a second that only this route pays

    if len(found.things) > MOST:
        raise PageError(400, f"{len(found.things):,} things are too many for a page that opens offline: {MOST:,} at most.",
                        "Filter or group the map, or take the SVG.")
    return picture(_as_network(view, found, title))


def _as_network(view: View, found: Found, title: str) -> ego.Network:
    placed = places(view, found)
    said: dict[str, dict[str, None]] = {thing.id: {} for thing in found.things}
    for link in found.links:
        said[link.start][f"{phrase(link.type, outgoing=True)} {found.name(link.end)}"] = None
        said[link.end][f"{phrase(link.type, outgoing=False)} {found.name(link.start)}"] = None
    nodes = tuple(
        ego.Node(thing.id, label(thing), thing.kind, placed[thing.id][0] * WIDE, -placed[thing.id][1], min(6, len(said[thing.id])),
                 thing.degree, True, profile(thing.id), tuple(said[thing.id]))
        for thing in found.things
    )
    edges = tuple(
        ego.Edge(link.start, link.end, link.type, phrase(link.type, outgoing=True), link.links, link.in_force) for link in found.links
    )
    _, until = view.window(services().today())
    shown = legend(view, found)[0]
    entries = tuple(
        ego.LegendEntry(entry.key, entry.label, KIND_LOOKS[entry.key].shape, KIND_LOOKS[entry.key].path, KIND_LOOKS[entry.key].hollow,
                        entry.count) for entry in shown if entry.count
    )
    about = Picture(view, found, title).about().sources
    note = " ".join(told(view, found)) or "Everything that the map shows is here."
    stated = f" Sources: {' / '.join(source.words for source in about)}." if about else ""
    return ego.Network("", title, until, len(nodes), len(nodes), note + stated, nodes, edges, entries)
