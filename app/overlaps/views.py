"""Addresses of the pages of overlaps."""

from __future__ import annotations

from flask import Response, current_app, make_response, redirect, url_for
from werkzeug.wrappers import Response as Redirect

from app.data.jobs import begin
from app.http.page import plain, respond
from app.judging import judged
from app.overlaps import bp
from app.overlaps.group_page import group_page
from app.overlaps.listing import overlaps_page
from app.overlaps.others_page import asked_other, other_page, others_page
from app.overlaps.pair_page import asked_pair, pair_page
from app.overlaps.partners import asked_network
from app.overlaps.sheet_page import sheet_page
from app.overlaps.told_twice_page import told_twice_page
from app.work.overlaps.others import AGREEMENTS, ORGANIZATIONS


@bp.get("", endpoint="index")
def index() -> Response:
    """The list."""
    return respond(overlaps_page())


@bp.post("", endpoint="compare")
def compare() -> Redirect:
    """Compare all programs again, as a job."""
    job = begin("overlaps", "Compare programs for overlaps", {})
    return redirect(url_for("data.job", number=job.id), 303)


@bp.get("/pair", endpoint="pair")
def pair() -> Response:
    """Two programs side by side."""
    return respond(pair_page())


@bp.post("/pair", endpoint="judge")
def judge() -> Redirect:
    """What a person says of a pair; back to it."""
    return judged(asked_pair()[1])


@bp.get("/organizations", endpoint="organizations")
def organizations() -> Response:
    """Organizations that may overlap."""
    return respond(others_page(ORGANIZATIONS))


@bp.get("/agreements", endpoint="agreements")
def agreements() -> Response:
    """Agreements that may overlap."""
    return respond(others_page(AGREEMENTS))


@bp.get("/two", endpoint="other")
def other() -> Response:
    """Two organizations or two agreements side by side."""
    return respond(other_page())


@bp.post("/two", endpoint="judge_other")
def judge_other() -> Redirect:
    """What a person says of two organizations or agreements; back to them."""
    return judged(asked_other()[1])


@bp.get("/group", endpoint="group")
def group() -> Response:
    """More than two programs that belong together."""
    return respond(group_page())


@bp.get("/told-twice", endpoint="told_twice")
def told_twice() -> Response:
    """Activities that two reporters tell of."""
    return respond(told_twice_page())


@bp.get("/sheet", endpoint="sheet")
def sheet() -> Response:
    """All overlaps of one country, line of effort or topic, to print."""
    return respond(sheet_page())


@bp.get("/network", endpoint="network")
def network() -> Response:
    """What stands around some programs, with positions, as JSON."""
    return make_response(current_app.json.response(plain(asked_network())))
