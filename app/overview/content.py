"""What the overview shows, read from the graph and the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import url_for

from app.http.choices import Choices, choices
from app.http.formats import Table
from app.http.kinds import KIND_LOOKS
from app.http.page import PageContext
from app.http.paging import Column, Pager, asked_sort, pager
from app.http.sources import source_notes
from app.remembered import remembered
from app.services import services
from graph.model import KINDS

COUNTRIES_A_PAGE = 20
YEARS_SHOWN = 20
SORTS = ("name", "region", "programs", "in_force", "bodies", "agreements")
HELP = ("What the loaded sources say about who works with whom, counted by kind, line of effort, country and year. "
        "Every number leads to the rows behind it; what no source states is left open.")
# What a planner asks of a country and a focus area, each answered by a page that takes the two.
QUESTIONS = (
    ("Who works with us there?", "gaps.cell"),
    ("Who else pays for the same there?", "overlaps.sheet"),
    ("Who holds it together there?", "measures.index"),
    ("Who could help there?", "recommend.index"),
    ("What changed there?", "changes.index"),
)


@dataclass(frozen=True)
class Question:
    """A question about one country and one focus area, and the page that answers it."""

    label: str
    address: str


@dataclass(frozen=True)
class Counted:
    """One row of a count: ``key`` for the address, ``total``, and how many are in force on the day (``None``: not asked)."""

    key: str
    name: str
    total: int
    in_force: int | None = None


@dataclass(frozen=True)
class LineRow:
    """A line of effort with its programs."""

    id: str
    name: str
    line: str
    programs: int
    in_force: int
    countries: int


@dataclass(frozen=True)
class CountryRow:
    """A country with what is linked to it."""

    id: str
    name: str
    region: str | None
    programs: int
    in_force: int
    bodies: int
    agreements: int


@dataclass(frozen=True)
class YearRow:
    """A year with the programs running and the agreements signed in it; ``share``: of the longest bar, 0 to 100."""

    year: int
    programs: int
    agreements: int
    share: float = 0.0


@dataclass(frozen=True)
class SourceRow:
    """A source with how much it states."""

    key: str
    title: str
    publisher: str
    loaded: dt.date | None
    nodes: int
    links: int


@dataclass(frozen=True, kw_only=True)
class Overview(PageContext):
    """The first page. ``undated``: programs (and agreements) without a stated start."""

    template: ClassVar[str] = "overview/index.html"
    totals: tuple[Counted, ...]
    kinds: tuple[Counted, ...]
    lines: tuple[LineRow, ...]
    every_year: tuple[YearRow, ...]
    undated: YearRow
    countries: tuple[CountryRow, ...]
    country_columns: tuple[Column, ...]
    country_pager: Pager
    sort: str
    feeds: tuple[SourceRow, ...]
    every_country: tuple[CountryRow, ...]
    choices: Choices
    questions: tuple[Question, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing was loaded but the reference tables."""
        return not any(count.total for count in self.totals)

    @property
    def years(self) -> tuple[YearRow, ...]:
        """The newest years."""
        return self.every_year[:YEARS_SHOWN]

    @property
    def earlier(self) -> int:
        """How many years are not shown."""
        return max(0, len(self.every_year) - YEARS_SHOWN)

    def data(self) -> Any:
        """Counts by kind, line of effort, country and year, and the sources."""
        whole = super().data()
        whole["countries"] = whole.pop("every_country")
        whole["years"] = whole.pop("every_year")
        for name in ("country_columns", "country_pager", "sort", "choices", "questions"):
            whole.pop(name)
        return whole

    def table(self) -> Table:
        """All counts as one long table."""
        return Table("overview", ("section", "key", "name", "measure", "value"), self._long())

    def _long(self) -> Iterator[tuple[Any, ...]]:
        for section, counts in (("totals", self.totals), ("kinds", self.kinds)):
            for count in counts:
                yield section, count.key, count.name, "total", count.total
                if count.in_force is not None:
                    yield section, count.key, count.name, "in force", count.in_force
        for line in self.lines:
            for measure in ("programs", "in_force", "countries"):
                yield "lines of effort", line.id, line.name, measure, getattr(line, measure)
        for country in self.every_country:
            for measure in ("programs", "in_force", "bodies", "agreements"):
                yield "countries", country.id, country.name, measure, getattr(country, measure)
        for year in self.every_year:
            yield "years", year.year, str(year.year), "programs running", year.programs
            yield "years", year.year, str(year.year), "agreements signed", year.agreements


