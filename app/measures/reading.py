"""What the loaded sources say of who meets whom: who takes part in which program, and who is linked directly."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from flask import request

from app.explore.page import asked_view
from app.explore.view import View
from app.http.choices import Choices
from app.http.paging import asked_day, asked_since
from app.http.problems import PageError
from app.services import services

NETWORKS = {
    "organizations": "Organizations, linked where they take part in one program or a source links them directly",
    "programs": "Organizations and programs, linked as sources state it",
}
OF_MAP = "map"
MOST_ROWS, TIMEOUT = 500_000, 60.0


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

    def values(self) -> dict[str, Any]:
        """The time as the questions take it."""
        return {"current": self.current, "as_of": self.as_of, "since": self.since or self.as_of}

    def address(self) -> dict[str, Any]:
        """The network as values of an address, without the map."""
        given = {"network": self.network, "country": self.country, "focus": self.focus, "current": "yes" if self.current else "",
                 "since": self.since.isoformat() if self.since else "", "as_of": self.as_of.isoformat()}  # fmt: skip
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True)
class Thing:
    """A member: name, kind (empty for a program) and country."""

    name: str
    kind: str
    country: str


@dataclass(frozen=True)
class Read:
    """``things``: what each id is; ``taking_part``: (organization, program); ``direct``: links between two organizations.

    ``left_out``: direct links with an end that the filters left no program of.
    """

    things: dict[str, Thing]
    programs: dict[str, str]
    taking_part: tuple[tuple[str, str], ...]
    direct: dict[tuple[str, str], int]
    left_out: int


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
    """Who takes part in what and who is linked directly, under the filters; 413 where there is more than a page can hold."""
    focus = f"focus:{asked.focus}" if asked.focus else ""
    rows = _ask("taking-part", {**asked.values(), "country": asked.country, "focus": focus})
    things = {row["organization"]: Thing(row["name"], row["kind"] or "organization", row["country"] or "") for row in rows}
    direct, left_out = _direct(asked, things)
    programs = {row["program"]: row["program_name"] for row in rows}
    return Read(things, programs, tuple((row["organization"], row["program"]) for row in rows), direct, left_out)


def _direct(asked: Asked, things: dict[str, Thing]) -> tuple[dict[tuple[str, str], int], int]:
    """Links without a program, with filters only among those that the programs name; how many are left out. Adds those it names."""
    whole = not asked.country and not asked.focus
    found: dict[tuple[str, str], int] = {}
    left_out = 0
    for row in _ask("direct", asked.values()):
        ends = (row["one"], row["other"])
        if not whole and not (ends[0] in things and ends[1] in things):
            left_out += 1
            continue
        for side in ("one", "other"):
            things.setdefault(row[side], Thing(row[f"{side}_name"], row[f"{side}_kind"] or "organization", row[f"{side}_country"] or ""))
        found[ends] = row["links"]
    return found, left_out


def _ask(name: str, values: dict[str, Any]) -> list[dict[str, Any]]:
    made = services()
    found = made.catalogue[f"measures/{name}"].run(made.graph, values, limit=MOST_ROWS, timeout=TIMEOUT)
    if found.truncated:
        raise PageError(413, f"More than {MOST_ROWS:,} parts in programs pass these filters.", "Choose a country or a focus area.")
    return found.dicts()
