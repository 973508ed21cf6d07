"""The results page: what a search finds, or, without words, a list by kind, country, focus area and year."""

from __future__ import annotations

from flask import Response, current_app, make_response, request

from app.http.page import plain, respond
from app.search import bp, listing, results
from app.search.typing import suggested


@bp.get("/search", endpoint="results")
def results_page() -> Response:
    """Search results for ``q``; without it, the list that ``what`` names."""
    text = request.args.get("q", "").strip()[:200]
    what = request.args.get("what", "")
    if not text and what in listing.LISTS:
        return respond(listing.list_page(what))
    return respond(results.results_page(text, what))


@bp.get("/search/suggest", endpoint="suggest")
def suggest() -> Response:
    """What the text ``q`` finds as far as it is typed, as JSON."""
    text = request.args.get("q", "").strip()[:200]
    return make_response(current_app.json.response({"query": text, "suggestions": plain(suggested(text))}))
