"""The parts of each profile: which question each asks, and how its rows are read and shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from app.dollars import Exchange
from app.http.paging import Pager
from app.profiles import rows
from app.profiles.about import about, program_of, with_programs
from app.profiles.claims import with_claims
from app.profiles.money import with_dollars
from app.profiles.rows import Row
from app.services import services

PREVIEW = 10
_CHUNK = 2000
_READ: dict[str, Callable[[Iterable[dict[str, Any]]], tuple[Row, ...]]] = {
    "links": rows.link_rows, "agreements": rows.agreement_rows, "money": rows.money_rows, "focus": rows.focus_rows,
    "indicators": rows.indicator_rows, "counted": rows.focus_rows, "values": rows.value_rows, "missing": rows.missing_rows,
}
# Whose counts are asked by one question with others'.
_COUNTED = {"focus": "subject-counts", "sector": "subject-counts"}
_NEVER_ADDED = "Sums overlap (totals, single years, parts of programs), so they are never added up."


@dataclass(frozen=True)
class Section:
    """A part of a profile. ``view``: which kind of rows; ``noun``: what is counted; ``via``: heading of the column between.

    ``whole``: its rows are never many and are shown at once.
    """

    key: str
    heading: str
    noun: str
    query: str
    view: str = "links"
    help: str = ""
    via: str = ""
    whole: bool = False


@dataclass(frozen=True)
class Count:
    """Rows of a part: all, in force on the day (``None``: does not apply), and how many others they name."""

    total: int
    in_force: int | None = None
    others: int | None = None


@dataclass(frozen=True)
class Part:
    """A part with the rows that are shown; ``asked``: how many rows pass the reader's filter; ``pager`` where it stands alone."""

    section: Section
    count: Count
    asked: int
    rows: tuple[Row, ...]
    empty: str
    pager: Pager | None = None

    @property
    def hidden(self) -> int:
        """Rows that pass the filter and are not shown here."""
        return 0 if self.pager or self.section.whole else max(0, self.asked - PREVIEW)


def _subject(structure: str) -> tuple[Section, ...]:
    """The parts of a focus area or purpose code."""
    return (
        Section("partners", "Who works on it", "role", "subject-partners", via="In the program",
                help="Bodies with a role in a program on it, and those of which a source says so themselves."),
        Section("programs", "Programs", "link", "subject-programs", via="Through",
                help="Programs on it, or on something below it, in a source's words or through a purpose code."),
        Section("countries", "Where", "country", "subject-countries", "counted"),
        Section("agreements", "Agreements", "agreement", "subject-agreements", "agreements"),
        Section("money", "Money of its programs, as stated", "sum", "subject-money", "money",
                help=f"A sum may be for other work of the same program too. {_NEVER_ADDED}"),
        Section("structure", structure, "link", "subject-structure"),
    )


