"""Addresses of the reconciliation API, and who may ask from another page: programs on this machine."""

from __future__ import annotations

import re

from flask import Response, current_app, make_response, render_template, request
from markupsafe import escape

from app.http.problems import PageError, not_found
from app.http.security import csrf
from app.reconcile import bp
from app.reconcile.bodies import about, candidates, named, suggested, values
from app.reconcile.protocol import PROPERTIES, extension, manifest, queries, types
from app.work.who import answers, register
from app.work.who.names import Body

# Pages of other programs on this machine, such as OpenRefine's; other web sites a reader visits learn nothing.
_HERE = re.compile(r"https?://(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?")
_FRAMED = "default-src 'none'; style-src 'self'; frame-ancestors http://localhost:* http://127.0.0.1:* http://[::1]:*"

csrf.exempt(bp)  # it only reads, and its clients have no session


@bp.before_request
def _json_errors() -> None:
    request.environ["partnergraph.format"] = "json"


@bp.after_request
def _shared_here(response: Response) -> Response:
    origin = request.headers.get("Origin", "")
    response.headers["Vary"] = "Origin"
    if _HERE.fullmatch(origin):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Headers"] = "Content-Type"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@bp.route("", methods=["GET", "POST"], endpoint="service")
def service() -> Response:
    """The manifest; answers to ``queries``; values of properties for ``extend``."""
    if "queries" in request.values:
        return _json(_answers(request.values["queries"]))
    if "extend" in request.values:
        return _json(_extended(request.values["extend"]))
    return _json(manifest(request.host_url.rstrip("/")))


def _answers(text: str) -> dict[str, object]:
    batch = queries(text)
    found = answers([query.asked for query in batch.values()], register())
    return {key: {"result": candidates(query, answer)} for (key, query), answer in zip(batch.items(), found, strict=True)}


def _extended(text: str) -> dict[str, object]:
    ids, wanted = extension(text)
    known = register()
    return {"meta": [{"id": name, "name": PROPERTIES[name]} for name in wanted], "rows": {i: values(known, i, wanted) for i in ids}}


@bp.get("/properties", endpoint="properties")
def properties() -> Response:
    """The properties that can be fetched."""
    asked = request.args.get("type", "organization")
    return _json({"type": asked, "limit": len(PROPERTIES), "properties": _properties()})


@bp.get("/suggest/<what>", endpoint="suggest")
def suggest(what: str) -> Response:
    """Entities, types or properties for a ``prefix``."""
    prefix = request.args.get("prefix", "").strip()[:200]
    if what == "entity":
        return _json({"result": suggested(prefix) if prefix else []})
    if what not in ("type", "property"):
        raise not_found(f"Nothing is suggested for {what[:40]}.", "Ask for entity, type or property.")
    return _json({"result": named(types() if what == "type" else _properties(), prefix)})


@bp.get("/flyout", endpoint="flyout")
def flyout() -> Response:
    """A few words about an organization, for a list of suggestions."""
    body = _body()
    return _json({"id": body.id, "html": f"<p><strong>{escape(body.name)}</strong></p><p>{escape(about(body))}</p>"})


@bp.get("/preview", endpoint="preview")
def preview() -> Response:
    """A small page about an organization, to be shown inside a client's page."""
    body = _body()
    response = make_response(render_template("reconcile/preview.html", body=body, about=about(body)))
    response.headers["Content-Security-Policy"] = _FRAMED
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _body() -> Body:
    id_ = request.args.get("id", "")
    if not id_:
        raise PageError(400, "id is missing: expected the id of an organization.")
    body = register().bodies.get(id_)
    if body is None:
        raise not_found(f"There is no organization {id_[:80]} in this network.")
    return body


def _properties() -> list[dict[str, str]]:
    return [{"id": id_, "name": name} for id_, name in PROPERTIES.items()]


def _json(value: object) -> Response:
    return make_response(current_app.json.response(value))
