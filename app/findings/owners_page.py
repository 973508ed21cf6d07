"""Who takes care of how many findings, with what is past due: a list per owner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from flask import url_for

from app.findings.asked import NOBODY, Tab, is_unsettled, tabs
from app.findings.recheck import recheck
from app.http.formats import Table
from app.http.page import Crumb, PageContext
from app.services import services
from ledger.findings import Findings
from ledger.models import Finding

COLUMNS = ("owner", "open", "in_work", "past_due", "next_due", "settled")


@dataclass(frozen=True)
class Owner:
    """One person or office; ``name`` is empty for the findings that nobody takes care of. ``next_due``: ISO date or empty."""

    name: str
    open: int
    in_work: int
    past_due: int
    next_due: str
    settled: int

    @property
    def key(self) -> str:
        """What stands for it in an address."""
        return self.name or NOBODY


@dataclass(frozen=True, kw_only=True)
class OwnersPage(PageContext):
    """Owners by name, nobody last."""

    template: ClassVar[str] = "findings/owners.html"
    tabs: tuple[Tab, ...]
    owners: tuple[Owner, ...]

    def data(self) -> Any:
        """Every owner."""
        return {"title": self.title, "owners": [asdict(owner) for owner in self.owners]}

    def table(self) -> Table:
        """One line an owner."""
        return Table("findings-by-owner", COLUMNS, self._rows())

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        for owner in self.owners:
            yield tuple(asdict(owner).values())


def owners_page() -> OwnersPage:
    """All owners of findings."""
    recheck()
    by_owner: dict[str, list[Finding]] = defaultdict(list)
    for finding in Findings(services().ledger).all():
        by_owner[finding.owner].append(finding)
    today = services().today().isoformat()
    names = sorted(by_owner, key=lambda name: (not name, name.casefold()))
    return OwnersPage(
        title="Findings by owner", tabs=tabs("owners"), owners=tuple(owner(name, by_owner[name], today) for name in names),
        help="Who takes care of how many overlaps and gaps, and what is past its day. Each name leads to its list.",
        crumbs=(Crumb("Overview", url_for("overview.index")), Crumb("Findings", url_for("findings.index")), Crumb("By owner")),
    )  # fmt: skip


def owner(name: str, findings: list[Finding], today: str) -> Owner:
    """One owner's findings in numbers; ``today``: ISO date."""
    due = sorted(f.due for f in findings if f.due and is_unsettled(f))
    states = [finding.state for finding in findings]
    return Owner(
        name, states.count("open"), states.count("in work"), sum(1 for day in due if day < today),
        next((day for day in due if day >= today), ""), states.count("accepted") + states.count("closed"),
    )
