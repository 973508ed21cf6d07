"""Addresses of the pages on which people say which organizations are one."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, request, session, url_for
from werkzeug.wrappers import Response as Redirect

from app.data.jobs import begin
from app.http.page import respond
from app.http.problems import PageError, not_found
from app.resolve import bp
from app.resolve.answers import all_one, answer, keep_rows, read_rows, take_back, told
from app.resolve.group_page import group_page
from app.resolve.pair_page import asked_pair, pair_page
from app.resolve.queue_page import queue_page
from app.resolve.records_page import records_page
from app.resolve.suggested import asked_filters, suggestions
from ledger.errors import NotFound

MOST_BYTES = 5_000_000


@bp.get("", endpoint="index")
def index() -> Response:
    """The queue."""
    return respond(queue_page())


@bp.post("", endpoint="compare")
def compare() -> Redirect:
    """Compare organizations, as a job: what is new or changed, or all again."""
    everything = request.form.get("everything") == "yes"
    job = begin("resolution", "Compare organizations", {"everything": everything})
    return redirect(url_for("data.job", number=job.id), 303)


@bp.get("/pair", endpoint="pair")
def pair() -> Response:
    """Two organizations side by side."""
    return respond(pair_page())


@bp.post("/pair", endpoint="answer")
def answered() -> Redirect:
    """An answer on the pair of the address; on to the next one."""
    found, filters = suggestions(), asked_filters()
    asked, given = asked_pair(found), request.form.get("answer", "")
    onward: dict[str, Any] = filters.arguments()
    if given != "skip":
        kept = answer(asked, given, request.form.get("note", "")[:1500], _by())
        flash(told(asked, kept.kind))
        onward["undo"] = kept.id
        found = suggestions()
    following = found.after(asked.records, filters) if found else None
    if following is None:
        flash("That was the last of this list.")
        return redirect(url_for("resolve.index", **filters.arguments()), 303)
    return redirect(url_for("resolve.pair", one=following[0], other=following[1], **onward), 303)


@bp.post("/take-back", endpoint="take_back")
def taken_back() -> Redirect:
    """Take one answer back; to the pair that it was about."""
    text = request.form.get("decision", "")
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise PageError(400, f"decision={text}: expected the number of a decision.")
    try:
        from_ledger = take_back(int(text), _by())
    except NotFound as error:
        raise not_found(str(error)) from error
    flash("Taken back." if from_ledger else "It is being taken back; that takes a moment.")
    one, other = request.form.get("one", ""), request.form.get("other", "")
    if one and other:
        return redirect(url_for("resolve.pair", one=one, other=other, **asked_filters().arguments()), 303)
    return redirect(url_for("data.decisions"), 303)


@bp.get("/group", endpoint="group")
def group() -> Response:
    """Three or more that may all be one."""
    return respond(group_page())


@bp.post("/group", endpoint="answer_group")
def group_answered() -> Redirect:
    """Those that are ticked are one."""
    kept = all_one(request.form.getlist("record"), request.form.get("why", "").strip() or "Seen side by side as a group.", _by())
    flash(f"Kept: {len(kept) + 1} records are one organization.")
    return redirect(url_for("resolve.index"), 303)


@bp.get("/records", endpoint="records")
def records() -> Response:
    """What each record of an organization says, and why they are one."""
    return respond(records_page())


@bp.post("/decisions", endpoint="bring_decisions")
def bring_decisions() -> Redirect:
    """Decisions from a CSV."""
    given = request.files.get("file")
    content = given.read(MOST_BYTES + 1) if given else b""
    if not content:
        raise PageError(400, "No file was handed in, or it is empty.", "Choose a CSV with the columns kind, a, b, why, by.")
    if len(content) > MOST_BYTES:
        raise PageError(413, f"The file is larger than {MOST_BYTES // 1_000_000} MB.")
    kept = keep_rows(read_rows(content))
    flash(f"Kept: {len(kept)} new decisions. They are in force in a moment." if kept else "Every decision of this file holds already.")
    return redirect(url_for("data.decisions"), 303)


def _by() -> str:
    """Who answers; remembered for the next answer of this browser."""
    given = request.form.get("by")
    if given is not None:
        session["reviewer"] = given.strip()[:200]
    return str(session.get("reviewer", ""))
