"""A brief on one thing: sentences to read out, facts, the parts of its profile, gaps, overlaps, changes and sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import request, url_for

from app.brief import beside
from app.brief.blocks import MOST, Block, Cell, cells, stated_by
from app.brief.picture import Drawing, map_block
from app.http.downloads import file_stem
from app.http.formats import Table
from app.http.page import Crumb, PageContext, SourceNote, about
from app.http.paging import asked_day
from app.http.problems import PageError, not_found
from app.http.site import profile
from app.http.sources import source_notes
from app.http.text import LONGEST_ID, count, day, number, period, plural, words
from app.profiles import sections
from app.profiles.sections import SECTIONS, Count, Section, Subject
from app.services import services

COLUMNS = ("part", "row", "column", "text", "link")
_TYPES = {"country": "country", "org": "organization", "program": "program", "focus": "focus"}
_NOUNS = {"country": "country", "organization": "organization", "program": "program", "focus": "line of effort or topic"}
_UNKNOWN = "What is not here is not known from the loaded sources; it may exist all the same."


@dataclass(frozen=True, kw_only=True)
class BriefPage(PageContext):
    """``sentences``: to read out; ``facts``: label and text; ``blocks``: the parts in their order; ``picture``: of the part ``map``;
    ``address``: of the profile."""

    template: ClassVar[str] = "brief/index.html"
    about_id: str
    name: str
    sentences: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    picture: Drawing | None
    address: str
    word: str

    @property
    def link(self) -> str:
        """The whole address that makes the brief again."""
        return about(self).link(url_for("brief.index", as_of=None))

    @property
    def stem(self) -> str:
        """How a file of it is called, without its suffix."""
        return f"brief-{file_stem(self.name)}-{self.as_of}"

    def data(self) -> Any:
        """Sentences, facts and tables, and the link that makes them again."""
        whole = super().data()
        return {name: value for name, value in whole.items() if name not in ("word", "address", "picture")} | {"link": self.link}

    def table(self) -> Table:
        """One line a cell of every table."""
        return Table(self.stem, COLUMNS, self._rows())

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        for block in self.blocks:
            for place, row in enumerate(block.rows, 1):
                for column, cell in zip(block.columns, row, strict=True):
                    yield block.heading, place, column, cell.text, cell.href


def brief_page() -> BriefPage:
    """The brief on what ``about`` names; ``PageError`` 400 for what has no brief, 404 where no source names it."""
    subject = asked_subject()
    made = services()
    params = {"id": subject.key, "as_of": subject.as_of} if subject.type == "program" else {"id": subject.key}
    found = made.catalogue[f"pages/{subject.type}"].run(made.graph, params).one()
    if found is None:
        raise not_found(f"No loaded source names a {_NOUNS[subject.type]} with the id {subject.id}.")
    counted = sections.counts(subject)
    parts = tuple(_part(subject, section, counted.get(section.key)) for section in SECTIONS[subject.type])
    drawn, picture = map_block(subject, found["name"] or subject.id)
    further = (drawn, beside.gaps(subject), beside.overlaps(subject), beside.changes(subject))
    name, keys = found["name"] or subject.id, set(found["sources"] or ()).union(*(block.sources for block in (*parts, *further)))
    return BriefPage(
        title=f"Brief: {name}", help=f"To print or to take along in Word: who, what and since when, as the sources state it. {_UNKNOWN}",
        crumbs=(Crumb("Overview", url_for("overview.index")), Crumb(name, profile(subject.id)), Crumb("Brief")), as_of=subject.as_of,
        sources=source_notes(keys), about_id=subject.id, name=name, facts=tuple(_facts(found)), blocks=(*parts, *further), picture=picture,
        sentences=tuple(_sentences(subject, name, counted, source_notes(keys))), address=profile(subject.id),
        word=url_for("brief.word", about=subject.id, as_of=subject.as_of.isoformat()),
    )  # fmt: skip


def asked_subject() -> Subject:
    """What ``about`` names on the day of the address; 400 for what has no brief."""
    day_, id_ = asked_day(services().today()), request.args.get("about", "").strip()
    prefix, _, rest = id_.partition(":")
    if prefix not in _TYPES or not rest or len(id_) > LONGEST_ID:
        raise PageError(400, f"about={id_[:60]}: expected a country, organization, program or focus area by its id, such as country:GT.",
                        "Open its page and follow Brief.")
    return Subject(_TYPES[prefix], rest if prefix == "country" else id_, day_)


def _part(subject: Subject, section: Section, counted: Count | None) -> Block:
    rows = sections.read(subject, section, 0, MOST)
    total = counted.total if counted else len(rows)
    others, in_force = (counted.others, counted.in_force) if counted else (None, None)
    said = f"{count(total, section.noun).capitalize()}"
    said += f" with {number(others)} {'other' if others == 1 else 'others'}" if others is not None and others != total else ""
    said += f", {number(in_force)} in force on {day(subject.as_of)}" if in_force is not None else ""
    columns, told = cells(section.view, rows[:MOST])
    path = profile(subject.id)
    address = f"{path}{'&' if '?' in path else '?'}section={section.key}"
    more = Cell(f"All {count(total, section.noun)}; {len(told)} are shown here", address) if total > len(told) else None
    return Block(section.key, section.heading, f"{said}. {section.help}".strip() if told else "", columns, told,
                 sections.empty_text(section), more, stated_by(rows[:MOST]))


def _facts(found: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What a profile says on top, label and text; dates only where the thing has some."""
    if "valid_from" in found:
        yield "Since when", period(*(found[name] for name in ("valid_from", "valid_to", "valid_from_text", "valid_to_text")))
    for key, label in (("iso2", "Code"), ("subregion", "Region"), ("status", "Status, as stated"), ("country", "Country"),
                       ("reporter", "Reported by"), ("parent", "Below"), ("description", "What it does")):
        if found.get(key):
            yield label, words(found[key]) if key == "status" else str(found[key])
    for key, label in (("kind", "Kind"), ("level", "Level")):
        if found.get(key):
            yield label, words(found[key])
    for key, label in (("acronym", "Acronym"), ("homepage", "Web site")):
        if found.get(key):
            yield label, found[key]
    for key, label in (("aliases", "Also known as"), ("identifiers", "Identifiers"), ("conflicts", "The sources disagree")):
        if found.get(key):
            yield label, _some(found[key])


def _some(texts: list[str]) -> str:
    return "; ".join(texts[:5]) + (f" and {number(len(texts) - 5)} more" if len(texts) > 5 else "")


def _sentences(subject: Subject, name: str, counted: dict[str, Count], notes: tuple[SourceNote, ...]) -> Iterator[str]:
    """Three to five lines to read out in a meeting."""
    loaded = max((note.loaded for note in notes if note.loaded), default=None)
    yield (f"This is what {count(len(notes), 'loaded source')} {'states' if len(notes) == 1 else 'state'} of {name} as of "
           f"{day(subject.as_of)}{f', last loaded {day(loaded)}' if loaded else ''}.")
    for section in SECTIONS[subject.type]:
        found = counted.get(section.key)
        if found and section.key in ("roles", "partners", "programs", "places"):
            force = f", {number(found.in_force)} of them in force on that day" if found.in_force is not None and found.total else ""
            yield f"{section.heading}: {count(found.total, section.noun) if found.total else f'no {plural(section.noun)} known'}{force}."
    yield _UNKNOWN
