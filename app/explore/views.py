"""Addresses of the map."""

from __future__ import annotations

from flask import Response, current_app, make_response, redirect, request
from werkzeug.wrappers import Response as Redirect

from app.explore import bp
from app.explore.drawing import payload
from app.explore.exports import EXPORTS, Picture
from app.explore.files import offline, svg
from app.explore.found import Found
from app.explore.kept import found_for
from app.explore.laying import cancel, lay_out_again
from app.explore.moves import ACTIONS
from app.explore.page import asked_view, links_page, map_page, title
from app.explore.rows import group_address
from app.explore.view import View
from app.explore.years import asked_year, on_year
from app.http.page import respond
from app.http.paging import asked_day
from app.http.problems import PageError, not_found
from app.services import services
from ledger.saved import SavedViews


@bp.get("/explore", endpoint="index")
def index() -> Response:
    """The map and the table that says the same."""
    return respond(map_page(asked_view()))


@bp.get("/explore/links", endpoint="links")
def links() -> Response:
    """Every link on the map."""
    return respond(links_page(asked_view()))


@bp.get("/explore/drawing", endpoint="drawing")
def drawing() -> Response:
    """What a browser needs to draw the map."""
    view = asked_view()
    return make_response(current_app.json.response(payload(view, found_for(view))))


@bp.post("/explore/layout", endpoint="layout")
def layout() -> Redirect:
    """Stop the layout of a large map (``do=cancel``), or begin it once more; back to the map."""
    view = asked_view()
    found = found_for(view)
    if request.form.get("do") == "cancel":
        cancel(found)
    else:
        lay_out_again(view, found)
    return redirect(view.address(), 303)


@bp.get("/explore/act", endpoint="act")
def act() -> Redirect:
    """Do something with the things that were picked in the table (or drawn around in the picture)."""
    view, picked = asked_view(), request.args.getlist("pick")
    action = ACTIONS.get(request.args.get("do", ""))
    if action is None:
        raise PageError(400, f"do={request.args.get('do', '')}: expected one of {', '.join(ACTIONS)}.")
    if not picked:
        raise PageError(400, "Nothing is picked.", "Go back and tick at least one thing in the table.")
    found = found_for(view)
    if found.groups_by and request.args["do"] != "hide":
        return redirect(_one_group(view, found, picked), 303)
    inside = {thing.id: thing.inside or (thing.id,) for thing in found.things}
    ids = [id_ for chosen in picked for id_ in inside.get(chosen, (chosen,))]
    return redirect(action[1](view, ids).address(), 303)


def _one_group(view: View, found: Found, picked: list[str]) -> str:
    """The address of a picked group of the whole network, opened; such groups stand for too many to do more with."""
    group = found.thing(picked[0]) if len(picked) == 1 else None
    address = group_address(view, found, group) if group else ""
    if not address:
        raise PageError(400, "Groups of the whole network can be hidden, or opened one at a time.",
                        "Go back and open one, or draw all things first.")
    return address


@bp.get("/explore/year", endpoint="year")
def year() -> Redirect:
    """From the slider to the view on the same day of the year that it was moved to."""
    return redirect(on_year(asked_view(), asked_day(services().today()), asked_year()).address(), 303)


@bp.get("/explore/map.svg", endpoint="svg")
def svg_file() -> Response:
    """The picture as SVG."""
    view = asked_view()
    found = found_for(view)
    return _file(svg(view, found, title(view, found)), "image/svg+xml", "map.svg")


@bp.get("/explore/map.<suffix>", endpoint="export")
def export_file(suffix: str) -> Response:
    """Things and links for other programs; 404 for a format that there is none of."""
    export = EXPORTS.get(suffix)
    if export is None:
        raise not_found(f"The map is not made as .{suffix[:20]}.", f"There are svg, {', '.join(EXPORTS)}.")
    view = asked_view()
    found = found_for(view)
    return _file(export.write(Picture(view, found, title(view, found))), export.kind, export.name or f"map.{suffix}")


@bp.get("/explore/offline", endpoint="offline")
def offline_file() -> Response:
    """The picture as one HTML file that opens without a network."""
    view = asked_view()
    found = found_for(view)
    return _file(offline(view, found, title(view, found).removeprefix("Map: ")), "text/html", "map.html")


def _file(content: str | bytes, kind: str, name: str) -> Response:
    response = make_response(content)
    response.mimetype = kind
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@bp.post("/explore/share", endpoint="share")
def share() -> Redirect:
    """Keep a view under a short address of its own, and show the view with it."""
    view = asked_view().data()
    kept = SavedViews(services().ledger).keep(view.address())
    address = view.address()
    return redirect(f"{address}{'&' if '?' in address else '?'}short={kept}#map-take", 303)

