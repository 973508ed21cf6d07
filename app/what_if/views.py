"""Addresses of the page of what if."""

from __future__ import annotations

from dataclasses import replace

from flask import Response, current_app, make_response, request

from app.http.page import plain, respond
from app.search.typing import suggested
from app.what_if import bp
from app.what_if.asked import PREFIXES, address
from app.what_if.page import what_if_page


@bp.get("", endpoint="index")
def index() -> Response:
    """What changes without what the address names."""
    return respond(what_if_page())


@bp.get("/suggest", endpoint="suggest")
def suggest() -> Response:
    """What the text ``q`` finds that can be taken away; choosing one leads to the page without it as well."""
    text, gone = request.args.get("q", "").strip()[:200], request.args.getlist("gone")
    found = [replace(s, address=address([*gone, s.id])) for s in suggested(text) if s.id.startswith(PREFIXES)]
    return make_response(current_app.json.response({"query": text, "suggestions": plain(found)}))
