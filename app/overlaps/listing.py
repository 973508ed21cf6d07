"""The list of overlaps: facets with counts, groups and pairs as entries, and what each shares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import orjson
from flask import request, url_for

from app.http.choices import Choices, choices
from app.http.formats import Table, asked_format
from app.http.page import Crumb, PageContext
from app.http.paging import Column, Pager, pager
from app.http.sources import source_notes
from app.http.text import money as sum_text
from app.lists.chips import Chip
from app.lists.facets import Shown, arranged
from app.overlaps import reading
from app.overlaps.asked import FACETS, NOT_JUDGED, TIERS, Asked, parse
from app.overlaps.reading import Judged
from app.overlaps.tabs import Tab, tabs
from app.services import services
from app.work.kept import Kept
from app.work.overlaps.tables import compared
from ledger.models import Finding

COLUMNS = (
    "country", "tier", "group", "program_one_id", "program_one", "program_one_funders", "program_one_largest_sum", "program_other_id",
    "program_other", "program_other_funders", "program_other_largest_sum", "score", "from", "to", "matched", "differs", "not_stated",
    "shared_words", "state", "verdict", "owner", "due",
)  # fmt: skip
HEADINGS = (
    Column("pair", "Programs", sort="name"), Column("country", "Country", sort="country"), Column("tier", "How far", sort="likely"),
    Column("same", "The same, and what is not"), Column("money", "Largest sum stated", sort="money", help="of each; never added"),
    Column("state", "Judged", sort="state"),
)  # fmt: skip


@dataclass(frozen=True)
class Program:
    """One side of a pair as it was compared. ``funders``: (id, name) of who pays; ``sums``: the largest stated in each currency."""

    id: str
    title: str
    funders: tuple[tuple[str, str], ...]
    sums: tuple[str, ...]
    starts: str
    ends: str


@dataclass(frozen=True)
class PairRow:
    """One pair as the pages show it; ``finding``: what somebody judged of it, if anybody did."""

    pair: dict[str, Any]
    one: Program
    other: Program
    finding: Finding | None

    @property
    def sides(self) -> tuple[Program, Program]:
        """Both programs."""
        return self.one, self.other

    @property
    def state(self) -> str:
        """The finding's state."""
        return self.finding.state if self.finding else NOT_JUDGED

    @property
    def matched(self) -> tuple[str, ...]:
        """What is the same, without the country, which the pages name anyway."""
        return tuple(text for text in self.pair["matched"] if not text.startswith("the country:"))

    @property
    def not_stated(self) -> tuple[str, ...]:
        """What nobody stated, in a word each."""
        return tuple(text.split(":")[0].removeprefix("the ") for text in self.pair["missing"])

    @property
    def address(self) -> str:
        """The page of the pair."""
        return url_for("overlaps.pair", one=self.pair["one"], other=self.pair["other"], country=self.pair["country"])

    def cells(self) -> tuple[Any, ...]:
        """The pair in a download, in the order of ``COLUMNS``."""
        p, f = self.pair, self.finding
        sides = [cell for side in self.sides for cell in (side.id, side.title, [name for _, name in side.funders], list(side.sums))]
        return (p["country"], p["tier"], p["group"].replace("\x1e", " "), *sides, round(p["score"], 3), p["starts"],
                "" if p["ends"] == "9999" else p["ends"], p["matched"], p["differs"], p["missing"], p["terms"], self.state,
                f.verdict if f else "", f.owner if f else "", f.due if f else "")  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One entry of the list: a pair, or a group of more than two programs with those of its pairs that fit."""

    pairs: tuple[PairRow, ...]

    @property
    def first(self) -> PairRow:
        """The likeliest pair."""
        return self.pairs[0]

    @property
    def members(self) -> tuple[Program, ...]:
        """The programs of a group; empty where the entry is one pair."""
        if not self.first.pair["group"]:
            return ()
        return tuple({side.id: side for row in self.pairs for side in row.sides}.values())

    @property
    def judged(self) -> int:
        """How many of its pairs were judged."""
        return sum(1 for row in self.pairs if row.finding)

    @property
    def address(self) -> str:
        """The page of the group."""
        return url_for("overlaps.group", program=self.first.one.id, country=self.first.pair["country"])


@dataclass(frozen=True, kw_only=True)
class OverlapsPage(PageContext):
    """Overlaps, the likeliest first. ``about``: the comparison behind them, ``None`` before the first; ``stale``: it is out of date.

    ``found``: how many pairs, entries and groups fit; ``every``: all pairs that fit, for files.
    """

    template: ClassVar[str] = "overlaps/list.html"
    tabs: tuple[Tab, ...]
    asked: Asked
    about: dict[str, Any] | None
    compared: dt.datetime | None
    stale: bool
    tiers: tuple[tuple[str, int, str], ...]
    facets: tuple[Shown, ...]
    chips: tuple[Chip, ...]
    found: dict[str, int]
    entries: tuple[Entry, ...]
    pager: Pager
    every: tuple[PairRow, ...] = ()
    headings: tuple[Column, ...] = HEADINGS

    def data(self) -> Any:
        """Every pair of the filters."""
        return {"title": self.title, "comparison": self.about, "stale": self.stale,
                "overlaps": [dict(zip(COLUMNS, row.cells(), strict=True)) for row in self.every]}  # fmt: skip

    def table(self) -> Table:
        """One line a pair."""
        return Table("overlaps", COLUMNS, (row.cells() for row in self.every))


@dataclass(frozen=True)
class Comparison:
    """What the pages of overlaps read from: the comparison, what was judged, and what things are called."""

    kept: Kept
    judged: Judged
    offered: Choices
    base: dict[str, Any]

    def rows(self, pairs: Sequence[dict[str, Any]]) -> list[PairRow]:
        """Pairs with their programs and judgements."""
        sides = reading.programs(self.kept, pairs)
        return [PairRow(pair, _side(pair, "one", sides), _side(pair, "other", sides), self.judged.get(pair["key"])) for pair in pairs]


def comparison() -> Comparison | None:
    """The last comparison, ``None`` before the first."""
    kept = compared(services())
    if kept is None:
        return None
    judged, offered = reading.judged(services().ledger), choices()
    return Comparison(kept, judged, offered, reading.base(judged, {c.value: c.label for c in offered.countries}))


def is_stale(kept: Kept | None) -> bool:
    """Whether something was loaded, undone or decided since the comparison."""
    last = services().ledger.last_done()
    return kept is not None and kept.about["state"] != (last.id if last else 0)


def overlaps_page() -> OverlapsPage:
    """The list that the request asks for."""
    made, offered = comparison(), choices()
    asked = parse(request.args.to_dict(flat=False), {c.value for c in offered.countries}, {f.value for f in offered.focus_areas})
    counts = reading.counts(made.kept, asked, made.base) if made else {}
    found = {name: counts.get("all", {}).get(name, 0) for name in ("pairs", "entries", "groups")}
    place = pager(found["entries"])
    html = asked_format() == "html"
    names = reading.funders(made.kept) if made else {}
    shown = reading.entries(made.kept, asked, made.base, place.offset, place.size) if made and html else []
    return OverlapsPage(
        title="Overlaps" if not asked.country else f"Overlaps in {offered.country_name(asked.country)}",
        help="Pairs of programs that may do the same work in one country and are not known to have one funder, the likeliest first. "
             "Every pair is a suggestion: open it, look at both, and say what should be done.",
        crumbs=(Crumb("Overview", url_for("overview.index")), Crumb("Overlaps")), sources=source_notes(), wide=True, tabs=tabs(""),
        asked=asked, about=made.kept.about if made else None, compared=dt.datetime.fromisoformat(made.kept.about["at"]) if made else None,
        stale=is_stale(made.kept if made else None), found=found, pager=place,
        tiers=tuple((tier, counts.get("tier", {}).get(tier, 0), meaning) for tier, meaning in TIERS.items()),
        facets=tuple(_facets(asked, counts, offered, names)), chips=tuple(_chips(asked, offered, names)),
        entries=tuple(Entry(tuple(made.rows(pairs))) for pairs in shown) if made else (),
        every=tuple(made.rows(reading.every_pair(made.kept, asked, made.base))) if made and not html else (),
    )  # fmt: skip


def _side(pair: dict[str, Any], which: str, compared_programs: Mapping[tuple[str, str], dict[str, Any]]) -> Program:
    id_, title = pair[which], pair[f"{which}_title"]
    row = compared_programs.get((id_, pair["country"]))
    return program_of(row) if row else Program(id_, title, (), (), "", "")


def program_of(row: dict[str, Any]) -> Program:
    """A program from its row of the comparison."""
    sums = tuple(sum_text(amount, currency) for amount, currency in orjson.loads(row["sums"]))
    return Program(row["id"], row["title"], tuple(zip(row["payers"], row["payer_names"], strict=True)), sums, row["starts"], row["ends"])


def _name(facet: str, value: str, offered: Choices, funders: Mapping[str, str]) -> str:
    if facet == "country":
        return offered.country_name(value)
    if facet == "focus":
        area = next((f.label for f in offered.focus_areas if f.value == value), value)
        return "Line of effort not stated" if value == "none" else area
    if facet == "who":
        return "Funder not stated" if value == "none" else funders.get(value, value)
    text = "None yet" if value == "none" else value
    return text[:1].upper() + text[1:]


def _facets(asked: Asked, counts: dict[str, dict[str, int]], offered: Choices, funders: Mapping[str, str]) -> Iterator[Shown]:
    for facet in FACETS:
        found = {value.removeprefix("focus:"): n for value, n in counts.get(facet.key, {}).items()}
        order = [f.value for f in offered.focus_areas] if facet.key == "focus" else list(facet.closed) or None
        yield arranged(facet, found, asked.chosen(facet.key), lambda v, key=facet.key: _name(key, v, offered, funders), order)  # type: ignore[misc]


def _chips(asked: Asked, offered: Choices, funders: Mapping[str, str]) -> Iterator[Chip]:
    for facet in FACETS:
        for value in asked.chosen(facet.key):
            yield Chip(f"{facet.heading}: {_name(facet.key, value, offered, funders)}", asked.address(without=facet.key, value=value))
    if asked.since:
        yield Chip(f"Both running in or after {asked.since}", asked.address(without="since"))
    if asked.until:
        yield Chip(f"Both running in or before {asked.until}", asked.address(without="until"))
    if asked.money:
        yield Chip(f"A sum of at least {sum_text(int(asked.money), 'USD')}", asked.address(without="money"))