def overview(as_of: dt.date) -> Overview:
    """The whole page as of a day."""
    totals, kinds = _kinds(as_of)
    countries = _countries(as_of)
    sort = asked_sort(SORTS, "-programs")
    place = pager(len(countries), size=COUNTRIES_A_PAGE)
    shown = _sorted(countries, sort)[place.offset : place.last]
    years, undated = _years(as_of)
    in_reach = Counted("country", "countries that something is known about", len(countries))
    return Overview(
        title="The partner network at a glance", help=HELP, as_of=as_of, sources=source_notes(), totals=(*totals, in_reach),
        kinds=kinds, lines=_lines(as_of), every_year=years, undated=undated, countries=tuple(shown),
        country_columns=_COUNTRY_COLUMNS, country_pager=place, sort=sort, feeds=_feeds(), every_country=tuple(countries),
        choices=choices(), questions=tuple(Question(label, url_for(endpoint)) for label, endpoint in QUESTIONS),
    )


_COUNTRY_COLUMNS = (
    Column("name", "Country", sort="name"), Column("region", "Region", sort="region"),
    Column("programs", "Programs", numeric=True, sort="programs"),
    Column("in_force", "In force", numeric=True, sort="in_force"),
    Column("bodies", "Bodies of the country", numeric=True, sort="bodies"),
    Column("agreements", "Agreements", numeric=True, sort="agreements"),
)


def _ask(name: str, as_of: dt.date | None = None) -> list[dict[str, Any]]:
    """The rows of a query, counted once as long as nothing is loaded or decided; nobody changes them."""
    made = services()
    query, params = made.catalogue[f"pages/{name}"], {} if as_of is None else {"as_of": as_of}
    return remembered(("overview", name, as_of), lambda: query.run(made.graph, params).dicts())


def _kinds(as_of: dt.date) -> tuple[tuple[Counted, ...], tuple[Counted, ...]]:
    rows = _ask("overview-kinds", as_of)
    found = {row["kind"]: row["total"] for row in rows if row["what"] == "organization"}
    kinds = [Counted(key, KIND_LOOKS[key].plural, found.get(key, 0)) for key in KINDS]
    kinds.append(Counted("none", "Kind not stated", found.get(None, 0)))
    none = {"total": 0, "in_force": 0}
    programs, agreements = (next((row for row in rows if row["what"] == what), none) for what in ("program", "agreement"))
    totals = (
        Counted("organization", "organizations", sum(found.values())),
        Counted("program", "programs", programs["total"], programs["in_force"]),
        Counted("agreement", "agreements", agreements["total"], agreements["in_force"]),
    )
    return totals, tuple(sorted((kind for kind in kinds if kind.total), key=lambda kind: -kind.total))


def _lines(as_of: dt.date) -> tuple[LineRow, ...]:
    return tuple(LineRow(**row) for row in _ask("overview-lines", as_of))


def _countries(as_of: dt.date) -> list[CountryRow]:
    return [CountryRow(**row) for row in _ask("overview-countries", as_of)]


def _sorted(rows: list[CountryRow], sort: str) -> list[CountryRow]:
    key = sort.removeprefix("-")
    return sorted(rows, key=lambda row: (value if (value := getattr(row, key)) is not None else ""), reverse=sort.startswith("-"))


def _years(as_of: dt.date) -> tuple[tuple[YearRow, ...], YearRow]:
    """The years up to the day, newest first, and what has no stated start."""
    rows = _ask("overview-years", as_of)
    undated = next((YearRow(0, row["programs"], row["agreements"]) for row in rows if row["year"] is None), YearRow(0, 0, 0))
    dated = [row for row in rows if row["year"] is not None and row["year"] <= as_of.year]
    most = max((row["programs"] for row in dated), default=0) or 1
    years = [YearRow(row["year"], row["programs"], row["agreements"], 100 * row["programs"] / most) for row in dated]
    return tuple(reversed(years)), undated


def _feeds() -> tuple[SourceRow, ...]:
    sizes = {row["source"]: row for row in _ask("source-sizes")}
    rows = []
    for note in source_notes():
        size = sizes.get(note.key, {"nodes": 0, "links": 0})
        rows.append(SourceRow(note.key, note.title, note.publisher, note.loaded, size["nodes"], size["links"]))
    return tuple(rows)
