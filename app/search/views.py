"""The results page: what a search finds. Lists stood here once: their old addresses lead on."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Response, current_app, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as Redirect

from app.http.formats import asked_format, page_path
from app.http.page import plain, respond
from app.lists.kinds import LISTS
from app.search import bp, results
from app.search.typing import suggested


@bp.get("/search", endpoint="results")
def results_page() -> Response | Redirect:
    """Search results for ``q``; without it, on to the list that ``what`` names."""
    text = request.args.get("q", "").strip()[:200]
    what = request.args.get("what", "")
    if not text and what in LISTS:
        return redirect(_list_address(LISTS[what].plural), 301)
    return respond(results.results_page(text, what))


@bp.get("/search/suggest", endpoint="suggest")
def suggest() -> Response:
    """What the text ``q`` finds as far as it is typed, as JSON."""
    text = request.args.get("q", "").strip()[:200]
    return make_response(current_app.json.response({"query": text, "suggestions": plain(suggested(text))}))


def _list_address(plural: str) -> str:
    """The address of a list with the arguments and in the format of this request."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name not in ("what", "q")]
    path = page_path(url_for(f"lists.{plural}", as_of=None), asked_format())
    return path + ("?" + urlencode(kept) if kept else "")
