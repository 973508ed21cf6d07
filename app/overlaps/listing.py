"""The list of overlaps: filters, tiers with counts, and what each pair shares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import request, url_for

from app.http.choices import Choice, choices
from app.http.formats import Table
from app.http.page import Crumb, PageContext
from app.http.paging import Pager, pager
from app.http.problems import PageError
from app.http.sources import source_notes
from app.services import services
from app.work.kept import Kept, latest
from ledger.findings import Findings
from ledger.models import Finding

TIERS = {
    "potential duplication": "Same purpose, alike activity, same time, same place and same counterpart: perhaps one work paid for twice.",
    "overlap": "Same purpose, alike activity or beneficiaries, at the same time.",
    "fragmentation": "Several funders on one purpose in one country. Often right; worth coordinating.",
}
ANY_STATE = ("not judged", "open", "in work", "accepted", "closed")
COLUMNS = ("country", "tier", "program_one_id", "program_one", "program_other_id", "program_other", "score", "from", "to", "matched",
           "differs", "not_stated", "shared_words", "state", "verdict", "owner", "due")
CHOSEN = """
    from {pairs}
    where (country = $country or $country = '') and (tier = $tier or $tier = '')
      and ($focus = '' or len(list_filter(focus_areas, lambda f: f = $focus or starts_with(f, $focus || ':'))) > 0)
      and ($who = '' or one = $who or other = $who or list_contains(payers, $who))
"""
LIST = f"select * {CHOSEN} order by case tier when 'potential duplication' then 0 when 'overlap' then 1 else 2 end, score desc, one, other"
COUNTS = f"select tier, count(*) as n {CHOSEN} group by 1"


@dataclass(frozen=True)
class Asked:
    """The filters of the address. ``focus`` is an id without ``focus:``; ``who`` the id of a program or of a funder."""

    tier: str
    country: str
    focus: str
    who: str
    state: str

    def values(self, tier: str) -> dict[str, str]:
        """The values of a query; ``tier`` may be empty for all."""
        return {"country": self.country, "focus": f"focus:{self.focus}" if self.focus else "", "who": self.who, "tier": tier}


@dataclass(frozen=True)
class PairRow:
    """One pair as the list shows it; ``finding``: what somebody judged of it, if anybody did."""

    pair: dict[str, Any]
    finding: Finding | None

    @property
    def state(self) -> str:
        """The finding's state."""
        return self.finding.state if self.finding else "not judged"

    @property
    def not_stated(self) -> tuple[str, ...]:
        """What nobody stated, in a word each."""
        return tuple(text.split(":")[0].removeprefix("the ") for text in self.pair["missing"])

    @property
    def address(self) -> str:
        """The page of the pair."""
        return url_for("overlaps.pair", one=self.pair["one"], other=self.pair["other"], country=self.pair["country"])


@dataclass(frozen=True, kw_only=True)
class OverlapsPage(PageContext):
    """Overlaps, the likeliest first. ``about``: the comparison behind them, ``None`` before the first; ``stale``: it is out of date."""

    template: ClassVar[str] = "overlaps/list.html"
    asked: Asked
    about: dict[str, Any] | None
    compared: dt.datetime | None
    stale: bool
    tiers: tuple[tuple[str, int, str], ...]
    countries: tuple[Choice, ...]
    focus_areas: tuple[Choice, ...]
    country_names: dict[str, str]
    rows: tuple[PairRow, ...]
    same: tuple[dict[str, Any], ...]
    pager: Pager
    everything: tuple[PairRow, ...] = ()

    def data(self) -> Any:
        """Every pair of the filters."""
        return {"title": self.title, "comparison": self.about, "stale": self.stale,
                "overlaps": [dict(zip(COLUMNS, row, strict=True)) for row in self._every_row()], "same_activity": list(self.same)}

    def table(self) -> Table:
        """One line a pair."""
        return Table("overlaps", COLUMNS, self._every_row())

    def _every_row(self) -> Iterator[tuple[Any, ...]]:
        for row in self.everything:
            p, f = row.pair, row.finding
            yield (p["country"], p["tier"], p["one"], p["one_title"], p["other"], p["other_title"], round(p["score"], 3), p["starts"],
                   "" if p["ends"] == "9999" else p["ends"], p["matched"], p["differs"], p["missing"], p["terms"], row.state,
                   f.verdict if f else "", f.owner if f else "", f.due if f else "")


def overlaps_page() -> OverlapsPage:
    """The list that the request asks for."""
    offered = choices()
    kept = latest(services().settings.home, "overlaps")
    known = {row["country"] for row in kept.rows("select distinct country from {pairs}")} if kept else set()
    countries = tuple(c for c in offered.countries if c.value in known)
    asked = _asked({c.value for c in countries}, {f.value for f in offered.focus_areas})
    found = _found(kept, asked) if kept else []
    pages = pager(len(found))
    last = services().ledger.last_done()
    return OverlapsPage(
        title="Overlaps" if not asked.country else f"Overlaps in {offered.country_name(asked.country)}",
        help="Pairs of programs that may do the same work in one country and are not known to have one funder, the likeliest first. "
             "Every pair is a suggestion: open it, look at both, and say what should be done.",
        crumbs=(Crumb("Overview", url_for("overview.index")), Crumb("Overlaps")), sources=source_notes(), asked=asked,
        about=kept.about if kept else None, compared=dt.datetime.fromisoformat(kept.about["at"]) if kept else None,
        stale=kept is not None and kept.about["state"] != (last.id if last else 0), tiers=_tiers(kept, asked), countries=countries,
        focus_areas=offered.focus_areas, country_names={c.value: c.label for c in offered.countries},
        rows=tuple(found[pages.offset:pages.offset + pages.size]), everything=tuple(found), pager=pages,
        same=tuple(kept.rows("select * from {same} order by score desc, one limit 200")) if kept else (),
    )  # fmt: skip


def _asked(countries: set[str], focus_areas: set[str]) -> Asked:
    def one_of(name: str, allowed: set[str], expected: str) -> str:
        given = request.args.get(name, "").strip()
        if given and given not in allowed:
            raise PageError(400, f"{name}={given}: expected {expected}.")
        return given

    return Asked(
        one_of("tier", set(TIERS), f"one of {', '.join(TIERS)}"),
        one_of("country", countries, "the code of a country with overlaps, such as GT"),
        one_of("focus", focus_areas, "a line of effort or a topic, such as III"),
        request.args.get("who", "").strip()[:300],
        one_of("state", set(ANY_STATE), f"one of {', '.join(ANY_STATE)}"),
    )


def _found(kept: Kept, asked: Asked) -> list[PairRow]:
    judged = {finding.key: finding for finding in Findings(services().ledger).all("overlap")}
    rows = [PairRow(pair, judged.get(pair["key"])) for pair in kept.rows(LIST, asked.values(asked.tier))]
    return [row for row in rows if not asked.state or row.state == asked.state]


def _tiers(kept: Kept | None, asked: Asked) -> tuple[tuple[str, int, str], ...]:
    counts = {row["tier"]: row["n"] for row in kept.rows(COUNTS, asked.values(""))} if kept else {}
    return tuple((tier, counts.get(tier, 0), meaning) for tier, meaning in TIERS.items())
