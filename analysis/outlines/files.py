"""Boundary files: TopoJSON and GeoJSON to areas, each a code and polygons of rings in longitude and latitude."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import orjson

from analysis.outlines.projection import Points

Polygon = tuple[Points, ...]
Feature = Mapping[str, Any]
MOST_BYTES = 50_000_000


class BoundaryError(ValueError):
    """A boundary file that cannot be used; says what was found and what was expected."""


@dataclass(frozen=True)
class Area:
    """One area of the file: ``code`` is empty where the file gives none that is known; the first ring of a polygon is its outer one."""

    code: str
    name: str
    polygons: tuple[Polygon, ...]


def read_areas(content: bytes, code_of: Callable[[Feature], str]) -> list[Area]:
    """The areas of a TopoJSON file (its object ``countries`` or ``states``, else its first) or a GeoJSON FeatureCollection.

    ``code_of``: the code of a feature (with ``id`` and ``properties``), empty where it has none that is known.
    """
    if len(content) > MOST_BYTES:
        raise BoundaryError(f"found {len(content):,} bytes; expected at most {MOST_BYTES:,}")
    try:
        found = orjson.loads(content)
        kind = found["type"] if isinstance(found, dict) else type(found).__name__
        if kind == "Topology":
            features = list(_topology(found))
        elif kind == "FeatureCollection":
            features = [(f, _rings(f.get("geometry") or {})) for f in found["features"]]
        else:
            raise BoundaryError(f"found {kind!r}; expected a TopoJSON Topology or a GeoJSON FeatureCollection")
        return [Area(code_of(f), str((f.get("properties") or {}).get("name") or ""), polygons) for f, polygons in features if polygons]
    except orjson.JSONDecodeError as error:
        raise BoundaryError(f"found no JSON: {error}") from error
    except (KeyError, IndexError, TypeError, AttributeError, ValueError) as error:
        if isinstance(error, BoundaryError):
            raise
        raise BoundaryError(f"found a geometry that is not as GeoJSON or TopoJSON has it: {error!r}") from error


def _topology(topology: Mapping[str, Any]) -> Iterator[tuple[Feature, tuple[Polygon, ...]]]:
    objects = topology["objects"]
    chosen = next((objects[name] for name in ("countries", "states") if name in objects), None) or next(iter(objects.values()))
    arcs = [_arc(arc, topology.get("transform")) for arc in topology["arcs"]]
    for geometry in chosen["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        if geometry["type"] in ("Polygon", "MultiPolygon"):
            yield geometry, tuple(tuple(_stitched(ring, arcs) for ring in polygon) for polygon in polygons)


def _arc(arc: Sequence[Sequence[float]], transform: Mapping[str, Any] | None) -> Points:
    points = np.array([point[:2] for point in arc], dtype=float)
    if transform is None:
        return points
    placed: Points = points.cumsum(axis=0) * np.array(transform["scale"]) + np.array(transform["translate"])
    return placed


def _stitched(ring: Sequence[int], arcs: Sequence[Points]) -> Points:
    """One ring of arcs, each without its first point but the first; a negative number is an arc read backwards."""
    pieces = [arcs[index] if index >= 0 else arcs[~index][::-1] for index in ring]
    return np.concatenate([pieces[0], *(piece[1:] for piece in pieces[1:])])


def _rings(geometry: Mapping[str, Any]) -> tuple[Polygon, ...]:
    if geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return ()
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return tuple(tuple(np.array([point[:2] for point in ring], dtype=float) for ring in polygon) for polygon in polygons)
