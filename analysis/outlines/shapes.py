"""Areas on the plane of the picture: path, place, size, and which parts belong to which code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.outlines.files import Area, Polygon
from analysis.outlines.projection import HALF, Points, cut, equal_earth

# The world is so many units wide: at 1,000 pixels a unit is a quarter of one, so that a region can be enlarged.
WIDTH = 4000
UNIT = WIDTH / (2 * HALF)
WORLD, PACIFIC = "world", "pacific"
_MIDDLE = {WORLD: 0.0, PACIFIC: 180.0}


@dataclass(frozen=True)
class Place:
    """Where an area without an outline of its own lies: longitude, latitude, and how far from there its parts may lie (degrees)."""

    longitude: float
    latitude: float
    reach: float = 1.0


@dataclass(frozen=True)
class Box:
    """A rectangle of the picture."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Its width."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Its height."""
        return self.bottom - self.top

    def joined(self, other: Box) -> Box:
        """The rectangle around both."""
        return Box(min(self.left, other.left), min(self.top, other.top), max(self.right, other.right), max(self.bottom, other.bottom))


@dataclass(frozen=True)
class Shape:
    """One area in the picture. ``path``: empty where it is too small; ``x``, ``y``: its middle; ``main``: around its largest part."""

    code: str
    path: str
    x: float
    y: float
    main: Box


def shapes(areas: Iterable[Area], places: Mapping[str, Place], view: str = WORLD) -> dict[str, Shape]:
    """The shapes by code; areas of the same code are one; what has no code stands under the empty code.

    A code of ``places`` without an outline of its own takes the parts of another area that lie at its place (Réunion in
    an outline of France), or is a point.
    """
    parts: dict[str, list[Polygon]] = {}
    for area in areas:
        parts.setdefault(area.code, []).extend(area.polygons)
    for code, place in places.items():
        if code not in parts:
            _take_parts(code, place, parts)
    found = {code: shape for code, polygons in parts.items() if (shape := _shape(code, polygons, view))}
    for code, place in places.items():
        if code not in found:
            found[code] = _point(code, place, view)
    return found


def positions(points: Sequence[tuple[float, float]], view: str = WORLD) -> list[tuple[float, float]]:
    """Places (longitude, latitude) in the picture."""
    if not points:
        return []
    plane = equal_earth(np.array(points, dtype=float), _MIDDLE[view]) * UNIT
    return [(round(float(x), 1), round(float(y), 1)) for x, y in plane]


def _take_parts(code: str, place: Place, parts: dict[str, list[Polygon]]) -> None:
    """Parts of the one area in which the place lies, if it is far from the rest of it: those within reach become the code's."""
    at = np.array([place.longitude, place.latitude])
    owner = next((c for c, polygons in parts.items() if len(polygons) > 1 and any(_contains(p[0], at) for p in polygons)), None)
    if owner is None:
        return
    near = [p for p in parts[owner] if np.abs((p[0].min(axis=0) + p[0].max(axis=0)) / 2 - at).max() <= place.reach]
    if near and len(near) < len(parts[owner]):
        parts[code] = near
        kept = {id(p) for p in near}
        parts[owner] = [p for p in parts[owner] if id(p) not in kept]


def _contains(ring: Points, at: Points) -> bool:
    """Whether a point lies within a ring: a ray to the right crosses it an odd number of times."""
    x, y = ring[:, 0], ring[:, 1]
    if not (x.min() <= at[0] <= x.max() and y.min() <= at[1] <= y.max()):
        return False
    x2, y2 = np.roll(x, -1), np.roll(y, -1)
    spans = (y > at[1]) != (y2 > at[1])
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = x + (at[1] - y) / (y2 - y) * (x2 - x)
    return bool(np.count_nonzero(spans & (at[0] < crossing)) % 2)


def _shape(code: str, polygons: Iterable[Polygon], view: str) -> Shape | None:
    middle = _MIDDLE[view]
    drawn = [equal_earth(piece, middle) * UNIT for polygon in polygons for ring in polygon for piece in cut(ring, middle)]
    if not drawn:
        return None
    largest = max(drawn, key=lambda ring: abs(_area(ring)))
    (left, top), (right, bottom) = largest.min(axis=0), largest.max(axis=0)
    x, y = _middle(largest)
    path = "".join(_path(ring) for ring in drawn)
    return Shape(code, path, round(x, 1), round(y, 1), Box(float(left), float(top), float(right), float(bottom)))


def _point(code: str, place: Place, view: str) -> Shape:
    (x, y), = positions([(place.longitude, place.latitude)], view)
    return Shape(code, "", x, y, Box(x, y, x, y))


def _area(ring: Points) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def _middle(ring: Points) -> tuple[float, float]:
    """The centre of gravity of a ring, or of its points where it encloses nothing."""
    x, y = ring[:, 0], ring[:, 1]
    x2, y2 = np.roll(x, -1), np.roll(y, -1)
    cross = x * y2 - x2 * y
    area = cross.sum() / 2
    if abs(area) < 1e-9:
        return float(x.mean()), float(y.mean())
    return float(((x + x2) * cross).sum() / (6 * area)), float(((y + y2) * cross).sum() / (6 * area))


def _path(ring: Points) -> str:
    """A ring as a path of whole units, points that fall together left out; empty where nothing is left to see."""
    grid = np.rint(ring).astype(int)
    moves = np.diff(grid, axis=0)
    moves = moves[(moves != 0).any(axis=1)]
    if len(moves) < 3:
        return ""
    joined = _straight(moves)
    return f"M{grid[0, 0]} {grid[0, 1]}l" + " ".join(f"{x} {y}" for x, y in joined[:-1]) + "z"


def _straight(moves: npt.NDArray[np.int_]) -> list[tuple[int, int]]:
    """Moves with those in one direction taken together."""
    found: list[tuple[int, int]] = []
    for x, y in moves.tolist():
        if found and found[-1][0] * y == found[-1][1] * x and found[-1][0] * x + found[-1][1] * y > 0:
            found[-1] = (found[-1][0] + x, found[-1][1] + y)
        else:
            found.append((x, y))
    return found
