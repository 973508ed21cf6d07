"""The network that a page of measures is asked for, and where its measures come from: at once, from what is kept, or from a job."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, replace
from threading import Lock
from typing import Any

from flask import request, url_for

from app.data.jobs import JobRow, begin, job_row
from app.explore.page import asked_view
from app.explore.view import View
from app.http.choices import Choices
from app.http.paging import asked_day, asked_since
from app.http.problems import PageError
from app.remembered import remembered
from app.services import services
from app.work import networks
from app.work.networks import Filters, Network, Read, TooLarge
from ledger.jobs import OPEN, Jobs

NETWORKS = {
    "organizations": "Organizations, linked where they take part in one program or a source links them directly",
    "programs": "Organizations and programs, linked as sources state it",
}
OF_MAP, JOB = "map", "measures"
_lock = Lock()


@dataclass(frozen=True)
class Asked:
    """The network that is measured: ``network`` a key of ``NETWORKS``, country code and focus area (empty for all), the day.

    ``current``: only what is in force on the day, or with ``since`` at any time from there to the day. ``view``: the map whose things
    and lines are measured instead, where ``network`` is ``map``.
    """

    network: str
    country: str
    focus: str
    current: bool
    as_of: dt.date
    view: View | None = None
    since: dt.date | None = None

    def filters(self) -> Filters:
        """The network as it is read."""
        since = self.since or self.as_of
        return Filters(self.network, self.country, self.focus, self.current, since.isoformat(), self.as_of.isoformat())

    def address(self) -> dict[str, Any]:
        """The network as values of an address, without the map."""
        given = {"network": self.network, "country": self.country, "focus": self.focus, "current": "yes" if self.current else "",
                 "since": self.since.isoformat() if self.since else "", "as_of": self.as_of.isoformat()}  # fmt: skip
        return {name: value for name, value in given.items() if value}


def asked_network(offered: Choices) -> Asked:
    """The network that the address asks for; ``PageError`` 400 says what is wrong."""
    day = asked_day(services().today())
    if request.args.get("network") == OF_MAP:
        view = replace(asked_view().data(), size="", colour="")
        return Asked(OF_MAP, view.country, view.focus, view.current, day, view)
    values = {name: request.args.get(name, "").strip()[:100] for name in ("network", "country", "focus")}
    allowed = {"network": set(NETWORKS), "country": {c.value for c in offered.countries}, "focus": {f.value for f in offered.focus_areas}}
    for name, value in values.items():
        if value and value not in allowed[name]:
            raise PageError(400, f"{name}={value}: there is none of that name in the network.")
    since = asked_since(day)
    current = request.args.get("current") == "yes" or since is not None
    return Asked(values["network"] or "organizations", values["country"], values["focus"], current, day, since=since)


def read(asked: Asked) -> Read:
    """Who takes part in what and who is linked directly; 413 where there is more than a page can hold."""
    try:
        return networks.read(services(), asked.filters())
    except TooLarge as error:
        raise PageError(413, str(error)) from error


def network_of(asked: Asked) -> Network | JobRow:
    """The measures of a network; in a large graph those that a job kept, else the job, which is begun unless it was cancelled or failed."""
    made, filters = services(), asked.filters()
    if networks.is_small(made):
        return remembered(("measures", filters), lambda: _at_once(filters))
    key = networks.key_of(made, filters)
    if networks.is_kept(made, key):
        return remembered(("measures", key), lambda: networks.kept(made, key))
    return _job(asked, key)


def _at_once(filters: Filters) -> Network:
    try:
        return networks.measured(services(), filters)
    except TooLarge as error:
        raise PageError(413, str(error)) from error


def _job(asked: Asked, key: str) -> JobRow:
    again = request.args.get("again") == "yes"
    with _lock:
        job = Jobs(services().ledger).newest(JOB, "key", key)
        if job is None or job.state == "done" or (again and job.state not in OPEN):  # done, and no longer kept
            address = url_for("measures.index", **asked.address())
            job = begin(JOB, "Measure a network", {"key": key, "filters": asdict(asked.filters()), "address": address})
    return job_row(job)
