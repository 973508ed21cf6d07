"""Findings: what was judged, by kind, country, owner and state."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from flask import url_for

from app.findings.asked import KIND_NAMES, NOBODY, Asked, Tab, asked, is_unsettled, kinds_there_are, tabs
from app.findings.recheck import recheck
from app.http.choices import Choice, choices
from app.http.formats import Table
from app.http.page import Crumb, PageContext
from app.http.paging import Pager, pager
from app.services import services
from ledger.findings import GONE, NOTICED, STATES, Findings
from ledger.models import Finding

COLUMNS = ("id", "kind", "title", "country", "state", "verdict", "owner", "due", "past_due", "still_there",
           "reason", "opened_at", "changed_at", "address")


@dataclass(frozen=True, kw_only=True)
class FindingsPage(PageContext):
    """Findings of the filters, the one changed last first. ``states``: with how many the other filters leave of each.

    ``unchecked``: what could not be compared with the network. ``reasons``: the last that a person gave, by number of the finding.
    """

    template: ClassVar[str] = "findings/index.html"
    tabs: tuple[Tab, ...]
    asked: Asked
    states: tuple[tuple[str, int], ...]
    kinds: tuple[Choice, ...]
    countries: tuple[Choice, ...]
    owners: tuple[str, ...]
    unowned: int
    everything: tuple[Finding, ...]
    rows: tuple[Finding, ...]
    overdue: int
    unchecked: str
    today: str
    pager: Pager
    kind_names: dict[str, str]
    reasons: dict[int, str]
    country_names: dict[str, str]
    gone: str = GONE
    nobody: str = NOBODY

    def data(self) -> Any:
        """Every finding of the filters."""
        return {"title": self.title, "findings": [dict(zip(COLUMNS, self._line(f), strict=True)) for f in self.everything]}

    def table(self) -> Table:
        """One line a finding."""
        return Table("findings", COLUMNS, (self._line(f) for f in self.everything))

    def _line(self, f: Finding) -> tuple[Any, ...]:
        past_due = bool(f.due) and f.due < self.today and is_unsettled(f)
        return (f.id, self.kind_names.get(f.kind, f.kind), f.title, f.country, f.state, f.verdict, f.owner, f.due, past_due,
                f.facts != GONE, self.reasons.get(f.id, ""), f.opened_at, f.changed_at, f.address)


def findings_page() -> FindingsPage:
    """The findings that the request asks for."""
    unchecked = recheck()
    store, filters = Findings(services().ledger), asked()
    every = store.all()
    found = [finding for finding in every if filters.keeps(finding)]
    counts = Counter(finding.state for finding in every if replace(filters, state="").keeps(finding))
    today = services().today().isoformat()
    names = {choice.value: choice.label for choice in choices().countries}
    here = sorted({finding.country for finding in every if finding.country}, key=lambda code: names.get(code, code))
    pages = pager(len(found))
    return FindingsPage(
        title="Findings",
        help="Overlaps and gaps that somebody judged, with who takes care of them and until when. One whose facts change is opened again.",
        crumbs=(Crumb("Overview", url_for("overview.index")), Crumb("Findings")), tabs=tabs(""), asked=filters, wide=True,
        states=tuple((name, counts[name]) for name in STATES), kinds=kinds_there_are(every),
        countries=tuple(Choice(code, names.get(code, code)) for code in here), owners=tuple(sorted({f.owner for f in every if f.owner})),
        unowned=sum(1 for f in every if not f.owner), everything=tuple(found), rows=tuple(found[pages.offset:pages.offset + pages.size]),
        pager=pages, today=today, overdue=sum(1 for f in every if f.due and f.due < today and is_unsettled(f)), unchecked=unchecked,
        kind_names=KIND_NAMES, country_names=names,
        reasons={e.finding_id: e.note for e in store.events() if e.note and e.note not in NOTICED},
    )  # fmt: skip
