"""The small picture of the network around what a brief is about: numbered marks, so that the table beside it says the same.

Drawn from one set of positions as lines and marks for the page (SVG) and as a PNG for Word. There are only numbers in it: names, in
whatever script, stand in the table. The same network gives the same bytes.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from app.brief.blocks import Block, Cell
from app.http.kinds import KIND_LOOKS, SHAPES, Kind
from app.http.site import profile
from app.http.text import count, number
from app.profiles.network import Network, Node, network
from app.profiles.sections import Subject

MOST = 24
WIDTH, HEIGHT, MARGIN = 660, 400, 28
MARK, CENTER = 14, 22  # width of a mark
SCALE = 3  # pixels of the PNG for one of the page: sharp on paper
INK, QUIET, PAPER = "#1b1b1b", "#8d9297", "#ffffff"
_PART = re.compile(r"([MLHVZlhv])([^MLHVZlhv]*)")
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
Point = tuple[float, float]


@dataclass(frozen=True)
class Mark:
    """A thing: its number (0: what the brief is about), where it stands, how wide it is and how it is drawn."""

    number: int
    x: float
    y: float
    size: int
    kind: Kind

    @property
    def scale(self) -> float:
        """Of the shape's box of 16 by 16."""
        return self.size / 16


@dataclass(frozen=True)
class Drawing:
    """The picture. ``told``: what it shows, for those who do not see it."""

    marks: tuple[Mark, ...]
    lines: tuple[tuple[float, float, float, float, bool], ...]
    kinds: tuple[tuple[Kind, int], ...]
    told: str
    width: int = WIDTH
    height: int = HEIGHT


def map_block(subject: Subject, name: str) -> tuple[Block, Drawing | None]:
    """The part of the brief with the picture's table, and the picture; none where nothing is linked with the subject."""
    found = network(subject.id, subject.as_of, MOST)
    around = [node for node in found.nodes if node.id != found.center]
    if not around:
        return Block("map", "Map", empty="No loaded source links it with anything, so that there is nothing to draw."), None
    drawn = drawing(found, name)
    rows = tuple((Cell(f"{place}. {node.name or node.id}", profile(node.id)), Cell(KIND_LOOKS[node.kind].label), Cell(_how(node)))
                 for place, node in enumerate(around, 1))
    shown = f"{'All' if found.total == len(around) else number(len(around)) + ' of'} {count(found.total, 'neighbour')}"
    verb = "are" if found.total > 1 else "is"
    said = f"{shown} {verb} drawn, those with a link in force and the most links first. The table has the numbers."
    path = f"/explore?seed={subject.id}"
    return Block("map", "Map", said, ("Who or what", "Kind", "How"), rows, more=Cell("The same on the map, to go on from", path)), drawn


def drawing(found: Network, name: str) -> Drawing:
    """Marks and lines on paper, the proportions of the layout kept."""
    placed = _on_paper(found.nodes)
    around = [node for node in found.nodes if node.id != found.center]
    numbers = {node.id: place for place, node in enumerate(around, 1)} | {found.center: 0}
    marks = tuple(Mark(numbers[node.id], *placed[node.id], MARK if numbers[node.id] else CENTER, KIND_LOOKS[node.kind])
                  for node in found.nodes)
    lines = sorted({(*placed[edge.source], *placed[edge.target], edge.in_force) for edge in found.edges})
    kinds = tuple((KIND_LOOKS[entry.key], entry.count) for entry in found.legend)
    told = (f"Network of {name}, marked 0: {count(len(around), 'neighbour')} with numbers and {count(len(lines), 'line')} between them. "
            "The table that follows names each number and how it is linked.")
    return Drawing(marks, tuple(lines), kinds, told)


def _how(node: Node) -> str:
    return f"{', '.join(node.phrases)}{'' if node.in_force else '; not in force'}"


def _on_paper(nodes: tuple[Node, ...]) -> dict[str, Point]:
    xs, ys = [node.x for node in nodes], [-node.y for node in nodes]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    spans = ((WIDTH, wide), (HEIGHT, high))
    scale = min(((room - 2 * MARGIN) / span for room, span in spans if span), default=1.0)
    left, top = (WIDTH - wide * scale) / 2, (HEIGHT - high * scale) / 2
    return {node.id: (round(left + (x - min(xs)) * scale, 1), round(top + (y - min(ys)) * scale, 1))
            for node, x, y in zip(nodes, xs, ys, strict=True)}


def png(drawn: Drawing) -> bytes:
    """The picture as PNG, ``SCALE`` times as fine as on the page."""
    image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), PAPER)
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(13 * SCALE)
    for x1, y1, x2, y2, in_force in drawn.lines:
        for start, end in _dashes((x1, y1), (x2, y2), dashed=not in_force):
            draw.line([(x * SCALE, y * SCALE) for x, y in (start, end)], fill=QUIET, width=SCALE)
    for mark in drawn.marks:
        _shape(draw, mark)
        place = ((mark.x + mark.size / 2 + 2) * SCALE, mark.y * SCALE)
        draw.text(place, str(mark.number), fill=INK, font=font, anchor="lm", stroke_width=SCALE, stroke_fill=PAPER)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=False)
    return out.getvalue()


def _dashes(start: Point, end: Point, *, dashed: bool) -> list[tuple[Point, Point]]:
    """A line, or its dashes of five pixels."""
    length = ((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5
    if not dashed or length < 10:
        return [(start, end)]
    at = [(start[0] + (end[0] - start[0]) * part / length, start[1] + (end[1] - start[1]) * part / length)
          for part in [*(5.0 * step for step in range(int(length / 5))), length]]
    return list(zip(at[::2], at[1::2], strict=False))


def _shape(draw: ImageDraw.ImageDraw, mark: Mark) -> None:
    """A mark, filled or as an outline on paper."""
    colours = {"fill": PAPER if mark.kind.hollow else mark.kind.colour, "outline": mark.kind.colour}
    at = [((mark.x + (x - 8) * mark.scale) * SCALE, (mark.y + (y - 8) * mark.scale) * SCALE) for x, y in corners(mark.kind.shape)]
    if mark.kind.shape == "circle":
        draw.ellipse([at[0], at[1]], width=2 * SCALE, **colours)
    else:
        draw.polygon(at, width=2 * SCALE, **colours)


def corners(shape: str) -> list[Point]:
    """The corners of a shape, from its path; of the circle those of the box around it."""
    if shape == "circle":
        return [(1.5, 1.5), (14.5, 14.5)]
    found: list[Point] = []
    x = y = 0.0
    for command, text in _PART.findall(SHAPES[shape]):
        values = [float(value) for value in _NUMBER.findall(text)]
        for pair in [values[i:i + 2] for i in range(0, len(values), 2)] if command in "MLl" else [[value] for value in values]:
            if command in "ML":
                x, y = pair
            elif command == "l":
                x, y = x + pair[0], y + pair[1]
            elif command in "Hh":
                x = pair[0] + (x if command == "h" else 0)
            else:
                y = pair[0] + (y if command == "v" else 0)
            found.append((x, y))
    return found


__all__ = ["Drawing", "Mark", "corners", "drawing", "map_block", "png"]
