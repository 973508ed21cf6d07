"""What the address takes away: ids of organizations, programs and agreements, each found in the network."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from analysis.what_if import Gone
from app.http.choices import Choice
from app.http.paging import asked_day
from app.http.problems import PageError, not_found
from app.http.text import LONGEST_ID
from app.search.find import Hit, suggestions
from app.services import services

PREFIXES = ("org:", "program:", "agreement:")
MOST = 50
OFFERED = 12


@dataclass(frozen=True)
class Thing:
    """Something that is taken away. ``type``: organization, program or agreement; ``back``: the address without it."""

    id: str
    name: str
    kind: str | None
    type: str
    sources: tuple[str, ...]
    back: str


@dataclass(frozen=True)
class Asked:
    """What is taken away, on which day, and the network that is measured (country code and focus area, empty for all).

    ``text``: what was typed to take away as well and means nothing for sure; ``meant``: what it may mean.
    """

    things: tuple[Thing, ...]
    as_of: dt.date
    country: str
    focus: str
    text: str = ""
    meant: tuple[Choice, ...] = ()

    @property
    def gone(self) -> Gone:
        """The ids by type."""
        of = {type_: frozenset(t.id for t in self.things if t.type == type_) for type_ in ("organization", "program", "agreement")}
        return Gone(of["organization"], of["program"], of["agreement"])


def asked(countries: set[str], focus_areas: set[str]) -> Asked:
    """What this request asks for; ``PageError`` 400 for what cannot be used, 404 for an id that nothing has."""
    ids = list(dict.fromkeys(request.args.getlist("gone")))
    text = request.args.get("add", "").strip()[:LONGEST_ID]
    added, meant = _meant(text) if text else ("", ())
    ids = list(dict.fromkeys([*ids, *([added] if added else [])]))
    if len(ids) > MOST:
        raise PageError(400, f"gone: found {len(ids)} things; expected at most {MOST}.")
    values = {name: request.args.get(name, "").strip()[:100] for name in ("country", "focus")}
    for name, allowed in (("country", countries), ("focus", focus_areas)):
        if values[name] and values[name] not in allowed:
            raise PageError(400, f"{name}={values[name]}: there is none of that name in the network.")
    return Asked(_things(ids), asked_day(services().today()), values["country"], values["focus"], "" if added else text, meant)


def address(ids: list[str]) -> str:
    """The address of the page with these ids, the other arguments as they are."""
    kept: dict[str, Any] = {name: request.args[name] for name in ("country", "focus", "as_of") if request.args.get(name)}
    return url_for("what_if.index", gone=ids, **kept)


def _things(ids: list[str]) -> tuple[Thing, ...]:
    for id_ in ids:
        if not id_.startswith(PREFIXES) or len(id_) > LONGEST_ID:
            raise PageError(400, f"gone={id_[:60]}: expected the id of an organization, a program or an agreement.")
    made = services()
    found = made.catalogue["what_if/things"].run(made.graph, {"ids": ids}).dicts() if ids else []
    missing = set(ids) - {row["asked"] for row in found}
    if missing:
        raise not_found(f"Nothing has the id {min(missing)}.", "Take it out of the address, or search for its name.")
    now = list(dict.fromkeys(row["id"] for row in found))
    return tuple(
        Thing(row["id"], row["name"] or row["id"], row["kind"], row["type"], tuple(row["sources"] or ()),
              address([id_ for id_ in now if id_ != row["id"]]))
        for row in {row["id"]: row for row in found}.values()
    )  # fmt: skip


def _meant(text: str) -> tuple[str, tuple[Choice, ...]]:
    """The id that a text means, or what it may mean."""
    if text.startswith(PREFIXES):
        return text, ()
    hits = [hit for hit in suggestions(text, 2 * OFFERED) if hit.id.startswith(PREFIXES)][:OFFERED]
    exact = [hit for hit in hits if text.casefold() in (hit.name.casefold(), (hit.acronym or "").casefold())]
    if len(exact) == 1 or len(hits) == 1:
        return (exact or hits)[0].id, ()
    return "", tuple(Choice(hit.id, _label(hit)) for hit in hits)


def _label(hit: Hit) -> str:
    type_ = {"org": hit.kind or "organization"}.get(hit.id.partition(":")[0], hit.id.partition(":")[0])
    where = f", {hit.country}" if hit.country else ""
    return f"{hit.name} ({type_.replace('_', ' ')}{where})"
