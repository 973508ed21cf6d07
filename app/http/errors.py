"""Errors as people and programs meet them: a page that says what to do, or one shape of JSON, never a stack trace."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import Flask, Response, current_app, jsonify, make_response, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from app.http.formats import asked_format
from app.http.page import PageContext, render
from app.http.problems import PageError
from graph.errors import ConnectionFailed, GraphError, ParameterError, QueryTimeout
from ledger.errors import NotFound

log = logging.getLogger(__name__)
_SUGGEST = "partnergraph.suggest"

TITLES = {
    400: "This request cannot be read",
    403: "Not allowed",
    404: "There is no such page",
    405: "This address does not take that kind of request",
    413: "The file is too large",
    500: "Something went wrong here",
    503: "The partner network cannot be reached",
    504: "This question takes too long",
}
HINTS = {
    400: "Check the address, or go back and choose again.",
    403: "Go back, reload the page, and try again.",
    404: "Search for what you were looking for, or start from the overview.",
    405: "Use the buttons and links of the pages.",
    413: "Split the file and load its parts.",
    500: "Try again. If it stays, tell the person who runs this site; the log has the details.",
    503: "Try again in a minute. If it stays, tell the person who runs this site.",
    504: "Ask for less: one country, one line of effort, or a shorter period.",
}


@dataclass(frozen=True, kw_only=True)
class ErrorPage(PageContext):
    """What the error page shows; ``guess``: words from the address to search for, ``hits``: what a search finds for them."""

    template: ClassVar[str] = "error.html"
    status: int
    message: str
    hint: str
    guess: str = ""
    hits: tuple[Any, ...] = ()


def error_response(status: int, message: str, hint: str = "") -> Response:
    """An error in the format that was asked for."""
    hint = hint or HINTS.get(status, "")
    if asked_format() != "html":
        response = jsonify({"error": {"status": status, "message": message, "hint": hint}})
    else:
        title = TITLES.get(status, "This did not work")
        guess = _guess(status)
        context = ErrorPage(title=title, help="", status=status, message=message, hint=hint, guess=guess, hits=_hits(guess))
        response = make_response(render(context))
    response.status_code = status
    return response


def _guess(status: int) -> str:
    """The last part of the address as words, when nothing is found there."""
    if status != 404:
        return ""
    last = request.path.rstrip("/").rpartition("/")[2].rpartition(":")[2]
    return last.replace("-", " ").replace("_", " ").strip()[:100]


def suggest_with(extensions: dict[str, Any], search: Callable[[str], tuple[Any, ...]]) -> None:
    """Let a search offer what a reader may have looked for when nothing is at an address."""
    extensions[_SUGGEST] = search


def _hits(guess: str) -> tuple[Any, ...]:
    search = current_app.extensions.get(_SUGGEST)
    if not guess or search is None:
        return ()
    try:
        found: tuple[Any, ...] = search(guess)
    except GraphError as error:  # the page says that nothing is there; that the graph cannot be asked is for the log
        log.warning("no suggestions for %r: %s", guess, error)
        return ()
    return found


def _from_http(error: HTTPException) -> Response:
    status = error.code or 500
    if error.response is not None or status < 400:
        return make_response(error.get_response())
    return error_response(status, error.description or TITLES.get(status, error.name))


def _from_graph(error: GraphError) -> Response:
    if isinstance(error, ParameterError):
        return error_response(400, str(error))
    status = 503 if isinstance(error, ConnectionFailed) else 504 if isinstance(error, QueryTimeout) else 500
    log.error("%s %s: %s", request.method, request.path, error, exc_info=error)
    return error_response(status, TITLES[status] + ".")


def _from_anything(error: Exception) -> Response:
    log.exception("%s %s", request.method, request.path, exc_info=error)
    return error_response(500, TITLES[500] + ".")


def handle_errors(app: Flask) -> None:
    """Register the handlers; the last one shows nothing of what went wrong inside, and logs it."""
    app.register_error_handler(PageError, lambda error: error_response(error.status, str(error), error.hint))
    app.register_error_handler(CSRFError, lambda error: error_response(400, "This form is too old to be sent.", HINTS[403]))
    app.register_error_handler(NotFound, lambda error: error_response(404, str(error)))
    app.register_error_handler(HTTPException, _from_http)
    app.register_error_handler(GraphError, _from_graph)
    app.register_error_handler(Exception, _from_anything)
