"""Addresses of the brief: the page to print, and the Word document."""

from __future__ import annotations

from flask import Response, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as Redirect

from app.brief import bp
from app.brief.content import BriefPage, brief_page
from app.http.page import respond
from app.http.problems import PageError
from app.profiles.content import moved

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@bp.get("", endpoint="index")
def index() -> Response | Redirect:
    """The brief on what ``about`` names, as a page to print."""
    found = _brief("brief.index")
    return respond(found) if isinstance(found, BriefPage) else found


@bp.get("/word", endpoint="word")
def word() -> Response | Redirect:
    """The same as a Word document; asked for twice, it is the same file."""
    found = _brief("brief.word")
    if not isinstance(found, BriefPage):
        return found
    from app.brief.word import document  # python-docx takes a while to load, which only this address pays

    response = make_response(document(found, request.host_url.rstrip("/")))
    response.mimetype = _DOCX
    response.headers.set("Content-Disposition", "attachment", filename=f"{found.stem}.docx")
    return response


def _brief(endpoint: str) -> BriefPage | Redirect:
    """The brief, or the way to where an old id leads now."""
    try:
        return brief_page()
    except PageError as error:
        new = moved(request.args.get("about", "").strip()) if error.status == 404 else ""
        if not new:
            raise
        return redirect(url_for(endpoint, about=new), 301)
