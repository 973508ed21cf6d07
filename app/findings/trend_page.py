"""How findings come and go: by quarter and kind, as a picture and as the table that it draws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from flask import request, url_for

from analysis.findings import Quarter, quarters, stories
from app.findings.asked import GAPS, KIND_NAMES, Tab, is_of, kinds_there_are, one_of, tabs
from app.findings.recheck import recheck
from app.http.choices import Choice
from app.http.formats import Table
from app.http.page import Crumb, PageContext
from app.services import services
from ledger.findings import Findings

COLUMNS = ("kind", "quarter", "opened", "settled", "opened_again", "open_at_the_end")
WIDTH, HEIGHT, GROUND = 60, 120, 140
SHOWN = 12


@dataclass(frozen=True)
class Bar:
    """One quarter of the picture, in its units: from the left, and how high each of its three bars is."""

    quarter: Quarter
    left: int
    opened: int
    settled: int
    standing: int


@dataclass(frozen=True, kw_only=True)
class TrendPage(PageContext):
    """Quarters of the kind that was chosen, latest last; ``by_kind``: those of each kind."""

    template: ClassVar[str] = "findings/trend.html"
    tabs: tuple[Tab, ...]
    kind: str
    kinds: tuple[Choice, ...]
    quarters: tuple[Quarter, ...]
    by_kind: tuple[tuple[str, Quarter], ...]
    bars: tuple[Bar, ...]
    width: int
    most: int
    ground: int = GROUND

    def data(self) -> Any:
        """Every quarter, of all together and of each kind."""
        return {"title": self.title, "kind": self.kind or "all", "definition": "settled: accepted or closed; open: open or in work",
                "quarters": [asdict(quarter) for quarter in self.quarters],
                "by_kind": [dict(zip(COLUMNS, row, strict=True)) for row in self._rows()]}

    def table(self) -> Table:
        """One line a kind and quarter."""
        return Table("findings-by-quarter", COLUMNS, self._rows())

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        for name, q in (*(("all", quarter) for quarter in self.quarters), *self.by_kind):
            yield name, q.name, q.opened, q.settled, q.reopened, q.standing


def trend_page() -> TrendPage:
    """The quarters that the request asks for."""
    recheck()
    kind = request.args.get("kind", "").strip()
    one_of("kind", kind, ("", GAPS, *KIND_NAMES))
    store, today = Findings(services().ledger), services().today()
    every = store.all()
    found, events = [finding for finding in every if is_of(kind, finding)], store.events()
    made = quarters(stories(found, events), today)
    by_kind = [(KIND_NAMES.get(key, key), quarter) for key in sorted({f.kind for f in found})
               for quarter in quarters(stories((f for f in found if f.kind == key), events), today)]
    bars, most = _bars(made[-SHOWN:])
    return TrendPage(
        title="Findings by quarter", tabs=tabs("trend"), kind=kind, kinds=kinds_there_are(every), quarters=tuple(made), bars=bars,
        help="How many overlaps and gaps were opened, settled and opened again in each quarter, and how many stood open at its end. "
             "They are counted by the day on which somebody judged them here, or on which a change was noticed.",
        crumbs=(Crumb("Overview", url_for("overview.index")), Crumb("Findings", url_for("findings.index")), Crumb("By quarter")),
        by_kind=tuple(by_kind), width=max(1, len(bars)) * WIDTH, most=most,
    )  # fmt: skip


def _bars(made: Sequence[Quarter]) -> tuple[tuple[Bar, ...], int]:
    """The bars of the picture and the largest number in it; a number above nought is never without height."""
    most = max((n for q in made for n in (q.opened, q.settled, q.standing)), default=0)

    def height(n: int) -> int:
        return max(2, HEIGHT * n // most) if n else 0

    return tuple(
        Bar(q, place * WIDTH, height(q.opened), height(q.settled), height(q.standing)) for place, q in enumerate(made)
    ), most
