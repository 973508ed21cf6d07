"""Addresses of the pages of facts."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import asdict

from flask import Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as Redirect

from app.data.jobs import begin
from app.facts import bp
from app.facts.form import Asked, Unclear, asked, fact_of
from app.facts.pages import change_page, facts_page
from app.facts.things import Thing
from app.http.choices import Choice
from app.http.page import respond
from app.http.site import profile
from app.services import services
from app.work.facts import STALE
from ledger.jobs import OPEN, Jobs
from ledger.models import Job
from loaders.own import BadFact, Fact

# A fact is in within a moment unless something else is being loaded: so long the page waits before it shows the job instead.
PATIENCE = 3.0


@bp.get("", endpoint="index")
def index() -> Response:
    """What is stated of a thing, and what was typed in about it."""
    return respond(facts_page(request.args))


@bp.get("/change", endpoint="change")
def change() -> Response:
    """The form for one fact."""
    return respond(change_page(asked(request.args), request.args))


@bp.post("/change", endpoint="record")
def record() -> Response | Redirect:
    """Record a fact; back to the thing, or to the form with what is wrong."""
    form = request.form
    wanted = asked(form)
    if wanted.version and form.get("version", "") != wanted.version:
        return _again(wanted, form, STALE, 409)
    try:
        fact = fact_of(wanted, form)
    except BadFact as error:
        return _again(wanted, form, str(error), 400)
    except Unclear as error:
        return _again(wanted, form, str(error), 400, error.found)
    job = _settled(_begin(wanted, fact))
    if job.state in OPEN:
        return redirect(url_for("data.job", number=job.id), 303)
    if job.state != "done":
        return _again(asked(form), form, job.message, 409)
    flash("Recorded, and shown wherever it counts. It can be undone on the page of facts.")
    return redirect(_home(wanted.thing), 303)


def _again(wanted: Asked, given: Mapping[str, str], error: str, status: int, meant: tuple[Choice, ...] = ()) -> Response:
    answer = respond(change_page(wanted, given, error, meant))
    answer.status_code = status
    return answer


def _begin(wanted: Asked, fact: Fact) -> Job:
    title = f"Record a fact about {wanted.thing.name}"
    return begin("fact", title[:300], {
        "fact": asdict(fact), "id": wanted.thing.id, "link": wanted.link, "version": wanted.version, "source": "own",
        "address": _home(wanted.thing),
    }, fact.by)  # fmt: skip


def _settled(job: Job) -> Job:
    """The job once it has ended, or as it stands when patience is over."""
    until = time.monotonic() + PATIENCE
    while job.state in OPEN and time.monotonic() < until:
        time.sleep(0.1)
        job = Jobs(services().ledger).get(job.id)
    return job


def _home(thing: Thing) -> str:
    return profile(thing.id) or url_for("facts.index", about=thing.id)
