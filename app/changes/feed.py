"""The feed of a country, an organization, a focus area or the whole network: what changed in the last year, the newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from flask import Response, request, url_for

from analysis.gaps.days import months_after
from app.changes.asked import Asked, asked
from app.changes.atom import EPOCH, Entry, Feed, atom_response, urn
from app.changes.cells import cells
from app.changes.change import CELLS, WHATS, Change
from app.changes.journal import Step, steps
from app.changes.page import subject_of
from app.changes.world import world
from app.http.choices import Choices, choices
from app.http.site import NAME, profile
from app.http.text import day as written
from app.services import services
from ledger.store import now

MONTHS, MOST = 12, 200


def feed_response() -> Response:
    """The feed as it stands; 304 where the reader has it already."""
    offered = choices()
    wanted = asked(offered, services().today(), MONTHS)
    wanted = replace(wanted, before=min(wanted.before.replace(day=1), wanted.after))
    return atom_response(_feed(wanted, offered))


def _feed(wanted: Asked, offered: Choices) -> Feed:
    filters: dict[str, Any] = dict(wanted.filters.address())
    page = url_for("changes.index", _external=True, as_of=None, **filters)
    entries = [*_of_changes(wanted, offered), *(_of_step(step) for step in _steps(wanted))]
    newest = sorted(entries, key=lambda entry: (entry.updated, entry.id), reverse=True)[:MOST]
    return Feed(
        urn("feed", *(f"{name}={value}" for name, value in filters.items())), f"What changed{subject_of(wanted, offered)}", NAME,
        request.url, page, EPOCH, newest,
    )  # fmt: skip


def _of_changes(wanted: Asked, offered: Choices) -> Iterator[Entry]:
    """Everything that has a day, and the cells that changed in the last whole quarter, dated at its end."""
    for change in world(wanted).changes:
        if change.day and WHATS[change.what].group != CELLS:
            yield _entry(change, offered)
    end = _quarter(wanted.after)
    start = dt.date.fromisoformat(months_after(end.isoformat(), -3))
    for change in cells(replace(wanted, before=start, after=end))[0]:
        yield _entry(replace(change, day=end.isoformat()), offered)


def _quarter(day: dt.date) -> dt.date:
    """The first day of the quarter that a day lies in."""
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def _entry(change: Change, offered: Choices) -> Entry:
    what = WHATS[change.what]
    places = ", ".join(offered.country_name(code) for code in change.countries[:3])
    title = f"{change.name[:300]}{f' in {places}' if places else ''}: {what.said}"
    through = "; ".join(said.via for said in change.evidence)
    by = f" Stated by: {', '.join(change.sources)}." if change.sources else ""
    summary = f"{written(change.day, change.day_text)}. {change.told or through}{by}"
    address = change.address or profile(change.id) or url_for("changes.index")
    return Entry(urn("change", change.key), title, dt.datetime.fromisoformat(change.day), _absolute(address), summary, change.what)


def _steps(wanted: Asked) -> list[Step]:
    """Loads and decisions of the last year; with filters, loads of the sources that tell of what is asked for."""
    today = now().date()
    found = steps(dt.date.fromisoformat(months_after(today.isoformat(), -MONTHS)), today)
    if not wanted.filters.address():
        return found
    made = services()
    tellers = {row["source"] for row in made.catalogue["changes/tellers"].run(made.graph, wanted.filters.params()).dicts()}
    return [step for step in found if step.source in tellers]


def _of_step(step: Step) -> Entry:
    id_ = urn("step", str(step.id), step.at.isoformat())
    return Entry(id_, step.title, step.at, _absolute(step.address), step.told, f"known-{step.action}")


def _absolute(address: str) -> str:
    return request.host_url.rstrip("/") + address if address.startswith("/") else address
