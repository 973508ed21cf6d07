"""Addresses of the map of the world."""

from __future__ import annotations

from flask import Response, make_response
from markupsafe import escape

from analysis.outlines.shapes import PACIFIC, WORLD
from app.http.page import respond
from app.http.problems import not_found
from app.world import bp
from app.world.boundaries import Boundaries, country_boundaries, district_boundaries
from app.world.districts import districts_page
from app.world.page import world_page


@bp.get("", endpoint="index")
def index() -> Response:
    """One layer on the map, and the same as a table."""
    return respond(world_page())


@bp.get("/outlines/<hash>/<view>", endpoint="outlines")
def outlines(hash: str, view: str) -> Response:
    """The outlines of one view as an SVG file of their own, an element for each country; kept by the browser as long as it likes."""
    found = country_boundaries(view) if view in (WORLD, PACIFIC) else None
    if found is None or found.hash != hash:
        raise not_found("There are no outlines at this address.", "Go to the map of the world.")
    return _svg(found)


@bp.get("/districts", endpoint="districts")
def districts() -> Response:
    """The districts of one country, on the map where there are outlines or points, and as a table."""
    return respond(districts_page())


@bp.get("/districts/outlines/<hash>/<country>", endpoint="district_outlines")
def district_outlines(hash: str, country: str) -> Response:
    """The outlines of one country's districts as an SVG file of their own."""
    found = district_boundaries(country)
    if found.hash != hash:
        raise not_found("There are no outlines at this address.", "Go to the map of the world.")
    return _svg(found)


def _svg(found: Boundaries) -> Response:
    paths = "".join(
        f'<path id="c{escape(code)}" vector-effect="non-scaling-stroke" d="{shape.path}"/>'
        for code, shape in found.shapes.items() if shape.path
    )
    response = make_response(f'<svg xmlns="http://www.w3.org/2000/svg">{paths}</svg>')
    response.headers["Content-Type"] = "image/svg+xml"
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response
