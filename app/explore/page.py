"""The page of the map: one context with the picture's equal in words, answered as HTML, JSON, CSV or XLSX."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from flask import request, url_for

from app.explore import moves
from app.explore.exports import EXPORTS
from app.explore.found import Found, notes
from app.explore.kept import found_for
from app.explore.laying import Laying, laying
from app.explore.measured import GROUP, MapMeasures, by_measures
from app.explore.rows import Details, LegendEntry, Row, Rows, Step, chips, legend, looked_at
from app.explore.things import Thing
from app.explore.view import GROUPS, MEASURES, NAMES, STEPS, View, parse
from app.explore.years import Years, years_of
from app.http.choices import Choice, Choices, choices
from app.http.formats import Table, asked_format
from app.http.kinds import KIND_LOOKS
from app.http.page import Crumb, PageContext
from app.http.paging import Pager, asked_day, pager
from app.http.sources import source_notes
from app.lists.selection import described
from app.profiles.phrases import phrase
from app.search.find import Hit, suggestions
from app.services import services

SIZE = 50
HITS, LOOKED_AT = 8, 200
DRAWN = ("org", "program", "country", "area", "agreement", "focus")
HELP = ("Start from a name, a country or a profile, look at what is around it, and go on from there; the table below says the same "
        "as the picture. The address of this page is the view: keep it, send it, or go back with your browser to undo a step.")
COLUMNS = ("id", "name", "kind", "country", "things_inside", "links_on_the_map", "in_force", "linked", "links_in_all", "sources")
LINK_COLUMNS = ("from_id", "from", "link", "to_id", "to", "links", "in_force", "sources")
MEASURES_OFFERED = tuple(Choice(name, title) for name, (title, _) in MEASURES.items())
COLOURS_OFFERED = (Choice(*GROUP), *MEASURES_OFFERED)
GROUP_LABELS = {"kind": "Kind", "country": "Country", "parent": "What they are part of"}


@dataclass(frozen=True)
class FoundHit:
    """A search result and the step that puts it on the map."""

    hit: Hit
    address: str


@dataclass(frozen=True, kw_only=True)
class MapPage(PageContext):
    """The map. ``shown``: the rows of this page of the table; ``query``: what was searched for."""

    template: ClassVar[str] = "explore/index.html"
    view: View
    found: Found
    notes: tuple[str, ...]
    every_row: Rows
    measures: MapMeasures | None
    measured: str
    years: Years | None
    shown: tuple[Row, ...]
    pager: Pager
    kinds: tuple[LegendEntry, ...]
    types: tuple[LegendEntry, ...]
    chips: tuple[Step, ...]
    details: Details | None
    query: str
    hits: tuple[FoundHit, ...]
    choices: Choices
    groups: tuple[Choice, ...]
    size_choices: tuple[Choice, ...] = MEASURES_OFFERED
    colour_choices: tuple[Choice, ...] = COLOURS_OFFERED
    hidden: tuple[Step, ...]
    ways: tuple[Step, ...]
    source_titles: dict[str, str]
    drawing: str
    laying: Laying | None
    files: tuple[Step, ...]
    short: str
    every_link: str

    def data(self) -> Any:
        """Things and links on the map, and what is not."""
        return {
            "title": self.title, "as_of": self.as_of.isoformat() if self.as_of else None, "view": dict_of(self.view), "notes": self.notes,
            "total": self.found.total,
            "things": [dict(zip(self._columns(), row, strict=True)) for row in self._rows()],
            "links": [dict(zip(LINK_COLUMNS, row, strict=True)) for row in link_rows(self.found)],
        }

    def table(self) -> Table:
        """Every thing on the map."""
        return Table("map", self._columns(), self._rows())

    def _columns(self) -> tuple[str, ...]:
        return (*COLUMNS, *(name for name, _ in self._measures()))

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        for row in thing_rows(self.every_row):
            member = self.measures.members[row[0]] if self.measures and self.measures.members else None
            yield (*row, *(getattr(member, name) for name, _ in self._measures()))

    def _measures(self) -> tuple[tuple[str, str], ...]:
        """Measures of the table that the first columns do not hold already."""
        return tuple(column for column in (self.measures.columns if self.measures else ()) if column[0] not in COLUMNS)


@dataclass(frozen=True, kw_only=True)
class LinksPage(PageContext):
    """Every link on the map, a page at a time."""

    template: ClassVar[str] = "explore/links.html"
    found: Found
    shown: tuple[Any, ...]
    pager: Pager
    back: str

    def data(self) -> Any:
        """Every link."""
        return {"title": self.title, "links": [dict(zip(LINK_COLUMNS, row, strict=True)) for row in link_rows(self.found)]}

    def table(self) -> Table:
        """Every link."""
        return Table("map-links", LINK_COLUMNS, link_rows(self.found))


def dict_of(view: View) -> dict[str, list[str]]:
    """A view as its address has it: name to values."""
    values: dict[str, list[str]] = {}
    for name, value in view.pairs():
        values.setdefault(name, []).append(value)
    return values


def asked_view() -> View:
    """The view that the request asks for; ``PageError`` 400 for a wrong one."""
    return parse({name: request.values.getlist(name) for name in NAMES})


def map_page(view: View) -> MapPage:
    """The page of a view."""
    found = found_for(view)
    offered, made = choices(), source_notes()
    measures = by_measures(view, found)
    every = Rows(view, found, measures)
    place = pager(len(every), size=SIZE)
    query, day = request.args.get("q", "").strip()[:200], asked_day(services().today())
    kinds, types = legend(view, found)
    behind = {source for thing in found.things for source in thing.sources}
    return MapPage(
        title=title(view, found), help=HELP, crumbs=(Crumb("Overview", url_for("overview.index")), Crumb("Map")), wide=True,
        as_of=day, sources=tuple(note for note in made if note.key in behind or found.groups_by),
        view=view, found=found, notes=notes(view, found), every_row=every, measures=measures,
        measured=_measured(view), years=years_of(view, day) if asked_format() == "html" else None,
        shown=tuple(every.slice(place.offset, place.size)),
        pager=place, kinds=kinds, types=types, chips=chips(view, offered), details=looked_at(view, found), query=query,
        hits=_hits(view, query), choices=offered, groups=tuple(Choice(key, GROUP_LABELS[key]) for key in GROUPS),
        hidden=tuple(Step(thing.name, moves.unhide(view, [thing.id]).address(), f"unhide {thing.id}") for thing in found.hidden),
        ways=tuple(_ways(view, found)), source_titles={note.key: note.title for note in made},
        drawing=view.data().address("/explore/drawing"), laying=laying(view, found) if asked_format() == "html" else None,
        files=_files(view), short=_short(),
        every_link=view.data().address("/explore/links"),
    )


def title(view: View, found: Found) -> str:
    """What the map is of."""
    names = [found.name(id_) for id_ in dict.fromkeys([*view.ids, *(e.id for e in view.expand)])]
    if not names:
        return f"Map: {described(view.listed)}" if view.listed else "Map of the whole network"
    return f"Map: {names[0]}" + (f" and {len(names) - 1:,} more" if len(names) > 1 else "")


def _short() -> str:
    """The short address that was just made, whole, as it is sent to others; ``""`` where none was."""
    name = request.args.get("short", "")
    return url_for("saved.open", name=name, _external=True, as_of=None) if re.fullmatch("[a-z2-7]{10}", name) else ""


def _hits(view: View, query: str) -> tuple[FoundHit, ...]:
    """The first hits that a map can show, those of the country that the map is filtered to before others."""
    found = suggestions(query, LOOKED_AT if view.country else HITS) if query else ()
    here = sorted(found, key=lambda hit: hit.country_id != f"country:{view.country}")[:HITS]
    return tuple(FoundHit(hit, moves.add(view, hit.id).address()) for hit in here if hit.id.partition(":")[0] in DRAWN)


def _ways(view: View, found: Found) -> Iterator[Step]:
    """Ways to what is not shown."""
    if any(spread.capped for spread in found.spreads):
        for step in STEPS:
            if step > view.most:
                yield Step(f"Show up to {step:,} neighbours of each", replace(view, most=step).address(), f"most {step}")
                break
    if found.groups_by:
        if found.total <= 20_000:
            yield Step(f"Draw all {found.total:,} things", replace(view, every=True, group="").address(), "draw")
        other = "kind" if found.groups_by == "country" else "country"
        yield Step(f"Group by {other} instead", replace(view, group=other).address(), "other group")
    elif view.whole and view.every:
        yield Step("Back to groups", replace(view, every=False).address(), "draw")
    if view.most > STEPS[0]:
        yield Step(f"Back to {STEPS[0]} neighbours of each", replace(view, most=STEPS[0]).address(), "less")


def _measured(view: View) -> str:
    """The page that measures what the map shows: every measure of every thing."""
    return replace(view.data(), size="", colour="").address("/measures") + ("&" if view.data().pairs() else "?") + "network=map"


def _files(view: View) -> tuple[Step, ...]:
    told = (("SVG picture", "map.svg"), ("CSV of things", "things"), ("CSV of links", "links"),
            ("Page that opens offline (HTML)", "offline"), *((export.label, f"map.{export.suffix}") for export in EXPORTS.values()))
    paths = {"things": "/explore.csv", "links": "/explore/links.csv"}
    return tuple(Step(label, view.data().address(paths.get(name, f"/explore/{name}")), f"file {name}") for label, name in told)


def links_page(view: View) -> LinksPage:
    """Every link of a view."""
    found = found_for(view)
    rows = list(link_rows(found))
    place = pager(len(rows), size=SIZE)
    return LinksPage(
        title=f"Links: {title(view, found).removeprefix('Map: ')}", help="Every link on the map with the sources that state it.",
        crumbs=(Crumb("Overview", url_for("overview.index")), Crumb("Map", view.address()), Crumb("Links")), found=found,
        as_of=asked_day(services().today()), shown=tuple(rows[place.offset:place.offset + place.size]), pager=place, back=view.address(),
    )


def thing_rows(rows: Rows) -> Iterator[tuple[Any, ...]]:
    """Things as ``COLUMNS``."""
    for row in rows:
        linked = [f"{said.phrase} {', '.join(other.name for other in said.others)}" + (f" and {said.more} more" if said.more else "")
                  for said in row.said]
        yield (row.thing.id, row.thing.name, KIND_LOOKS[row.thing.kind].label, _place(row.thing), row.thing.size, row.links,
               row.in_force, linked, row.thing.degree, list(row.thing.sources))


def _place(thing: Thing) -> str:
    return "" if thing.country == "none" else thing.country


def link_rows(found: Found) -> Iterator[tuple[Any, ...]]:
    """Links as ``LINK_COLUMNS``."""
    for link in found.links:
        yield (link.start, found.name(link.start), phrase(link.type, outgoing=True), link.end, found.name(link.end), link.links,
               link.in_force, list(link.sources))
