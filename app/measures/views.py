"""The page of measures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import Response, url_for

from analysis.measures import Member, Whole, around
from app.data.jobs import JobRow
from app.explore.kept import found_for
from app.explore.measured import measured_map
from app.explore.things import SPECIAL
from app.explore.view import View
from app.http.choices import Choice, Choices, choices
from app.http.formats import Table
from app.http.page import Crumb, PageContext, plain, respond
from app.http.paging import Pager, asked_sort, pager
from app.http.problems import PageError
from app.http.sources import source_notes
from app.http.text import day
from app.measures import bp
from app.measures.reading import NETWORKS, Asked, asked_network, network_of
from app.remembered import remembered
from app.work.networks import Network, Thing

SORTS = ("links", "weight", "between", "cut_off", "effective_size", "constraint", "core", "group", "name")
COLUMNS = ("id", "name", "kind", "country", "links", "weight", "between", "cut_off", "effective_size", "constraint", "core", "group")
MAP_ROOM, FIRST = 60, 3
HELP = ("How a network of partners hangs together, and what each member is to it. Read the numbers for what they are: who is named in the "
        "loaded sources. A body that no source names is not in them.")


@dataclass(frozen=True, kw_only=True)
class MeasuresPage(PageContext):
    """``rows``: members of the page with their names; ``left_out``: direct links that the filters leave no room for.

    ``subject``: the network in words; ``first``: those through whom most of the shortest ways lead, whatever the table is sorted by.
    """

    template: ClassVar[str] = "measures/index.html"
    asked: Asked
    subject: str
    first: tuple[tuple[Member, Thing], ...]
    found: Whole
    rows: tuple[tuple[Member, Thing], ...]
    everything: tuple[tuple[Member, Thing], ...]
    groups: tuple[tuple[int, int, str], ...]
    pager: Pager
    sort: str
    map: str
    left_out: int
    countries: tuple[Choice, ...]
    focus_areas: tuple[Choice, ...]
    country_names: dict[str, str]
    networks: tuple[tuple[str, str], ...] = tuple(NETWORKS.items())

    def data(self) -> Any:
        """The whole and every member."""
        return {"network": self.asked.network, "measured_on": self.subject,
                "country": self.asked.country, "focus": self.asked.focus, "as_of": self.asked.as_of,
                "in_force_only": self.asked.current, "since": self.asked.since, "whole": plain(self.found),
                "groups": [{"group": n, "members": size, "around": text} for n, size, text in self.groups],
                "members": [dict(zip(COLUMNS, row, strict=True)) for row in self._rows()]}

    def table(self) -> Table:
        """One line a member."""
        return Table("measures", COLUMNS, self._rows())

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        for m, thing in self.everything:
            yield (m.id, thing.name, thing.kind or "program", thing.country, m.links, m.weight, m.between, m.cut_off, m.effective_size,
                   m.constraint, m.core, m.group)


@dataclass(frozen=True, kw_only=True)
class MeasuringPage(PageContext):
    """The page while a job measures, or after that was cancelled or failed."""

    template: ClassVar[str] = "measures/measuring.html"
    asked: Asked
    job: JobRow

    def data(self) -> Any:
        """How far it is; ``members`` come once it is done."""
        return {"measuring": {"state": self.job.state, "progress": self.job.progress, "message": self.job.message}}


@bp.get("", endpoint="index")
def index() -> Response:
    """Measures of the network that the address asks for."""
    offered = choices()
    asked = asked_network(offered)
    sort = asked_sort(SORTS, "-between")
    network = _of_map(asked.view) if asked.view else network_of(asked)
    if isinstance(network, JobRow):
        return respond(MeasuringPage(**_head(asked), job=network))
    members = [(m, network.things[m.id]) for m in network.measured.members]
    members.sort(key=lambda row: (row[1].name.casefold(), row[0].id))
    members.sort(key=lambda row: _key(row, sort.removeprefix("-")), reverse=sort.startswith("-"))
    pages = pager(len(members))
    sizes = Counter(m.group for m, _ in members)
    about = remembered(("about", asked), lambda: _about(network, offered))
    return respond(MeasuresPage(
        **_head(asked), subject=_subject(asked, offered), first=_first(members), found=network.measured.whole,
        rows=pages.of(members), everything=tuple(members), pager=pages, sort=sort,
        groups=tuple((n, sizes[n], text) for n, text in list(about.items())[:12]), left_out=network.left_out,
        map=asked.view.address() if asked.view else url_for("explore.index", ids=[m.id for m, _ in members[:MAP_ROOM]]),
        countries=offered.countries, focus_areas=offered.focus_areas, country_names={c.value: c.label for c in offered.countries},
    ))  # fmt: skip


def _head(asked: Asked) -> dict[str, Any]:
    """What the page and the one that waits for it have in common."""
    crumbs = (Crumb("Overview", url_for("overview.index")), Crumb("Map", url_for("explore.index")), Crumb("Measures"))
    return {"title": "Who holds this network together?", "wide": True, "help": HELP, "crumbs": crumbs, "as_of": asked.as_of,
            "sources": source_notes(), "asked": asked}  # fmt: skip


def _subject(asked: Asked, offered: Choices) -> str:
    """Which network it is, in words: of whom, where, on what, in force when."""
    if asked.view:
        return "What the map shows, linked as sources state it"
    focus = next((f" on {choice.label}" for choice in offered.focus_areas if choice.value == asked.focus), "")
    country = f" in {offered.country_name(asked.country)}" if asked.country else ""
    when = f"in force at any time from {day(asked.since)} to {day(asked.as_of)}" if asked.since else \
        f"in force on {day(asked.as_of)}" if asked.current else "whatever their dates"
    who = {"organizations": "Organizations with a part in programs", "programs": "Programs, and organizations with a part in them,"}
    return f"{who[asked.network]}{country}{focus}, {when}"


def _first(members: Sequence[tuple[Member, Thing]]) -> tuple[tuple[Member, Thing], ...]:
    ranked = sorted(members, key=lambda row: -row[0].between)
    return tuple(row for row in ranked[:FIRST] if row[0].between > 0)


def _key(row: tuple[Member, Thing], name: str) -> tuple[bool, Any]:
    """Sorting key; what is not measured comes last when the highest come first."""
    member, thing = row
    if name == "name":
        return True, thing.name.casefold()
    value = getattr(member, name)
    return value is not None, value or 0


def _of_map(view: View) -> Network:
    """Measures of what a map draws, things of every kind."""
    found = found_for(view)
    if found.groups_by or any(thing.is_group for thing in found.things):
        raise PageError(413, "This map shows groups, and groups are not measured.", "Filter it until it draws the things themselves.")
    things = {t.id: Thing(t.name, t.kind, "" if t.country in SPECIAL else t.country) for t in found.things}
    measured = measured_map(view, found)
    return Network(measured, things, 0)


def _about(network: Network, offered: Choices) -> dict[int, str]:
    """What each group of two or more shares: the program of most of them, the country of most; and the members with the most links."""
    measured, things = network.measured, network.things
    lands: dict[int, Counter[str]] = defaultdict(Counter)
    for member in measured.members:
        lands[member.group][things[member.id].country] += bool(things[member.id].country)
    told = {}
    for group, words in around(measured.members, {id_: thing.name for id_, thing in things.items()}).items():
        (land, count), = lands[group].most_common(1)
        shared = "{1} in {0}; ".format(*network.shared[group]) if group in network.shared else ""
        told[group] = shared + (f"{count} of {offered.country_name(land)}; " if count > 1 else "") + words
    return told
