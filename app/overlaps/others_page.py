"""Overlaps of organizations and of agreements: the list of each, and two side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import orjson
from flask import request, url_for

from app.http.choices import Choice, choices
from app.http.formats import Table
from app.http.page import Crumb, PageContext
from app.http.paging import Pager, pager
from app.http.problems import PageError, not_found
from app.http.sources import source_notes
from app.http.text import LONGEST_ID
from app.overlaps.asked import NOT_JUDGED
from app.overlaps.listing import is_stale
from app.overlaps.partners import Partners, partners
from app.overlaps.reading import Judged, judged
from app.overlaps.tabs import Tab, tabs
from app.services import services
from app.work.overlaps.others import AGREEMENTS, ORGANIZATIONS
from app.work.overlaps.tables import compared
from ledger.findings import STATES, VERDICTS, Findings, Subject
from ledger.models import Finding, FindingEvent

COLUMNS = ("country", "one_id", "one", "other_id", "other", "matched", "not_stated", "of_one", "of_other", "state", "verdict", "owner",
           "due")  # fmt: skip
ANY_STATE = (NOT_JUDGED, *STATES)
_ROWS = """
    select * from {others} where what = $what and ($country = '' or country = $country) and ($who = '' or one = $who or other = $who)
    order by place
"""
_PAIR = "select * from {others} where key = $key"
_TITLES = {ORGANIZATIONS: "Organizations that may overlap", AGREEMENTS: "Agreements that may overlap"}
_HELP = {
    ORGANIZATIONS: "Two bodies that pay for, or deliver, work with one purpose, in one country, with one counterpart, in programs in which "
                   "the other has no part. Those who share most come first; every pair is a suggestion until somebody judged it.",
    AGREEMENTS: "Two agreements with at least two parties in common on one topic, of which neither ended before the other began. "
                "Every pair is a suggestion until somebody judged it.",
}  # fmt: skip


@dataclass(frozen=True)
class OtherRow:
    """One pair; ``of_one``, ``of_other``: programs (id, title) of organizations, (kind, topic, start, end) of agreements."""

    pair: dict[str, Any]
    of_one: tuple[tuple[str, ...], ...]
    of_other: tuple[tuple[str, ...], ...]
    finding: Finding | None

    @property
    def state(self) -> str:
        """The finding's state."""
        return self.finding.state if self.finding else NOT_JUDGED

    @property
    def address(self) -> str:
        """The page of the pair."""
        return url_for("overlaps.other", key=self.pair["key"])

    def cells(self) -> tuple[Any, ...]:
        """The pair in a download, in the order of ``COLUMNS``."""
        p, f = self.pair, self.finding
        sides = [[", ".join(part for part in row[1:] if part) for row in side] for side in (self.of_one, self.of_other)]
        return (p["country"], p["one"], p["one_title"], p["other"], p["other_title"], p["matched"], p["missing"], *sides, self.state,
                f.verdict if f else "", f.owner if f else "", f.due if f else "")  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class OthersPage(PageContext):
    """Pairs of organizations, or of agreements. ``is_compared``: whether anything was compared at all."""

    template: ClassVar[str] = "overlaps/others.html"
    tabs: tuple[Tab, ...]
    what: str
    country: str
    state: str
    who: str
    countries: tuple[Choice, ...]
    country_names: dict[str, str]
    rows: tuple[OtherRow, ...]
    every: tuple[OtherRow, ...]
    pager: Pager
    is_compared: bool
    stale: bool
    states: tuple[str, ...] = ANY_STATE

    def data(self) -> Any:
        """Every pair of the filters."""
        return {"title": self.title, "overlaps": [dict(zip(COLUMNS, row.cells(), strict=True)) for row in self.every]}

    def table(self) -> Table:
        """One line a pair."""
        return Table(f"overlaps-of-{self.what}", COLUMNS, (row.cells() for row in self.every))


