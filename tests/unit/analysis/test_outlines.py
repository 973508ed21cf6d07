"""Outlines: the projection against d3-geo's, rings cut at the edge of the map, boundary files, parts of an area far from it."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.classes import class_of, classes
from analysis.outlines.files import Area, BoundaryError, Feature, read_areas
from analysis.outlines.projection import HALF, cut, equal_earth
from analysis.outlines.shapes import PACIFIC, UNIT, Place, shapes

# geoEqualEarthRaw of d3-geo 3.1.1, y turned downwards.
D3 = (
    ((0, 0), (0.000000, 0.000000)), ((180, 0), (2.706630, 0.000000)), ((-90.5, 14.6), (-1.339792, 0.294088)),
    ((35, -80), (0.324776, -1.288211)), ((25, 60), (0.283203, 1.088301)),
)


def test_the_projection_is_that_of_d3() -> None:
    points = np.array([place for place, _ in D3], dtype=float)
    assert np.allclose(equal_earth(points), [(x, -y) for _, (x, y) in D3], atol=1e-6)
    assert equal_earth(np.array([[180.0, 0.0]]))[0, 0] == pytest.approx(HALF)
    assert equal_earth(np.array([[-170.0, 10.0]]), middle=180)[0] == pytest.approx(equal_earth(np.array([[10.0, 10.0]]))[0])


def test_a_ring_across_the_edge_is_cut_into_pieces_of_the_same_size() -> None:
    ring = np.array([[170, 0], [-170, 0], [-170, 10], [170, 10], [170, 0]], dtype=float)  # Fiji and Russia lie so
    pieces = sorted((piece[:, 0].min(), piece[:, 0].max()) for piece in cut(ring))
    assert pieces == [(-180, -170), (170, 180)]
    assert [(p[:, 0].min(), p[:, 0].max()) for p in cut(ring, 180)] == [(170, 190)]
    around_the_pole = np.array([[-180, -70], [-60, -70], [60, -70], [180, -70]], dtype=float)
    assert cut(around_the_pole)[0][:, 1].min() == -90


@given(st.floats(-179, 179), st.floats(1, 100), st.floats(-179, 179))
def test_cutting_keeps_the_area(west: float, wide: float, middle: float) -> None:
    east = west + wide
    ring = np.array([[west, 0], [east, 0], [east, 10], [west, 10], [west, 0]])
    ring[:, 0] = (ring[:, 0] + 180) % 360 - 180
    pieces = cut(ring, middle)
    assert sum(piece[:, 0].max() - piece[:, 0].min() for piece in pieces) == pytest.approx(wide, abs=1e-5)
    assert all(middle - 180.001 <= piece[:, 0].min() and piece[:, 0].max() <= middle + 180.001 for piece in pieces)


SQUARE = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]
GEOJSON = {"type": "FeatureCollection", "features": [
    {"type": "Feature", "id": "AA", "properties": {"name": "A"}, "geometry": {"type": "Polygon", "coordinates": [SQUARE]}},
    {"type": "Feature", "id": "BB", "properties": None, "geometry": {"type": "Point", "coordinates": [1, 1]}},
]}  # fmt: skip
TOPOJSON = {"type": "Topology", "transform": {"scale": [10, 10], "translate": [0, 0]},
            "arcs": [[[0, 0], [1, 0], [0, 1]], [[0, 0], [0, 1], [1, 0]]],
            "objects": {"land": {}, "countries": {"geometries": [
                {"type": "Polygon", "id": "AA", "properties": {"name": "A"}, "arcs": [[0, -2]]}]}}}  # fmt: skip


def code(feature: Feature) -> str:
    return str(feature.get("id") or "")


@pytest.mark.parametrize("file", [GEOJSON, TOPOJSON], ids=["GeoJSON", "TopoJSON"])
def test_both_formats_give_the_same_areas(file: dict[str, Any]) -> None:
    area, = read_areas(json.dumps(file).encode(), code)
    assert (area.code, area.name, len(area.polygons)) == ("AA", "A", 1)
    assert area.polygons[0][0].tolist() == SQUARE


@pytest.mark.parametrize(("content", "told"), [
    (b"no", "found no JSON"), (b"[]", "found 'list'"), (b'{"type": "Feature"}', "found 'Feature'"), (b'{"type": "Topology"}', "geometry"),
    (b'{"type": "FeatureCollection", "features": [{"geometry": {"type": "Polygon", "coordinates": [[["a", "b"]]]}}]}', "geometry"),
])  # fmt: skip
def test_a_file_that_cannot_be_used_says_what_was_found(content: bytes, told: str) -> None:
    with pytest.raises(BoundaryError, match=told):
        read_areas(content, code)


def box(x: float, y: float, size: float = 2) -> tuple[Any, ...]:
    return (np.array([[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]], dtype=float),)


def test_a_part_far_away_belongs_to_the_code_that_lies_there_and_what_has_no_outline_is_a_point() -> None:
    found = shapes([Area("FR", "France", (box(0, 45), box(55, -22), box(-54, 3)))],
                   {"RE": Place(56, -21), "XX": Place(100, 0), "ZZ": Place(-52.2, 4, 0.1)})
    assert found["FR"].path.count("M") == 1 + 1  # its own part, and the one whose middle is out of ZZ's reach of a tenth of a degree
    assert found["RE"].path and found["RE"].x == pytest.approx(float(equal_earth(np.array([[56.0, -21.0]]))[0, 0]) * UNIT, abs=3)
    assert (found["XX"].path, found["ZZ"].path) == ("", "")
    assert shapes([Area("FJ", "Fiji", (box(179, -17),))], {}, PACIFIC)["FJ"].x == pytest.approx(0, abs=1)


@given(st.lists(st.one_of(st.integers(-50, 50), st.floats(-1e6, 1e6)), max_size=60))
def test_every_number_is_in_exactly_one_class(values: list[float]) -> None:
    found = classes(values)
    assert sum(each.members for each in found) == len(values)
    assert len(found) <= 5 and all(each.members and each.low <= each.high for each in found)
    assert all(a.high < b.low for a, b in pairwise(found))
    assert all(found[class_of(value, found)].low <= value <= found[class_of(value, found)].high for value in values)


def test_many_of_one_number_leave_classes_for_the_rest() -> None:
    assert [(c.low, c.high, c.members) for c in classes([1] * 70 + [2, 2, 3, 8])] == [(1, 1, 70), (2, 2, 2), (3, 3, 1), (8, 8, 1)]