SECTIONS: dict[str, tuple[Section, ...]] = {
    "organization": (
        Section("partners", "Partners, directly", "link", "organization-partners",
                help="Bodies and countries that a source links it to without naming a program between them."),
        Section("shared", "Partners through programs", "role", "organization-shared", via="In the program",
                help="Bodies that have a role in a program in which this one has a role too."),
        Section("programs", "Programs", "role", "organization-programs", help="Its own roles in programs."),
        Section("focus", "What it works on", "focus area", "organization-focus", "focus", whole=True),
        Section("places", "Where", "link", "organization-places"),
        Section("agreements", "Agreements", "agreement", "organization-agreements", "agreements"),
        Section("money", "Money, as stated", "sum", "organization-money", "money", help=_NEVER_ADDED),
        Section("structure", "Structure and memberships", "link", "organization-structure"),
    ),
    "program": (
        Section("roles", "Who takes part", "role", "program-roles"),
        Section("places", "Where", "link", "program-places"),
        Section("focus", "On what", "link", "program-focus",
                help="Focus areas that a source names, and the purpose codes that the reporter gives, with their shares."),
        Section("agreements", "Agreements", "agreement", "program-agreements", "agreements"),
        Section("money", "Money, as stated", "sum", "program-money", "money", help=_NEVER_ADDED),
        Section("related", "Related programs", "link", "program-related"),
    ),
    "country": (
        Section("partners", "Who works there", "role", "country-partners", via="Through",
                help="Bodies at work in the country by their own links, in a program there, or with a body of the country."),
        Section("programs", "Programs", "link", "country-programs", via="In or with"),
        Section("focus", "On what", "focus area", "country-focus", "focus", whole=True),
        Section("agreements", "Agreements", "agreement", "country-agreements", "agreements"),
        Section("money", "Money, as stated", "sum", "country-money", "money", help=_NEVER_ADDED),
        Section("indicators", "Indicators of need and supply", "value", "country-indicators", "indicators", whole=True),
        Section("bodies", "Bodies of the country", "link", "country-bodies"),
        Section("memberships", "Memberships", "link", "country-memberships"),
    ),
    "agreement": (
        Section("parties", "Parties", "party", "agreement-parties"),
        Section("covers", "What it covers", "link", "agreement-covers"),
        Section("work", "Who works under it", "role", "agreement-work", via="In the program",
                help="Bodies with a role in a program that a source says it covers."),
        Section("money", "Money of its programs, as stated", "sum", "agreement-money", "money", help=_NEVER_ADDED),
        Section("related", "Other agreements among its parties", "agreement", "agreement-related", "agreements"),
    ),
    "area": (
        Section("bodies", "Its bodies", "body", "area-bodies"),
        Section("partners", "Who works there, and with its bodies", "role", "area-partners", via="Through",
                help="Bodies at work there by their own links or in a program there, and whom a body of the place works with directly."),
        Section("programs", "Programs", "link", "area-programs", via="In or with",
                help="Programs that work there, and those in which a body of the place has a role."),
        Section("focus", "On what", "focus area", "area-focus", "focus", whole=True),
        Section("agreements", "Agreements of its bodies", "agreement", "area-agreements", "agreements"),
        Section("money", "Money of its bodies, as stated", "sum", "area-money", "money", help=_NEVER_ADDED),
        Section("indicators", "Indicators of need and supply", "value", "area-indicators", "indicators", whole=True),
    ),
    "focus": _subject("Lines, topics and purpose codes"),
    "sector": _subject("Broader and narrower codes, and focus areas"),
    "indicator": (
        Section("values", "Newest value by place", "value", "indicator-values", "values",
                help="The newest year up to the day above, worst first; another source for the same place stands beside it."),
        Section("missing", "No data", "country", "indicator-missing", "missing",
                help="No loaded source gives a value for them, which says nothing about how things are there."),
    ),
}


@dataclass(frozen=True)
class Subject:
    """Whose profile it is: ``type`` is a key of ``SECTIONS``; ``key`` is its id, or the code of a country."""

    type: str
    key: str
    as_of: dt.date
    current: bool = False

    @property
    def id(self) -> str:
        """The id of the thing."""
        return f"country:{self.key}" if self.type == "country" else self.key


def counts(subject: Subject) -> dict[str, Count]:
    """Rows of every part, by its key."""
    made = services()
    params = {"id": subject.key, "as_of": subject.as_of}
    found = made.catalogue["pages/" + _COUNTED.get(subject.type, f"{subject.type}-counts")].run(made.graph, params).dicts()
    return {row["section"]: Count(row["total"], row["in_force"], row["others"]) for row in found}


def read(subject: Subject, section: Section, skip: int, size: int) -> tuple[Row, ...]:
    """Rows of a part from ``skip`` on, at most ``size``; all of a part that is ``whole``."""
    return with_claims(subject.id, with_programs(with_dollars(_READ[section.view](_ask(subject, section, skip, size)))))


def every_row(subject: Subject, section: Section) -> Iterator[dict[str, Any]]:
    """Every row of a part as the query gives it, a chunk at a time, with what stands around the program that it names."""
    skip, exchange = 0, Exchange()
    while True:
        found = _ask(subject, section, skip, _CHUNK)
        known = about(filter(None, map(program_of, found)))
        dollars = exchange.dollars if section.view == "money" else lambda _row: None
        yield from ({**row, "about": known.get(program_of(row)), "dollars": dollars(row)} for row in found)
        skip += _CHUNK
        if section.whole or len(found) < _CHUNK:
            return


def _ask(subject: Subject, section: Section, skip: int, size: int) -> list[dict[str, Any]]:
    made = services()
    query = made.catalogue[f"pages/{section.query}"]
    offered = {"id": subject.key, "as_of": subject.as_of, "current": subject.current, "skip": skip, "size": size}
    wanted = {parameter.name for parameter in query.parameters}
    return query.run(made.graph, {name: value for name, value in offered.items() if name in wanted}).dicts()


def empty_text(section: Section) -> str:
    """Why a part has no rows."""
    return services().catalogue[f"pages/{section.query}"].empty
