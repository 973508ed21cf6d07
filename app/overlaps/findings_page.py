"""Findings: what was judged, by state and owner."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import request, url_for

from app.http.formats import Table
from app.http.page import Crumb, PageContext
from app.http.paging import Pager, pager
from app.http.problems import PageError
from app.overlaps.tabs import Tab, tabs
from app.services import services
from ledger.findings import STATES, Findings
from ledger.models import Finding

COLUMNS = ("id", "kind", "title", "country", "state", "verdict", "owner", "due", "opened_at", "changed_at", "address")


@dataclass(frozen=True, kw_only=True)
class FindingsPage(PageContext):
    """Findings of a state and an owner, the one changed last first."""

    template: ClassVar[str] = "overlaps/findings.html"
    tabs: tuple[Tab, ...]
    state: str
    owner: str
    states: tuple[tuple[str, int], ...]
    owners: tuple[str, ...]
    everything: tuple[Finding, ...]
    rows: tuple[Finding, ...]
    overdue: int
    today: str
    pager: Pager

    def data(self) -> Any:
        """Every finding of the filters."""
        return {"title": self.title, "findings": [{name: getattr(f, name) for name in COLUMNS} for f in self.everything]}

    def table(self) -> Table:
        """One line a finding."""
        return Table("findings", COLUMNS, ([getattr(f, name) for name in COLUMNS] for f in self.everything))


def findings_page() -> FindingsPage:
    """The findings that the request asks for."""
    every = Findings(services().ledger).all()
    state, owner = request.args.get("state", "").strip(), request.args.get("owner", "").strip()
    if state and state not in STATES:
        raise PageError(400, f"state={state}: expected one of {', '.join(STATES)}.")
    found = [f for f in every if (not state or f.state == state) and (not owner or f.owner == owner)]
    counts = Counter(f.state for f in every)
    today = services().today().isoformat()
    pages = pager(len(found))
    return FindingsPage(
        title="Findings",
        help="Overlaps that somebody judged, with who takes care of them and until when. One whose facts change is opened again.",
        crumbs=(Crumb("Overview", url_for("overview.index")), Crumb("Overlaps", url_for("overlaps.index")), Crumb("Findings")),
        tabs=tabs("findings"), state=state, owner=owner, states=tuple((name, counts[name]) for name in STATES),
        owners=tuple(sorted({f.owner for f in every if f.owner})),
        everything=tuple(found), rows=tuple(found[pages.offset:pages.offset + pages.size]), pager=pages, today=today,
        overdue=sum(1 for f in every if f.due and f.due < today and f.state in ("open", "in work")),
    )  # fmt: skip
