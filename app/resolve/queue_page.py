"""The queue: pairs of organizations that may be one, those first whose answer is worth most."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import url_for

from app.http.choices import Choice, choices
from app.http.formats import Table
from app.http.kinds import KIND_LOOKS
from app.http.page import Crumb, PageContext
from app.http.paging import Pager, pager
from app.http.sources import source_notes, titles
from app.remembered import remembered
from app.resolve.suggested import OPEN, STATES, Filters, Suggestions, asked_filters, suggestions
from app.services import services
from app.work.resolution import ANSWERS, BANDS, LEAST
from graph.model import KINDS as ORGANIZATION_KINDS
from ledger.judgements import Judgements
from loaders.path.steps import conflicts

COLUMNS = ("one_id", "one_name", "other_id", "other_name", "one_country", "other_country", "band", "kind", "score", "speaks_for",
           "speaks_against", "links", "money_usd", "overlaps", "judged", "one_record", "other_record")
SORTED_BY = {"worth": "What an answer is worth", "score": "Likeness", "links": "Links that depend on it", "money": "Money",
             "overlaps": "Overlaps that depend on it"}


@dataclass(frozen=True, kw_only=True)
class QueuePage(PageContext):
    """Suggestions. ``about``: the comparison, ``None`` before the first; ``stale``: the network changed since;
    ``waiting``: how many answers are not in force yet."""

    template: ClassVar[str] = "resolve/queue.html"
    about: dict[str, Any] | None
    compared: dt.datetime | None
    stale: bool
    filters: Filters
    counts: dict[str, int]
    rows: tuple[dict[str, Any], ...]
    groups: tuple[tuple[str, str, int], ...]
    pager: Pager
    first: tuple[str, str] | None
    waiting: int
    contradicted: tuple[tuple[int, tuple[str, ...]], ...]
    countries: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    sources_choices: tuple[Choice, ...]
    country_names: dict[str, str]
    found: Suggestions | None
    pairs: tuple[tuple[str, str], ...]
    states: tuple[tuple[str, str], ...] = tuple(STATES.items())
    bands: tuple[str, ...] = BANDS
    least: float = LEAST
    sorts: tuple[tuple[str, str], ...] = tuple(SORTED_BY.items())

    def data(self) -> Any:
        """Every pair of the filters."""
        return {"title": self.title, "comparison": self.about, "stale": self.stale, "counts": self.counts, "waiting": self.waiting,
                "pairs": [dict(zip(COLUMNS, row, strict=True)) for row in self._every_row()]}

    def table(self) -> Table:
        """One line a pair."""
        return Table("same-or-not", COLUMNS, self._every_row())

    def _every_row(self) -> Iterator[tuple[Any, ...]]:
        for p in self.found.full(self.pairs) if self.found else ():
            yield (p["one_id"], p["one_name"], p["other_id"], p["other_name"], p["one_country"], p["other_country"], p["band"], p["kind"],
                   round(p["score"], 3), p["supports"], p["opposes"], p["links"], p["money"], p["overlaps"],
                   STATES[p["judged"]] if p["judged"] else "", p["one"], p["other"])


def queue_page() -> QueuePage:
    """The queue that the request asks for."""
    made, filters, found = services(), asked_filters(), suggestions()
    order = found.ordered(filters) if found else []
    pairs = [(one, other) for one, other, judged in order if filters.state in (judged, "any")]
    pages = pager(len(pairs))
    offered, last, named = choices(), made.ledger.last_done(ANSWERS), titles()
    return QueuePage(
        title="Same or not?",
        help="Organizations that may be one under two names. Every pair is a suggestion; nothing is joined until a person says so, and "
             "every answer can be taken back. Programs, sums and overlaps are right only when a body stands in the network once.",
        crumbs=(Crumb("Overview", url_for("overview.index")), Crumb("Same or not?")), sources=source_notes(),
        about=found.kept.about if found else None, compared=dt.datetime.fromisoformat(found.kept.about["at"]) if found else None,
        stale=found is not None and found.kept.about["state"] != (last.id if last else 0), filters=filters,
        counts={state: sum(judged == state for *_, judged in order) for state in STATES if state != "any"},
        rows=tuple(found.full(pages.of(pairs))) if found else (), groups=_groups(found), pager=pages,
        first=next(((one, other) for one, other, judged in order if judged == OPEN), None), waiting=_waiting(),
        contradicted=_contradicted(), countries=offered.countries,
        kinds=tuple(Choice(kind, look.label) for kind, look in KIND_LOOKS.items() if kind in ORGANIZATION_KINDS),
        sources_choices=tuple(Choice(key, title) for key, title in named.items()),
        country_names={c.value: c.label for c in offered.countries}, found=found, pairs=tuple(pairs),
    )  # fmt: skip


def _waiting() -> int:
    return sum(d.state in ("waiting", "being applied") for d in Judgements(services().ledger).holding())


def _contradicted() -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Decisions "not the same" that others contradict; asked only where there is one of each."""
    kinds = {d.kind for d in Judgements(services().ledger).holding() if d.state == "in force"}
    if not {"same", "not-same"} <= kinds:
        return ()
    return remembered(("contradicted",), lambda: tuple((number, tuple(records)) for number, records in conflicts(services().stores)))


def _groups(found: Suggestions | None) -> tuple[tuple[str, str, int], ...]:
    """Groups of three or more with an open pair: first record, the names, how many organizations; the largest first."""
    if found is None:
        return ()
    rows = found.kept.rows("select cluster, one, other, one_name, other_name from {pairs} where cluster <> '' order by cluster, one, other")
    names: dict[str, dict[str, str]] = {}
    for row in rows:
        if found.settled.of(row["one"], row["other"]) == OPEN:
            names.setdefault(row["cluster"], {}).update({row["one"]: row["one_name"], row["other"]: row["other_name"]})
    large = [(group, " · ".join(list(told.values())[:4]), len(told)) for group, told in names.items() if len(told) > 2]
    return tuple(sorted(large, key=lambda g: (-g[2], g[0]))[:30])


