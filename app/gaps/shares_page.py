"""Who carries how much of a focus area in each country: shares, concentration, effective number of partners."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import request, url_for

from analysis.gaps.ask import Reader
from analysis.gaps.axes import country_items
from analysis.gaps.concentration import Concentration, Share, concentration
from analysis.gaps.question import Question
from app.gaps.asked import Form, form, question, short
from app.gaps.reading import reader
from app.http.formats import Table
from app.http.page import Crumb, PageContext
from app.http.paging import Pager, asked_day, pager
from app.http.problems import PageError
from app.http.sources import source_notes
from app.services import services

LIMIT = 1 / 3
FIRST_LINE = "focus:III"
COLUMNS = ("country_code", "country", "programs", "programs_naming_nobody", "partners", "hhi", "effective_number", "partner_id",
           "partner", "share", "above_a_third")


@dataclass(frozen=True)
class CountryShares:
    """One country: its partners' shares, and how many programs name nobody."""

    code: str
    name: str
    shares: Concentration
    programs: float
    unnamed: int

    @property
    def largest(self) -> Share:
        """The partner that carries most."""
        return self.shares.shares[0]


@dataclass(frozen=True, kw_only=True)
class SharesPage(PageContext):
    """Countries with a named partner, most concentrated first; ``nobody``: those whose programs name nobody."""

    template: ClassVar[str] = "gaps/shares.html"
    question: Question
    form: Form
    focus: str
    focus_name: str
    countries: tuple[CountryShares, ...]
    shown: tuple[CountryShares, ...]
    nobody: tuple[str, ...]
    kinds: dict[str, str | None]
    pager: Pager

    def data(self) -> Any:
        """Every country with every partner's share."""
        return {
            "title": self.title, "as_of": self.question.as_of, "since": self.question.since, "focus_area": self.focus,
            "definition": "Each program in force counts one in a country, divided evenly among those who deliver it there. "
                          "HHI is the sum of squared shares, the effective number 1/HHI.",
            "shares": [dict(zip(COLUMNS, row, strict=True)) for row in self._every_row()],
            "countries_whose_programs_name_nobody": self.nobody,
        }

    def table(self) -> Table:
        """One line a partner and country."""
        return Table("shares", COLUMNS, self._every_row())

    def _every_row(self) -> Iterator[tuple[Any, ...]]:
        for c in self.countries:
            for share in c.shares.shares:
                yield (c.code, c.name, round(c.programs + c.unnamed), c.unnamed, len(c.shares.shares), round(c.shares.hhi, 4),
                       round(c.shares.effective, 3), share.partner, share.name, round(share.share, 4), share.share > LIMIT)


def shares_page() -> SharesPage:
    """The shares that the request asks for."""
    reading = reader()
    offered = form(reading)
    asked = question(offered, services().today())
    focus = focus_asked(offered)
    countries, nobody, kinds = _countries(reading, asked, focus)
    pages = pager(len(countries))
    return SharesPage(
        title=f"Who carries {offered.line_name(focus)}", question=asked, form=offered, focus=focus,
        focus_name=offered.line_name(focus), as_of=asked_day(services().today()), sources=source_notes(),
        help="How the programs in force are shared among those who deliver them, in each country, those that hang most on one "
             "partner first. Only partners that a source names are counted; there may be others.",
        crumbs=(Crumb("Overview", url_for("overview.index")), Crumb("Gaps", url_for("gaps.index")), Crumb("Shares")),
        countries=tuple(countries), shown=pages.of(countries), nobody=tuple(nobody),
        kinds=kinds, pager=pages,
    )


def focus_asked(offered: Form) -> str:
    """The id of the focus area in ``focus=``, else line III, else the first line there is; 400 for an unknown one."""
    ids = [f"focus:{value}" for value in offered.focus_areas]
    asked = request.args.get("focus", "").strip()
    if not asked:
        return FIRST_LINE if FIRST_LINE in ids or not ids else ids[0]
    if f"focus:{short(asked)}" not in ids:
        raise PageError(400, f"focus={asked}: expected a line of effort or a topic, such as III.")
    return f"focus:{short(asked)}"


def _countries(reading: Reader, asked: Question, focus: str) -> tuple[list[CountryShares], list[str], dict[str, str | None]]:
    names = {item.id: item.name for item in country_items(reading.rows("countries"), asked)}
    limited = list(names) if asked.region or asked.country else None
    weights: dict[str, list[tuple[str, str, float]]] = defaultdict(list)
    unnamed: dict[str, int] = defaultdict(int)
    kinds: dict[str, str | None] = {}
    for row in reading.rows("shares", as_of=asked.as_of, since=asked.since or None, focus=focus, countries=limited):
        if row["partner_id"] is None:
            unnamed[row["country"]] += row["programs"]
        else:
            kinds[row["partner_id"]] = row["partner_kind"]
            weights[row["country"]].append((row["partner_id"], row["partner"] or row["partner_id"], row["weight"]))
    found = [
        CountryShares(code, names.get(code, code), concentration(rows), sum(w for _, _, w in rows), unnamed[code])
        for code, rows in weights.items()
    ]
    nobody = sorted(names.get(code, code) for code in unnamed if code not in weights)
    return sorted(found, key=lambda c: (-c.shares.hhi, -c.programs, c.name)), nobody, kinds
