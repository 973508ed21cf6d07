"""The picture: which part of the world, which countries as outlines and which as points large enough to be hit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from analysis.outlines.shapes import PACIFIC, WIDTH, WORLD, Box, Shape, positions
from app.http.site import profile
from app.world.boundaries import Boundaries, country_boundaries
from app.world.layer import NONE, Layer

SEEN = 900  # pixels that the picture is wide on a usual screen
SMALL = 12  # an outline of fewer pixels gets a point
_NORTH, _SOUTH = 84.0, -57.0
_LEAST, _PADDING = 60.0, 0.06
_NOBODY = frozenset(("AQ", "BV", "GS", "HM", "TF", "UM"))  # where nobody lives: far from the region that they are counted to
_ROOM = 150.0  # about 14 degrees on each side of a country that is looked at closely
_SLIM, _LONG = 1.25, 2.6
_WIDE = WIDTH / 3  # what is wider than this (Russia), or reaches as far north as this (Svalbard), does not decide what a region shows
_FAR_NORTH = 75.0
_SPLIT = WIDTH * 0.8  # a region as wide as this lies on both sides of longitude 180


@dataclass(frozen=True)
class Spot:
    """One country in the picture. ``outline``: it has one; ``point``: it is marked by a point; ``title``: name and value."""

    code: str
    shade: str
    href: str
    title: str
    x: float
    y: float
    outline: bool
    point: bool


@dataclass(frozen=True)
class Line:
    """A line from a U.S. state to a country."""

    path: str
    title: str


@dataclass(frozen=True)
class Part:
    """What is looked at: a region, what is around a country, or the world where both are empty."""

    region: str = ""
    country: str = ""


@dataclass(frozen=True)
class Picture:
    """``box``: the part of the world; ``ground``: codes of the land around, drawn without a value; ``view``: which outlines."""

    box: Box
    view: str
    boundaries: Boundaries
    ground: tuple[str, ...]
    spots: tuple[Spot, ...]
    lines: tuple[Line, ...]

    @property
    def unit(self) -> float:
        """Units of the picture in a pixel, on a usual screen."""
        return self.box.width / SEEN

    @property
    def view_box(self) -> str:
        """The box as SVG has it."""
        return f"{self.box.left:.0f} {self.box.top:.0f} {self.box.width:.0f} {self.box.height:.0f}"


def picture(layer: Layer, names: Mapping[str, str], part: Part, starts: Mapping[str, Shape]) -> Picture:
    """The picture of a layer for a part of the world. ``starts``: U.S. states, where lines begin."""
    within = tuple(names)
    view, box = _near(part.country) if part.country else _view(within) if part.region else (WORLD, _world())
    found = country_boundaries(view)
    spots = spotted(layer, names, found.shapes, box)
    return Picture(box, view, found, tuple(sorted(set(found.shapes) - set(within))), spots,
                   tuple(_lines(layer, found.shapes, starts)) if view == WORLD else ())


def spotted(layer: Layer, names: Mapping[str, str], shapes: Mapping[str, Shape], box: Box) -> tuple[Spot, ...]:
    """The areas of a layer that have a shape, points last, so that none is covered."""
    spots = [_spot(layer, names, shapes[code], box) for code in names if code in shapes]
    return tuple(sorted(spots, key=lambda s: (s.point, s.shade != NONE, s.code)))


def _spot(layer: Layer, names: Mapping[str, str], shape: Shape, box: Box) -> Spot:
    mark = layer.marks.get(shape.code)
    small = max(shape.main.width, shape.main.height) * SEEN / box.width < SMALL
    said = mark.said if mark else layer.absent
    return Spot(shape.code, mark.shade if mark else NONE, mark.href if mark else profile(f"{layer.of}:{shape.code}"),
                f"{names[shape.code]}: {said}", shape.x, shape.y, bool(shape.path), small or not shape.path)


def _view(within: Collection[str]) -> tuple[str, Box]:
    """The half of the world on which a region is whole, and the box around it."""
    box = _around(country_boundaries(WORLD).shapes, within)
    if box.width < _SPLIT:
        return WORLD, fitted(box)
    return PACIFIC, fitted(_around(country_boundaries(PACIFIC).shapes, within))


def _near(country: str) -> tuple[str, Box]:
    """What is around a country, some times its size; near longitude 180 on the picture that has it in the middle."""
    for view in (WORLD, PACIFIC):
        main = country_boundaries(view).shapes[country].main
        room = max(main.width, main.height, _ROOM)
        box = fitted(Box(main.left - room, main.top - room * 0.6, main.right + room, main.bottom + room * 0.6))
        if box.left > -WIDTH / 2 and box.right < WIDTH / 2:
            return view, box
    return WORLD, fitted(country_boundaries(WORLD).shapes[country].main)


def _around(shapes: Mapping[str, Shape], within: Collection[str]) -> Box:
    (_, north), = positions([(0, _FAR_NORTH)])
    boxes = [shapes[code].main for code in within if code in shapes and code not in _NOBODY]
    boxes = [box for box in boxes if box.width < _WIDE and box.top > north] or boxes
    found = boxes[0] if boxes else _world()
    for box in boxes[1:]:
        found = found.joined(box)
    return found


def fitted(box: Box) -> Box:
    """A box with room around it, neither slim nor long."""
    width, height = max(box.width * (1 + _PADDING), _LEAST), max(box.height * (1 + _PADDING), _LEAST / _SLIM)
    width, height = max(width, height * _SLIM), max(height, width / _LONG)
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _world() -> Box:
    """The whole world without Antarctica."""
    (_, top), (_, bottom), (left, _), (right, _) = positions([(0, _NORTH), (0, _SOUTH), (-180, 0), (180, 0)])
    return Box(left, top, right, bottom)


def _lines(layer: Layer, shapes: Mapping[str, Shape], starts: Mapping[str, Shape]) -> Iterable[Line]:
    """A bow from each state to its country, bent to the north."""
    for state, code, title in layer.lines:
        a, b = starts.get(f"US-{state}"), shapes.get(code)
        if a and b:
            bend = abs(a.x - b.x) / 6
            yield Line(f"M{a.x:.0f} {a.y:.0f}Q{(a.x + b.x) / 2:.0f} {(a.y + b.y) / 2 - bend:.0f} {b.x:.0f} {b.y:.0f}", title)
