"""The two pages of facts: what is stated of a thing, and the form that corrects one of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import url_for

from app.facts.form import TYPED, Asked, options, takes_role
from app.facts.things import Stated, StatedLink, Thing, choices_of_links, field_label, read_links, read_thing, stated
from app.http.choices import Choice
from app.http.formats import Table
from app.http.page import Crumb, PageContext
from app.http.paging import SIZE, Pager, pager
from app.http.site import profile
from app.http.sources import source_notes, titles
from app.http.text import LONGEST_ID
from app.profiles.phrases import phrase
from app.services import services
from ledger.facts import Recorded, TypedFacts
from loaders.own import END, START

COLUMNS = ("load", "state", "what", "value", "why", "by", "at")
DATE_HELP = "A year, a month or a day: 2026, 2026-03 or 2026-03-14. Empty: not stated."


@dataclass(frozen=True)
class Typed:
    """A fact that was typed in, in words."""

    load: int
    state: str
    what: str
    value: str
    why: str
    by: str
    at: str


@dataclass(frozen=True, kw_only=True)
class FactsPage(PageContext):
    """A thing with all that may be corrected."""

    template: ClassVar[str] = "facts/thing.html"
    thing: Thing
    stated: tuple[Stated, ...]
    links: tuple[StatedLink, ...]
    pager: Pager
    text: str
    addable: bool
    typed: tuple[Typed, ...]
    source_titles: dict[str, str]

    def data(self) -> Any:
        """What was typed in about the thing."""
        return {"id": self.thing.id, "name": self.thing.name, "typed": [vars(fact) for fact in self.typed]}

    def table(self) -> Table:
        """One row a typed fact."""
        return Table("typed-facts", COLUMNS, ([getattr(fact, name) for name in COLUMNS] for fact in self.typed))


@dataclass(frozen=True, kw_only=True)
class ChangePage(PageContext):
    """The form for one fact. ``values``: what stands in its controls; ``error``: why it was not taken."""

    template: ClassVar[str] = "facts/change.html"
    asked: Asked
    label: str
    values: dict[str, str]
    options: tuple[Choice, ...]
    ways: tuple[tuple[str, str], ...]
    candidates: tuple[Choice, ...]
    error: str
    hint: str
    takes_role: bool
    phrase: str

    def data(self) -> Any:
        """What the form is about."""
        return {"id": self.asked.thing.id, "field": self.asked.field, "link": self.asked.link, "now": self.asked.shown}


def facts_page(given: Mapping[str, str]) -> FactsPage:
    """The page of the thing that an address names."""
    thing = read_thing(given.get("about", "")[:LONGEST_ID])
    text = given.get("text", "").strip()[:200]
    total, _ = read_links(thing, text=text, size=1)
    place = pager(total)
    _, links = read_links(thing, text=text, skip=place.offset, size=SIZE)
    records = [thing.id, *(record.removeprefix("own/") for record in thing.records)]
    return FactsPage(
        title=f"Facts about {thing.name}",
        help="Correct what is wrong or add what is missing, each with a reason. What you type ranks before what the sources say, "
             "is marked as typed in here, and can be undone.",
        crumbs=_crumbs(thing, "Facts"), sources=source_notes(thing.props["sources"]), thing=thing, stated=stated(thing), links=links,
        pager=place, text=text,
        addable=bool(choices_of_links(thing.label)), source_titles=titles(),
        typed=tuple(_typed(found) for found in TypedFacts(services().ledger).about(records)),
    )  # fmt: skip


def change_page(asked: Asked, given: Mapping[str, str], error: str = "", candidates: tuple[Choice, ...] = ()) -> ChangePage:
    """The form, filled with what was given, else with what is stated now."""
    label = field_label(asked.thing.label, asked.field) if asked.field else ""
    values = {name: given.get(name, asked.shown.get(name, "")) for name in TYPED}
    title = f"{label} of {asked.thing.name}" if asked.field else f"{'Correct a' if asked.link else 'Add a'} link of {asked.thing.name}"
    return ChangePage(
        title=title, help="Say what is right and why. It is kept with your reason, and whoever comes next can see both and undo it.",
        crumbs=_crumbs(asked.thing, title), asked=asked, label=label, values=values, options=options(asked),
        ways=tuple((value, said) for value, said, _ in choices_of_links(asked.thing.label)), candidates=candidates, error=error,
        hint=_hint(asked.field), takes_role=takes_role(asked), phrase=phrase(asked.type, outgoing=asked.forward) if asked.type else "",
    )  # fmt: skip


def _hint(field: str) -> str:
    if field in (START, END):
        return DATE_HELP
    return {"name": "The name that is to be shown. The earlier one can still be searched for.",
            "aliases": "One more name, spelling or language, by which it can be found.",
            "country": "Its name or its code of two letters. Empty: not stated."}.get(field, "Empty: not stated.")


def _crumbs(thing: Thing, last: str) -> tuple[Crumb, ...]:
    home = profile(thing.id)
    return (Crumb("Overview", url_for("overview.index")), *((Crumb(thing.name, home),) if home else ()),
            *(() if last == "Facts" else (Crumb("Facts", url_for("facts.index", about=thing.id)),)), Crumb(last))


def _typed(found: Recorded) -> Typed:
    fact, link = found.fact, found.fact["link"]
    if link:
        said = "withdrawn" if link["withdraws"] else " ".join(_link_words(link))
        what = f"{fact['about']['name']} {phrase(link['type'], outgoing=True)} {fact['other']['name']}"
    else:
        what, said = field_label(fact["about"]["label"], fact["field"]), fact["value"] or "not stated"
    return Typed(found.load.id, found.status, what, said, fact["why"], fact["by"], fact["at"])


def _link_words(link: Mapping[str, str]) -> Iterator[str]:
    yield "corrected:" if link["replaces"] else "added:"
    yield link["role"] or "no role stated"
    yield f"({link['start'] or 'no start'} to {link['end'] or 'no end'} stated)"
