"""The page that puts two countries, two organizations, or one of them on two days side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import Response, request, url_for

from analysis.side_by_side import ONE, OTHER, WHERE, Compared, Count, Partner, Program, by_focus, counts, partners, programs
from app.http.choices import choices
from app.http.formats import Table
from app.http.page import Crumb, PageContext, respond
from app.http.paging import Pager, asked_day, pager, read_day
from app.http.problems import PageError
from app.http.sources import source_notes
from app.http.text import LONGEST_ID
from app.http.text import day as written
from app.remembered import remembered
from app.search.ends import End, end
from app.services import services
from app.side_by_side import bp

COLUMNS = ("what", "id", "name", "kind", "one", "other", "where")
LABELS = {
    "programs": "Programs in force", "countries": "Countries that they name", "partners": "Organizations with a part in them",
    "us": "of these U.S. agencies (federal, state, local)", "counterparts": "of these foreign counterparts", "ngos": "of these NGOs",
    "international": "of these international and regional bodies",
}  # fmt: skip
TIMEOUT = 60.0


@dataclass(frozen=True)
class Side:
    """One side: whom it is about on which day. ``label``: as the table calls it; ``programs``: the address of the list behind it."""

    end: End
    day: dt.date
    label: str = ""
    programs: str = ""

    @property
    def subject(self) -> str:
        """The id, empty while nobody is chosen."""
        return self.end.id


@dataclass(frozen=True, kw_only=True)
class SidePage(PageContext):
    """``counts``, ``focus``: label and numbers; ``partners``, ``programs``: one page of them, those of ``show`` alone where it is given."""

    template: ClassVar[str] = "side_by_side/index.html"
    sides: tuple[Side, Side]
    paying: bool
    show: str
    counts: tuple[tuple[str, Count], ...] = ()
    focus: tuple[tuple[str, str, Count], ...] = ()
    found: tuple[Compared, ...] = ()
    work: tuple[Compared, ...] = ()
    totals: dict[str, dict[str, int]]
    partner_pager: Pager | None = None
    program_pager: Pager | None = None

    @property
    def ready(self) -> bool:
        """Whether both sides are known."""
        return all(side.subject for side in self.sides)

    @property
    def organizations(self) -> bool:
        """Whether one side is an organization, so that what it pays for can be told from all it has a part in."""
        return any(side.subject.startswith("org:") for side in self.sides)

    def data(self) -> Any:
        """Who is compared and every row."""
        sides = [{"id": s.subject, "name": s.end.name, "as_of": s.day.isoformat()} for s in self.sides]
        return {"sides": sides, "only_paying": self.paying, "rows": [dict(zip(COLUMNS, row, strict=True)) for row in self._rows()]}

    def table(self) -> Table:
        """Numbers, focus areas, partners and programs, one a line."""
        return Table("side-by-side", COLUMNS, self._rows())

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        for label, n in self.counts:
            yield ("number", "", label, "", n.one, n.other, n.both)
        for id_, label, n in self.focus:
            yield ("programs of a focus area", id_, label, "", n.one, n.other, n.both)
        for what, rows in (("partner", self.found), ("program", self.work)):
            for row in rows:
                yield (what, row.id, row.name, row.kind, row.one, row.other, row.where)

    def shown(self, rows: tuple[Compared, ...], place: Pager | None) -> tuple[Compared, ...]:
        """Rows of this page of those that ``show`` asks for."""
        fitting = [row for row in rows if not self.show or row.where == self.show]
        return tuple(fitting[place.offset : place.offset + place.size]) if place else ()


@bp.get("", endpoint="index")
def index() -> Response:
    """The page, or the form that asks which two."""
    sides, paying, show = _sides(), request.args.get("all") != "yes", request.args.get("show", "")
    if show and show not in WHERE:
        raise PageError(400, f"show={show[:40]}: expected one of {', '.join(WHERE)}.")
    title = f"{sides[0].label} and {sides[1].label} side by side" if all(s.subject for s in sides) else "Two side by side"
    common: dict[str, Any] = {
        "title": title, "sides": sides, "paying": paying, "show": show, "as_of": sides[0].day, "sources": source_notes(), "wide": True,
        "help": "Two countries, two funders, or one of them on two days: what programs and partners each has, what both have and what only "
                "one has. A side without a partner is one that no loaded source names it on; it may be there all the same.",
        "crumbs": (Crumb("Overview", url_for("overview.index")), Crumb("Side by side")),
    }  # fmt: skip
    if not all(side.subject for side in sides):
        return respond(SidePage(**common, totals={}))
    one, other = (_read(side, paying) for side in sides)
    found = tuple(partners(one, other, [side.subject for side in sides]))
    work = tuple(programs(one, other))
    totals = {name: {where: sum(row.where == where for row in rows) for where in WHERE}
              for name, rows in (("partners", found), ("programs", work))}  # fmt: skip
    return respond(SidePage(
        **common, counts=tuple((LABELS[key], n) for key, n in counts(one, other).items()), focus=_focus(one, other), found=found, work=work,
        totals=totals, partner_pager=_pager(totals["partners"], show, "page"), program_pager=_pager(totals["programs"], show, "programs"),
    ))  # fmt: skip


def _pager(totals: dict[str, int], show: str, parameter: str) -> Pager:
    return pager(totals[show] if show else sum(totals.values()), parameter=parameter)


def _sides() -> tuple[Side, Side]:
    day = asked_day(services().today())
    then = request.args.get("then", "").strip()
    days = (day, read_day("then", then) if then else day)
    texts = [request.args.get(name, "").strip()[:LONGEST_ID] for name in (ONE, OTHER)]
    if then and not texts[1]:
        texts[1] = texts[0]
    ends = [end(text, ("org:", "country:")) for text in texts]
    if ends[0].id and (ends[0].id, days[0]) == (ends[1].id, days[1]):
        raise PageError(400, f"Both sides are {ends[0].name} on the same day.", "Choose another on one side, or another day.")
    same = ends[0].id == ends[1].id
    one, other = (Side(e, d, _label(e, d, days[0] != days[1], same), _list(e, d)) for e, d in zip(ends, days, strict=True))
    return one, other


def _label(found: End, day: dt.date, dated: bool, same: bool) -> str:
    if same and found.id:
        return f"{found.name} on {written(day)}"
    return f"{found.name} ({written(day)})" if dated and found.id else found.name


def _list(found: End, day: dt.date) -> str:
    """The list of programs that the number counts, where the list can count the same."""
    if not found.id.startswith("country:"):
        return ""
    return url_for("lists.programs", country=found.id.removeprefix("country:"), in_force="yes", as_of=day.isoformat())


def _read(side: Side, paying: bool) -> tuple[Program, ...]:
    code = side.subject.removeprefix("country:") if side.subject.startswith("country:") else ""
    values = {"country": code, "organization": "" if code else side.subject, "paying": paying, "as_of": side.day}
    return remembered(("side by side", *values.values()), lambda: _programs(values))


def _programs(values: dict[str, Any]) -> tuple[Program, ...]:
    made = services()
    rows = made.catalogue["side_by_side/programs"].run(made.graph, values, timeout=TIMEOUT).dicts()
    return tuple(
        Program(row["id"], row["name"] or row["id"], tuple(row["focus"]), tuple(row["countries"]), tuple(
            Partner(part["id"], part["name"] or part["id"], part["kind"] or "", part["country"] or "") for part in row["parts"]))
        for row in rows
    )  # fmt: skip


def _focus(one: tuple[Program, ...], other: tuple[Program, ...]) -> tuple[tuple[str, str, Count], ...]:
    """Focus areas in the order of the filters, lines and the topics under them."""
    found = by_focus(one, other)
    areas = [(f"focus:{c.value}", c.label) for c in choices().focus_areas]
    return tuple((id_, label, found[id_]) for id_, label in areas if id_ in found)

