"""The picture of a brief: shapes read from their paths, the same bytes twice, marks where they belong, lines dashed where not in force."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise

import pytest
from PIL import Image

from app.brief.picture import HEIGHT, MARGIN, SCALE, WIDTH, corners, drawing, png
from app.http.kinds import KIND_LOOKS, SHAPES
from app.profiles.network import Edge, LegendEntry, Network, Node

CENTER = Node("country:GT", "Guatemala", "country", 0, 0, 2, 2, True, "")
NGO = Node("org:ngo", "NGO <b>", "ngo", -1, .5, 1, 1, True, "", ("works there",))
DONOR = Node("org:donor", "Donor", "other_donor", 1, -.5, 1, 1, False, "", ("funds",))
EDGES = (Edge("org:ngo", "country:GT", "OPERATES_IN", "works there", 2, True), Edge("org:donor", "country:GT", "FUNDS", "funds", 1, False))
LOOKS = (KIND_LOOKS["country"], KIND_LOOKS["ngo"])
LEGEND = tuple(LegendEntry(kind.key, kind.label, kind.shape, kind.path, kind.hollow, 1) for kind in LOOKS)
NETWORK = Network("country:GT", "Guatemala", None, 2, 2, "", (CENTER, NGO, DONOR), EDGES, LEGEND)  # type: ignore[arg-type]


def test_the_shapes_are_read_from_their_paths() -> None:
    assert corners("square") == [(2.5, 2.5), (13.5, 2.5), (13.5, 13.5), (2.5, 13.5)]
    assert corners("triangle") == [(8, 1.5), (15, 14), (1, 14)]
    hexagon = [(8, 1), (14.1, 4.5), (14.1, 11.5), (8, 15), (1.9, 11.5), (1.9, 4.5)]
    assert [(round(x, 3), round(y, 3)) for x, y in corners("hexagon")] == hexagon
    for shape in SHAPES:
        assert all(0 <= value <= 16 for corner in corners(shape) for value in corner), shape


def test_marks_stand_within_the_paper_in_the_proportions_of_the_layout() -> None:
    drawn = drawing(NETWORK, "Guatemala")
    assert [(mark.number, mark.x, mark.y) for mark in drawn.marks] == [(0, 330, 200), (1, MARGIN, 49), (2, WIDTH - MARGIN, 351)]
    assert drawn.lines == ((28, 49, 330, 200, True), (632, 351, 330, 200, False))
    assert drawn.told.startswith("Network of Guatemala, marked 0: 2 neighbours with numbers and 2 lines")


def test_the_png_is_the_same_bytes_twice_and_shows_each_mark_in_its_colour() -> None:
    drawn = drawing(NETWORK, "Guatemala")
    assert png(drawn) == png(drawing(NETWORK, "Guatemala"))
    image = Image.open(io.BytesIO(png(drawn)))
    assert image.size == (WIDTH * SCALE, HEIGHT * SCALE)
    at = {mark.number: image.getpixel((int(mark.x * SCALE), int(mark.y * SCALE))) for mark in drawn.marks}
    assert at == {0: (255, 255, 255), 1: (0x19, 0x76, 0x4A), 2: (255, 255, 255)}  # hollow, filled, hollow
    assert png(replace(drawn, lines=())) != png(drawn)


@pytest.mark.parametrize(("in_force", "gaps"), [(True, 0), (False, 30)])
def test_a_line_that_is_not_in_force_is_dashed(in_force: bool, gaps: int) -> None:
    flat = replace(NETWORK, nodes=(CENTER, replace(NGO, x=1, y=0)), edges=(replace(EDGES[0], in_force=in_force),))
    image = Image.open(io.BytesIO(png(drawing(flat, "x"))))
    row = [image.getpixel((x, HEIGHT * SCALE // 2)) == (255, 255, 255) for x in range(60 * SCALE, (WIDTH - 60) * SCALE)]
    assert sum(a != b for a, b in pairwise(row)) // 2 >= gaps
    assert any(row) == (not in_force)
