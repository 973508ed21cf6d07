"""Equal Earth: longitude and latitude to a plane on which equal areas stay equal.

Šavrič, Patterson, Jenny (2018), The Equal Earth map projection, doi:10.1080/13658816.2018.1504949.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = math.sqrt(3) / 2
_NEAR = 1e-6  # longitude 180 as files round it stays at the right edge, -180 at the left
Points = npt.NDArray[np.float64]

# Half the width of the world in the plane: x of longitude 180 at the equator.
HALF = 2 * math.sqrt(3) * math.pi / (3 * _A1)


def equal_earth(points: Points, middle: float = 0.0) -> Points:
    """Points in the plane, y downwards, of points (longitude, latitude in degrees); both arrays are n by 2.

    ``middle``: the longitude that stands in the middle. The world is 2 * HALF wide for a sphere of radius 1.
    """
    away = points[:, 0] - middle
    away = np.where(away > 180 + _NEAR, away - 360, np.where(away < -180 - _NEAR, away + 360, away))
    theta = np.arcsin(_M * np.sin(np.radians(points[:, 1])))
    square = theta**2
    sixth = square**3
    x = 2 * math.sqrt(3) * np.radians(away) * np.cos(theta) / (3 * (9 * _A4 * sixth * square + 7 * _A3 * sixth + 3 * _A2 * square + _A1))
    y = theta * (_A4 * sixth * square + _A3 * sixth + _A2 * square + _A1)
    return np.column_stack((x, -y))


def cut(ring: Points, middle: float = 0.0) -> list[Points]:
    """A ring on the sphere (longitude, latitude) cut where a map with this middle ends, so that no piece crosses the edge.

    A ring around a pole is closed along it.
    """
    longitudes = np.unwrap(ring[:, 0], period=360)
    whole = np.column_stack((longitudes, ring[:, 1]))
    if abs(longitudes[-1] - longitudes[0]) > 180:
        pole = math.copysign(90, whole[:, 1].mean())
        whole = np.vstack((whole, [[longitudes[-1], pole], [longitudes[0], pole]]))
    left, right = middle - 180, middle + 180
    found = []
    for turn in (-360, 0, 360):
        moved = whole + np.array([turn, 0])
        if moved[:, 0].max() <= left + _NEAR or moved[:, 0].min() >= right - _NEAR:
            continue
        if moved[:, 0].min() < left - _NEAR:
            moved = _kept(moved, left, 1)
        if moved[:, 0].max() > right + _NEAR:
            moved = _kept(moved, right, -1)
        found.append(moved)
    return found


def _kept(ring: Points, edge: float, side: int) -> Points:
    """The part of a ring to the right (side 1) or left (-1) of a longitude (Sutherland and Hodgman)."""
    kept: list[tuple[float, float]] = []
    rows = [(float(x), float(y)) for x, y in ring]
    for (x, y), (x2, y2) in zip(rows, [*rows[1:], rows[0]], strict=True):
        inside, inside2 = (x - edge) * side >= 0, (x2 - edge) * side >= 0
        if inside:
            kept.append((x, y))
        if inside != inside2:
            kept.append((edge, y + (edge - x) / (x2 - x) * (y2 - y)))
    return np.array(kept)
