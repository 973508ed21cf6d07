"""The profiles: what stands on top of each, and its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import request, url_for

from analysis.gaps.days import months_after
from app.http.downloads import file_stem
from app.http.formats import Table
from app.http.page import Crumb, PageContext, SourceNote, plain
from app.http.paging import SIZE, asked_day, pager
from app.http.problems import PageError, not_found
from app.http.site import profile
from app.http.sources import source_notes
from app.profiles import sections
from app.profiles.flat import COLUMNS, flat
from app.profiles.sections import PREVIEW, SECTIONS, Count, Part, Section, Subject
from app.services import services


@dataclass(frozen=True)
class Record:
    """A record behind a thing: its source, and its key there."""

    source: str
    key: str


@dataclass(frozen=True)
class Head:
    """What every profile says on top: names, who states them, and where the sources disagree."""

    id: str
    name: str
    acronym: str | None = None
    aliases: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    records: tuple[Record, ...] = ()
    pages: tuple[str, ...] = ()
    homepage: str | None = None


@dataclass(frozen=True, kw_only=True)
class ProfilePage(PageContext):
    """A profile. ``alone``: the part that is shown by itself; ``network``, ``picture``: their addresses, empty where there is none."""

    subject: Subject
    head: Head
    own: dict[str, Any]
    parts: tuple[Part, ...]
    counts: dict[str, Count]
    alone: Section | None
    source_titles: dict[str, str]
    network: str
    picture: str

    @property
    def quarter_before(self) -> str:
        """The day three months earlier: since when its changes are told."""
        return months_after(self.subject.as_of.isoformat(), -3)

    def data(self) -> Any:
        """The profile with the rows that the page shows, and how many there are in each part."""
        whole = super().data()
        for name in ("subject", "alone", "source_titles", "network", "picture", "parts", "counts", "own"):
            whole.pop(name)
        return {**whole, **plain(self.own), "only_in_force": self.subject.current, "parts": [_part_data(part) for part in self.parts]}

    def table(self) -> Table:
        """Every row of every part (or of the one shown alone), nothing left out."""
        wanted = (self.alone,) if self.alone else SECTIONS[self.subject.type]
        return Table(file_stem(self.head.name), COLUMNS, self._every_row(wanted))

    def _every_row(self, wanted: Sequence[Section]) -> Iterator[tuple[Any, ...]]:
        for section in wanted:
            for row in sections.every_row(self.subject, section):
                yield from ((section.key, *line) for line in flat(section.view, row))


@dataclass(frozen=True, kw_only=True)
class OrganizationPage(ProfilePage):
    """Profile of an organization."""

    template: ClassVar[str] = "profiles/organization.html"


@dataclass(frozen=True, kw_only=True)
class ProgramPage(ProfilePage):
    """Profile of a program."""

    template: ClassVar[str] = "profiles/program.html"


@dataclass(frozen=True, kw_only=True)
class CountryPage(ProfilePage):
    """Profile of a country."""

    template: ClassVar[str] = "profiles/country.html"


@dataclass(frozen=True, kw_only=True)
class AgreementPage(ProfilePage):
    """Profile of an agreement."""

    template: ClassVar[str] = "profiles/agreement.html"


@dataclass(frozen=True, kw_only=True)
class AreaPage(ProfilePage):
    """Profile of a state or province."""

    template: ClassVar[str] = "profiles/area.html"


@dataclass(frozen=True, kw_only=True)
class FocusPage(ProfilePage):
    """Profile of a line of effort or topic."""

    template: ClassVar[str] = "profiles/focus.html"


@dataclass(frozen=True, kw_only=True)
class SectorPage(ProfilePage):
    """Profile of a purpose code."""

    template: ClassVar[str] = "profiles/sector.html"


@dataclass(frozen=True, kw_only=True)
class IndicatorPage(ProfilePage):
    """Profile of an indicator."""

    template: ClassVar[str] = "profiles/indicator.html"


_UNKNOWN = "What is not here is not known from the loaded sources; it may exist all the same."
_HELP = {
    "organization": "Who works with this organization in which role, since when, where and on what, each line as one source "
                    "states it. What is not here is not known from the loaded sources; it may exist all the same.",
    "program": "Who pays for this program, who delivers it, who is helped, where, on what and with which sums, each line as one "
               "source states it. What is not here is not known from the loaded sources; it may exist all the same.",
    "country": "Who works in this country, in which programs, on what, under which agreements, beside its indicators of need. "
               "What is not here is not known from the loaded sources; it may exist all the same.",
    "agreement": "Who signed this agreement, what it covers, who works under it and what else its parties have agreed, each line as one "
                 "source states it. An end that no source states is left open: the agreement may have ended all the same.",
    "area": f"The bodies of this state or province, whom they work with, in which programs and on what, and who works there. {_UNKNOWN}",
    "focus": f"Who works on this, in which programs, in which countries and under which agreements, topics below it included. {_UNKNOWN}",
    "sector": f"Programs whose reporter gives this purpose code or a narrower one, with who takes part and where. {_UNKNOWN}",
    "indicator": "What this indicator measures and its newest value in every country, as its sources state it. A country without a "
                 "value is one for which no source gives any: that is no data, neither good nor bad.",
}
_PAGES: dict[str, Callable[..., ProfilePage]] = {
    "organization": OrganizationPage, "program": ProgramPage, "country": CountryPage, "agreement": AgreementPage,
    "area": AreaPage, "focus": FocusPage, "sector": SectorPage, "indicator": IndicatorPage,
}
_PICTURED = ("organization", "program", "country", "agreement", "area", "focus")
_LISTS = {
    "organization": ("Organizations", "lists.organizations"), "program": ("Programs", "lists.programs"),
    "agreement": ("Agreements", "lists.agreements"), "country": ("Countries", "#countries"), "area": ("Countries", "#countries"),
    "focus": ("Lines of effort", "#lines"),
}
_DATED = ("program", "agreement", "indicator")
_WORDS = {"area": "a state or province", "focus": "a focus area", "sector": "a purpose code"}
_HEAD = ("id", "name", "acronym", "aliases", "identifiers", "conflicts", "records", "sources", "pages", "homepage")


def profile_page(type_: str, key: str) -> ProfilePage:
    """The profile that the request asks for; ``PageError`` 404 where there is no such thing."""
    made = services()
    subject = Subject(type_, key, asked_day(made.today()), request.args.get("current", "") == "yes")
    query = made.catalogue[f"pages/{type_}"]
    params = {"id": key, "as_of": subject.as_of} if type_ in _DATED else {"id": key}
    found = query.run(made.graph, params).one()
    if found is None:
        raise not_found(f"No loaded source names {_article(type_)} with the id {key}.")
    alone = _asked_section(type_)
    counted = sections.counts(subject)
    notes = source_notes()
    return _PAGES[type_](
        title=found["name"], help=_HELP[type_], crumbs=_crumbs(type_, found), as_of=subject.as_of,
        sources=_behind(notes, found["sources"]), subject=subject, head=_head(found),
        own={name: value for name, value in found.items() if name not in _HEAD},
        parts=tuple(_parts(subject, alone, counted)), counts=counted, alone=alone,
        source_titles={note.key: note.title for note in notes},
        network=url_for("profiles.network", id=found["id"]) if type_ in _PICTURED else "",
        picture=url_for("profiles.picture", id=found["id"]) if type_ in _PICTURED else "",
    )


def moved(key: str) -> str:
    """The id that an old id leads to, or ``""``."""
    made = services()
    found = made.catalogue["pages/moved"].run(made.graph, {"id": key}).one()
    return str(found["id"]) if found else ""


def _asked_section(type_: str) -> Section | None:
    asked = request.args.get("section", "")
    if not asked:
        return None
    for section in SECTIONS[type_]:
        if section.key == asked:
            return section
    raise PageError(400, f"section={asked}: expected one of {', '.join(s.key for s in SECTIONS[type_])}.")


def _parts(subject: Subject, alone: Section | None, counted: dict[str, Count]) -> Iterator[Part]:
    for section in (alone,) if alone else SECTIONS[subject.type]:
        count = counted.get(section.key, Count(0))
        asked = count.in_force if subject.current and count.in_force is not None else count.total
        place = pager(asked) if alone and not section.whole else None
        rows = sections.read(subject, section, place.offset if place else 0, SIZE if place else PREVIEW)
        if section.whole and section.key not in counted:
            count, asked = Count(len(rows)), len(rows)
        yield Part(section, count, asked, rows, sections.empty_text(section), place)


def _head(found: dict[str, Any]) -> Head:
    records = tuple(Record(*text.split("/", 1)) for text in found["records"] or () if "/" in text)
    given = {name: tuple(found.get(name) or ()) for name in ("aliases", "identifiers", "conflicts", "pages")}
    return Head(id=found["id"], name=found["name"], acronym=found.get("acronym"), records=records,
                homepage=found.get("homepage"), **given)


def _crumbs(type_: str, found: dict[str, Any]) -> tuple[Crumb, ...]:
    above = [Crumb("Overview", url_for("overview.index"))]
    if type_ in _LISTS:
        label, list_ = _LISTS[type_]
        above.append(Crumb(label, url_for("overview.index") + list_ if list_[0] == "#" else url_for(list_)))
    if found.get("parent_id"):
        above.append(Crumb(found["parent"], profile(found["parent_id"])))
    return *above, Crumb(found["name"])


def _behind(notes: Sequence[SourceNote], keys: Sequence[str] | None) -> tuple[SourceNote, ...]:
    known = tuple(note for note in notes if note.key in (keys or ()))
    missing = sorted(set(keys or ()) - {note.key for note in notes})
    return known + tuple(SourceNote(key, key) for key in missing)


def _article(type_: str) -> str:
    return _WORDS.get(type_) or (f"an {type_}" if type_[0] in "aeiou" else f"a {type_}")


def _part_data(part: Part) -> dict[str, Any]:
    return {"part": part.section.key, "heading": part.section.heading, "total": part.count.total,
            "in_force": part.count.in_force, "shown": len(part.rows), "page": part.pager.number if part.pager else None,
            "rows": plain(part.rows)}