@dataclass(frozen=True, kw_only=True)
class OtherPage(PageContext):
    """Two organizations or two agreements side by side, and what was judged."""

    template: ClassVar[str] = "overlaps/other.html"
    row: OtherRow
    what: str
    finding: Finding | None
    history: tuple[FindingEvent, ...]
    partners: Partners
    states: tuple[str, ...] = STATES
    verdicts: tuple[str, ...] = VERDICTS

    def data(self) -> Any:
        """The pair and the judgement."""
        history = [{"at": e.at, "by": e.by, "changes": e.changes, "note": e.note} for e in self.history]
        return {"overlap": dict(zip(COLUMNS, self.row.cells(), strict=True)), "history": history}

    def table(self) -> Table:
        """One line a facet."""
        pairs = [(text, name) for name, column in (("the same", "matched"), ("not stated", "missing")) for text in self.row.pair[column]]
        return Table("overlap", ("facet", "answer"), pairs)


def others_page(what: str) -> OthersPage:
    """The list that the request asks for."""
    kept, offered = compared(services()), choices()
    country, state, who = (request.args.get(name, "").strip()[:LONGEST_ID] for name in ("country", "state", "who"))
    if country and country not in {c.value for c in offered.countries}:
        raise PageError(400, f"country={country}: expected the code of a country that something is known of, such as GT.")
    if state and state not in ANY_STATE:
        raise PageError(400, f"state={state}: expected one of {', '.join(ANY_STATE)}.")
    found = judged(services().ledger)
    rows = kept.rows(_ROWS, {"what": what, "country": country, "who": who}) if kept else []
    every = tuple(row for row in (_row(pair, found) for pair in rows) if not state or row.state == state)
    here = {r["country"] for r in kept.rows("select distinct country from {others} where what = $what", {"what": what})} if kept else set()
    place = pager(len(every))
    return OthersPage(
        title=_TITLES[what], help=_HELP[what], sources=source_notes(), wide=True, tabs=tabs(what),
        what=what, country=country, state=state, who=who,
        crumbs=(Crumb("Overview", url_for("overview.index")), Crumb("Overlaps", url_for("overlaps.index")), Crumb(what.capitalize())),
        countries=tuple(c for c in offered.countries if c.value in here), country_names={c.value: c.label for c in offered.countries},
        rows=every[place.offset:place.offset + place.size], every=every, pager=place, is_compared=kept is not None, stale=is_stale(kept),
    )  # fmt: skip


def asked_other() -> tuple[dict[str, Any], Subject]:
    """The pair of the address and what a finding on it is about; 404 where the last comparison did not find it."""
    kept = compared(services())
    found = kept.rows(_PAIR, {"key": request.values.get("key", "")[:2000]}) if kept else []
    if not found:
        raise not_found("The last comparison did not find these two as an overlap.", "See the list of overlaps.")
    pair = found[0]
    address = url_for("overlaps.other", key=pair["key"])
    return pair, Subject("overlap", pair["key"], f"{pair['one_title']} and {pair['other_title']}", address, pair["facts"], pair["country"])


def other_page() -> OtherPage:
    """The pair that the request asks for."""
    pair, _ = asked_other()
    findings = Findings(services().ledger)
    finding = findings.find(pair["key"])
    name = choices().country_name(pair["country"])
    return OtherPage(
        title=f"Two {pair['what']} that may overlap" + (f" in {name}" if name else ""), help=_HELP[pair["what"]], sources=source_notes(),
        crumbs=(Crumb("Overview", url_for("overview.index")), Crumb("Overlaps", url_for("overlaps.index")),
                Crumb(pair["what"].capitalize(), url_for(f"overlaps.{pair['what']}")), Crumb(f"Two {pair['what']}")),
        row=_row(pair, {finding.key: finding} if finding else {}), what=pair["what"], finding=finding,
        history=tuple(findings.history(finding.id)) if finding else (), partners=partners([pair["one"], pair["other"]]),
    )  # fmt: skip


def _row(pair: dict[str, Any], found: Judged) -> OtherRow:
    of_one, of_other = (tuple(tuple(row) for row in orjson.loads(pair[side])) for side in ("of_one", "of_other"))
    return OtherRow(pair, of_one, of_other, found.get(pair["key"]))
