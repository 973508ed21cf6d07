"""The page of what changed in the world between two days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import request, url_for

from analysis.gaps.days import months_after
from app.changes.asked import Asked, asked
from app.changes.brought import Brought, brought_by
from app.changes.change import WHATS, Change, What
from app.changes.world import Undated, World, world
from app.http.choices import Choices, choices
from app.http.formats import Table
from app.http.page import Crumb, PageContext
from app.http.paging import EARLIEST, Column, Pager, pager
from app.http.problems import PageError
from app.http.sources import source_notes, titles
from app.profiles.phrases import phrase
from app.services import services

PREVIEW, PLACES = 10, 20
SPANS = (("three months", 3), ("a year", 12), ("three years", 36), ("ten years", 120))
COLUMNS = ("change", "day", "id", "name", "kind", "country", "told", "links", "through", "sources", "records", "pages", "loads", "files",
           "loaded")  # fmt: skip
HELP = ("What began, ended, came or went between two days, as the loaded sources date it, each with who says so and from which file. "
        "What no source dates cannot be here; the note below says how much that is.")


@dataclass(frozen=True)
class Part:
    """Changes of one kind: how many there are, and those that the page shows."""

    what: What
    total: int
    rows: tuple[Change, ...]


@dataclass(frozen=True)
class Place:
    """A country with how many changes of each kind it has, in the order of the kinds that the page has."""

    code: str
    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class ChangesPage(PageContext):
    """``parts``: kinds of change of which there are some; ``alone``: the one that is shown by itself, with its ``pager``;
    ``places``: the countries with most changes, where none is chosen; ``loads``: by source, the load that states it now."""

    template: ClassVar[str] = "changes/index.html"
    asked: Asked
    found: World
    everything: tuple[Change, ...]
    parts: tuple[Part, ...]
    alone: What | None
    pager: Pager | None
    kinds: tuple[What, ...]
    places: tuple[Place, ...]
    more_places: int
    countries: dict[str, str]
    choices: Choices
    subject: str
    undated: tuple[Undated, ...]
    loads: dict[str, Brought]
    source_titles: dict[str, str]
    feed: str
    known: str

    @property
    def spans(self) -> list[tuple[str, str]]:
        """Spells up to the later day that are a step away: what they are called, and their first day."""
        found = ((label, months_after(self.asked.after.isoformat(), -months)) for label, months in SPANS)
        return [(label, first) for label, first in found if first >= EARLIEST.isoformat()]

    @property
    def headings(self) -> list[Column]:
        """Headings of the counts by country."""
        return [Column(what.key, what.heading, numeric=True) for what in self.kinds]

    def data(self) -> Any:
        """Every change, and what has no dates."""
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in self._rows()]
        return {"title": self.title, **self.asked.address(), "counts": {part.what.key: part.total for part in self.parts}, "changes": rows,
                "without_dates": [vars(undated) for undated in self.undated]}

    def table(self) -> Table:
        """One line a change."""
        return Table(f"changes-{self.asked.before}-{self.asked.after}", COLUMNS, self._rows())

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        for c in self.everything:
            loads = [self.loads[source] for source in c.sources if source in self.loads]
            yield (WHATS[c.what].heading, c.day, c.id, c.name, c.kind, list(c.countries), c.told, c.links or None,
                   [f"{phrase(said.type, outgoing=True)} {said.via}" for said in c.evidence], list(c.sources), list(c.records),
                   list(c.pages), [load.id for load in loads], [file for load in loads for file in load.files],
                   [load.when.isoformat() for load in loads])  # fmt: skip


def changes_page() -> ChangesPage:
    """What changed between the days that the request asks for."""
    offered = choices()
    wanted = asked(offered, services().today())
    found = world(wanted)
    only = _only()
    everything = tuple(change for change in found.changes if only is None or change.what == only.key)
    pages = pager(len(everything)) if only else None
    countries = {choice.value: choice.label for choice in offered.countries}
    counts = Counter(change.what for change in found.changes)
    kinds = tuple(what for what in WHATS.values() if counts[what.key])
    places = () if wanted.filters.country or only else tuple(_places(found.changes, kinds, countries))
    subject = subject_of(wanted, offered)
    filters: dict[str, Any] = dict(wanted.filters.address())
    keys = {source for change in everything for source in change.sources}
    return ChangesPage(
        title=f"What changed{subject}", help=HELP, sources=source_notes(keys), asked=wanted, found=found, everything=everything,
        crumbs=(Crumb("Overview", url_for("overview.index")), Crumb("Changes")), wide=True,
        parts=tuple(_parts(everything, counts, pages)), alone=only, pager=pages, kinds=kinds, places=places[:PLACES],
        more_places=max(0, len(places) - PLACES), countries=countries, choices=offered, subject=subject, undated=found.undated,
        loads=brought_by(keys), source_titles=titles(), feed=url_for("changes.feed", as_of=None, **filters),
        known=url_for("changes.known", as_of=None, **filters),
    )  # fmt: skip


def _only() -> What | None:
    key = request.args.get("what", "").strip()
    if key and key not in WHATS:
        raise PageError(400, f"what={key[:40]}: expected one of {', '.join(WHATS)}.")
    return WHATS[key] if key else None


def _parts(everything: tuple[Change, ...], counts: Counter[str], pages: Pager | None) -> Iterator[Part]:
    if pages is not None and everything:
        what = WHATS[everything[0].what]
        yield Part(what, counts[what.key], pages.of(everything))
        return
    for key, what in WHATS.items():
        if pages is None and counts[key]:
            yield Part(what, counts[key], tuple(change for change in everything if change.what == key)[:PREVIEW])


def _places(changes: Iterable[Change], kinds: tuple[What, ...], names: dict[str, str]) -> list[Place]:
    """Countries, those with most changes first; a change that concerns several counts in each."""
    counted: dict[str, Counter[str]] = {}
    for change in changes:
        for code in change.countries:
            counted.setdefault(code, Counter())[change.what] += 1
    order = sorted(counted, key=lambda code: (-counted[code].total(), names.get(code, code)))
    return [Place(code, names.get(code, code), tuple(counted[code][what.key] for what in kinds)) for code in order]


def subject_of(wanted: Asked, offered: Choices) -> str:
    """The filters as they follow the title: `` in Guatemala``, `` for UNODC``."""
    filters = wanted.filters
    focus = next((choice.label for choice in offered.focus_areas if choice.value == filters.focus), filters.focus)
    parts = ((" for ", wanted.organization_name), (" in ", offered.country_name(filters.country)), (" on ", focus))
    return "".join(word + name for word, name in parts if name)
