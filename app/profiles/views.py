"""Profiles and the pictures of their networks."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, current_app, make_response, redirect, url_for
from werkzeug.wrappers import Response as Redirect

from app.http.downloads import file_stem
from app.http.formats import asked_format
from app.http.page import plain, respond
from app.http.paging import asked_day
from app.http.problems import PageError
from app.http.site import profile
from app.profiles import bp
from app.profiles.content import moved, profile_page
from app.profiles.network import Network, network
from app.services import services


@bp.get("/organization/<path:id>", endpoint="organization")
def organization(id: str) -> Response | Redirect:
    """Profile of an organization; an old id leads to the new one."""
    return _profile("organization", id)


@bp.get("/program/<path:id>", endpoint="program")
def program(id: str) -> Response | Redirect:
    """Profile of a program; an old id leads to the new one."""
    return _profile("program", id)


@bp.get("/agreement/<path:id>", endpoint="agreement")
def agreement(id: str) -> Response:
    """Profile of an agreement."""
    return respond(profile_page("agreement", id))


@bp.get("/country/<code>")
def country(code: str) -> Response | Redirect:
    """Profile of a country by its code of two letters."""
    if code != code.upper():
        return redirect(profile(f"country:{code.upper()}", asked_format()), 301)
    return respond(profile_page("country", code))


@bp.get("/area/<path:key>")
def area(key: str) -> Response:
    """Profile of a state or province by its code, such as US-TX."""
    return respond(profile_page("area", f"area:{key}"))


@bp.get("/focus/<path:key>")
def focus(key: str) -> Response:
    """Profile of a line of effort (III) or of a topic below one (III:police-reform)."""
    return respond(profile_page("focus", f"focus:{key}"))


@bp.get("/sector/<path:key>")
def sector(key: str) -> Response:
    """Profile of a purpose code, as vocabulary:code."""
    return respond(profile_page("sector", f"sector:{key}"))


@bp.get("/indicator/<path:key>")
def indicator(key: str) -> Response:
    """Profile of an indicator of need or supply."""
    return respond(profile_page("indicator", f"indicator:{key}"))


@bp.get("/network/<path:id>", endpoint="network")
def network_data(id: str) -> Response | Redirect:
    """The network around a thing, with positions, as JSON."""
    day = asked_day(services().today())
    return _or_moved(
        id,
        lambda: make_response(current_app.json.response(plain(network(id, day)))),
        lambda new: url_for("profiles.network", id=new),
    )


@bp.get("/picture/<path:id>", endpoint="picture")
def picture_file(id: str) -> Response | Redirect:
    """The same as one HTML file that opens without a network."""
    day = asked_day(services().today())
    return _or_moved(id, lambda: _attached(network(id, day)), lambda new: url_for("profiles.picture", id=new))


def _attached(found: Network) -> Response:
    from app.profiles.picture import picture  # pyvis brings IPython along: half a second that only this route pays

    response = make_response(picture(found))
    response.mimetype = "text/html"
    response.headers.set("Content-Disposition", "attachment", filename=f"{file_stem(found.name)}-network.html")
    return response


def _profile(type_: str, id_: str) -> Response | Redirect:
    return _or_moved(id_, lambda: respond(profile_page(type_, id_)), lambda new: profile(new, asked_format()))


def _or_moved(id_: str, answer: Callable[[], Response], address: Callable[[str], str]) -> Response | Redirect:
    """The answer, or the way to where an old id leads now."""
    try:
        return answer()
    except PageError as error:
        new = moved(id_) if error.status == 404 else ""
        if not new:
            raise
        return redirect(address(new), 301)
