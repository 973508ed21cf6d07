"""All overlaps of one country, or of one line of effort or topic, on one page: what a coordination meeting needs on paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import request, url_for

from app.http.choices import Choices, choices
from app.http.formats import Table
from app.http.page import Crumb, PageContext
from app.http.problems import PageError
from app.http.site import profile
from app.http.sources import source_notes
from app.overlaps import reading
from app.overlaps.asked import TIERS, parse
from app.overlaps.group_page import shared_by
from app.overlaps.listing import COLUMNS, Comparison, Entry, PairRow, comparison, is_stale
from app.services import services
from ledger.findings import SETTLED
from ledger.jobs import OPEN, Jobs

MOST = 200
_HERE = """
    select * from {programs} where ($country = '' or country = $country)
      and ($focus = '' or len(list_filter(focus_areas::varchar[], lambda area: area = $focus or starts_with(area, $focus || ':'))) > 0)
    order by lower(title), id, country
"""


@dataclass(frozen=True)
class Group:
    """A group of more than two programs: its number on the sheet, and what every pair has the same."""

    number: int
    entry: Entry
    shared: tuple[str, ...]


@dataclass(frozen=True)
class Compared:
    """What was compared here. Each number counts programs; ``placeless``: those of which no source names a country, wherever they are."""

    programs: int
    funders: int
    undescribed: int
    unfunded: int
    without_end: int
    without_sum: int
    placeless: int


@dataclass(frozen=True, kw_only=True)
class SheetPage(PageContext):
    """A sheet. ``tiers``: tier, what it means, its pairs, at most ``MOST`` in all; ``every``: all pairs, for files.

    ``comparing``: the number of the job that makes the first comparison, 0 for none.
    """

    template: ClassVar[str] = "overlaps/sheet.html"
    place: str
    place_address: str
    list_address: str
    by_country: bool
    compared_at: dt.datetime | None
    stale: bool
    compared: Compared
    groups: tuple[Group, ...]
    numbers: dict[str, int]
    tiers: tuple[tuple[str, str, tuple[PairRow, ...]], ...]
    every: tuple[PairRow, ...]
    funders: tuple[tuple[str, str], ...]
    judged: int
    past_due: int
    today: str
    comparing: int
    most: int = MOST

    def data(self) -> Any:
        """Every pair, and what was compared."""
        return {"title": self.title, "compared": vars(self.compared), "stale": self.stale,
                "groups": [[side.id for side in group.entry.members] for group in self.groups],
                "overlaps": [dict(zip(COLUMNS, row.cells(), strict=True)) for row in self.every]}  # fmt: skip

    def table(self) -> Table:
        """One line a pair."""
        return Table("overlaps-sheet", COLUMNS, (row.cells() for row in self.every))


def sheet_page() -> SheetPage:
    """The sheet that the request asks for: ``country`` or ``focus``."""
    offered, made = choices(), comparison()
    given = {name: request.args.getlist(name)[-1:] for name in ("country", "focus")}
    asked = parse(given, {c.value for c in offered.countries}, {f.value for f in offered.focus_areas})
    country, focus = ((asked.chosen(name) or ("",))[0] for name in ("country", "focus"))
    if not (country or focus):
        raise PageError(400, "Of which place? Expected country=GT or focus=III.", "Choose a country in the list of overlaps.")
    rows = tuple(made.rows(reading.every_pair(made.kept, asked, made.base))) if made else ()
    groups = _groups(rows)
    today = services().today().isoformat()
    place = _place(country, focus, offered)
    return SheetPage(
        title=f"Overlaps {'in' if country else 'on'} {place}",
        help="For a coordination meeting: who may do the same work, what is the same and what nobody stated, and who takes care of it. "
             "Print it, or take it along with the links at the foot.",
        crumbs=(Crumb("Overview", url_for("overview.index")), Crumb("Overlaps", url_for("overlaps.index")), Crumb(f"Sheet: {place}")),
        sources=source_notes(), wide=True, place=place, place_address=profile(f"country:{country}" if country else f"focus:{focus}"),
        list_address=asked.address(), by_country=bool(country), stale=is_stale(made.kept if made else None),
        compared_at=dt.datetime.fromisoformat(made.kept.about["at"]) if made else None, compared=_compared(made, country, focus),
        comparing=_comparing() if made is None else 0, groups=groups,
        numbers={row.pair["key"]: group.number for group in groups for row in group.entry.pairs}, every=rows,
        tiers=tuple((tier, meaning, tuple(row for row in rows[:MOST] if row.pair["tier"] == tier)) for tier, meaning in TIERS.items()),
        funders=tuple(sorted({payer for row in rows for side in row.sides for payer in side.funders}, key=lambda payer: payer[1])),
        judged=sum(1 for row in rows if row.finding), today=today,
        past_due=sum(1 for row in rows if row.finding and row.finding.due and row.finding.due < today and row.state not in SETTLED),
    )  # fmt: skip


def _comparing() -> int:
    """The number of the job that compares programs at this moment, 0 where there is none."""
    return next((job.id for job in Jobs(services().ledger).latest() if job.kind == "overlaps" and job.state in OPEN), 0)


def _place(country: str, focus: str, offered: Choices) -> str:
    area = next((f.label for f in offered.focus_areas if f.value == focus), focus)
    name = offered.country_name(country)
    return f"{name}: {area}" if country and focus else name or area


def _groups(rows: Sequence[PairRow]) -> tuple[Group, ...]:
    """Groups of the pairs, in the order of their furthest pair."""
    found: dict[str, list[PairRow]] = {}
    for row in rows:
        if row.pair["group"]:
            found.setdefault(row.pair["group"], []).append(row)
    return tuple(Group(number, Entry(tuple(pairs)), shared_by(pairs)) for number, pairs in enumerate(found.values(), 1))


def _compared(made: Comparison | None, country: str, focus: str) -> Compared:
    if made is None:
        return Compared(0, 0, 0, 0, 0, 0, 0)
    found = made.kept.rows(_HERE, {"country": country, "focus": f"focus:{focus}" if focus else ""})
    rows = list({row["id"]: row for row in found}.values())
    return Compared(
        len(rows), len({payer for row in rows for payer in row["payers"]}), sum(not row["described"] for row in rows),
        sum(not row["payers"] for row in rows), sum(not row["ends"] for row in rows), sum(row["sums"] == "[]" for row in rows),
        made.kept.about["placeless"],
    )  # fmt: skip
