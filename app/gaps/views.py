"""Addresses of the pages of gaps."""

from __future__ import annotations

from flask import Response
from werkzeug.wrappers import Response as Redirect

from app.gaps import bp
from app.gaps.cell_page import cell_page
from app.gaps.gap_page import asked_gap, gap_page
from app.gaps.kinds_page import kind_page, kinds_page
from app.gaps.matrix_page import matrix_page
from app.gaps.outside_page import outside_page
from app.gaps.priority_page import priority_page
from app.gaps.scopes_page import scopes_page
from app.gaps.shares_page import shares_page
from app.http.page import respond
from app.judging import judged


@bp.get("", endpoint="index")
def index() -> Response:
    """The coverage matrix."""
    return respond(matrix_page())


@bp.get("/cell", endpoint="cell")
def cell() -> Response:
    """One cell, with what is behind it."""
    return respond(cell_page())


@bp.get("/priority", endpoint="priority")
def priority() -> Response:
    """Countries by need and unmet supply."""
    return respond(priority_page())


@bp.get("/shares", endpoint="shares")
def shares() -> Response:
    """Countries by how few partners carry a focus area."""
    return respond(shares_page())


@bp.get("/outside", endpoint="outside")
def outside() -> Response:
    """Programs that stand in no cell."""
    return respond(outside_page())


@bp.get("/scopes", endpoint="scopes")
def scopes() -> Response:
    """Which source would have reported what: what makes an empty cell a gap."""
    return respond(scopes_page())


@bp.get("/kinds", endpoint="kinds")
def kinds() -> Response:
    """Every kind of gap, and how many there are."""
    return respond(kinds_page())


@bp.get("/kinds/<name>", endpoint="kind")
def kind(name: str) -> Response:
    """The gaps of one kind."""
    return respond(kind_page(name))


@bp.get("/finding", endpoint="finding")
def finding() -> Response:
    """One gap, and what was judged of it."""
    return respond(gap_page())


@bp.post("/finding", endpoint="judge")
def judge() -> Redirect:
    """What a person says of a gap; back to it."""
    return judged(asked_gap().subject)
