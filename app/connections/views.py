"""The page that says how two organizations are connected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import Response, current_app, make_response, request, url_for

from app.connections import bp
from app.connections.ways import TYPES, Answer, Question, ask
from app.http.formats import Table
from app.http.page import Crumb, PageContext, plain, respond
from app.http.paging import asked_day
from app.http.problems import PageError
from app.http.sources import source_notes, titles
from app.http.text import LONGEST_ID
from app.profiles.network import network_among
from app.search.ends import End, end
from app.services import services

COLUMNS = ("way", "step", "from_id", "from", "phrase", "to_id", "to", "role", "valid_from", "valid_to", "source", "record", "page")
ENDS = ("one", "other")


@dataclass(frozen=True, kw_only=True)
class ConnectionsPage(PageContext):
    """``answer``: ``None`` until both ends are known. ``network``: address of the picture's data; ``map``: of all of it on the map."""

    template: ClassVar[str] = "connections/index.html"
    ends: tuple[End, End]
    by: tuple[str, ...]
    current: bool
    answer: Answer | None
    network: str
    map: str
    source_titles: dict[str, str]
    types: tuple[tuple[str, str], ...] = tuple((key, label) for key, (label, _) in TYPES.items())

    def data(self) -> Any:
        """Both ends and every way."""
        return {"one": self.ends[0].id, "other": self.ends[1].id, "by": self.by, "as_of": self.as_of, "in_force_only": self.current,
                "ways": [dict(zip(COLUMNS, row, strict=True)) for row in self._rows()], "more": self.answer.more if self.answer else False}

    def table(self) -> Table:
        """One line a statement of a step."""
        return Table("connections", COLUMNS, self._rows())

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        for number, way in enumerate(self.answer.ways if self.answer else (), 1):
            for place, step in enumerate(way.steps, 1):
                for c in step.claims:
                    yield (number, place, step.start["id"], step.start["name"], c.phrase, step.end["id"], step.end["name"], c.role,
                           c.valid_from, c.valid_to, c.source, c.record, c.page)


@bp.get("", endpoint="index")
def index() -> Response:
    """Ways between two organizations, each step as a source states it."""
    as_of, current = asked_day(services().today()), request.args.get("current") == "yes"
    by = _asked_types()
    one, other = (end(request.args.get(name, "").strip()[:LONGEST_ID]) for name in ENDS)
    if one.id and one.id == other.id:
        raise PageError(400, f"Both are {one.name}.", "Choose two different organizations.")
    answer = ask(Question(one.id, other.id, by, as_of, current)) if one.id and other.id else None
    ids = list(dict.fromkeys(thing["id"] for way in answer.ways for thing in way.things)) if answer else []
    keys = {c.source for way in answer.ways for step in way.steps for c in step.claims} if answer else set()
    return respond(ConnectionsPage(
        title=f"How {one.name} and {other.name} are connected" if answer else "How are these two connected?",
        help="Ways from one organization to another through programs, agreements and other organizations, each step as a source states "
             "it. Places and purpose codes are left out: through them nearly everything is near.",
        crumbs=(Crumb("Overview", url_for("overview.index")), Crumb("Connections")), as_of=as_of, sources=source_notes(keys),
        ends=(one, other), by=by, current=current, answer=answer, network=url_for("connections.network", ids=ids) if ids else "",
        map=url_for("explore.index", ids=ids) if ids else "", source_titles=titles(),
    ))  # fmt: skip


@bp.get("/network", endpoint="network")
def network() -> Response:
    """Data of the picture of some things and the links among them."""
    ids = list(dict.fromkeys(request.args.getlist("ids")))
    if not 2 <= len(ids) <= 120:
        raise PageError(400, f"ids: found {len(ids)} things; expected 2 to 120.")
    return make_response(current_app.json.response(plain(network_among(ids, asked_day(services().today())))))


def _asked_types() -> tuple[str, ...]:
    given = tuple(dict.fromkeys(request.args.getlist("by")))
    for key in given:
        if key not in TYPES:
            raise PageError(400, f"by={key[:60]}: expected some of {', '.join(TYPES)}.")
    return given or tuple(TYPES)

