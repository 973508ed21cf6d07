"""Pairs of programs that began or ceased to run at the same time, as the last comparison found them, and pairs that people settled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from flask import url_for

from analysis.changes.spells import Fate, fate
from app.changes.asked import Asked, Filters
from app.changes.change import Change
from app.remembered import remembered
from app.services import services
from app.work.kept import Kept
from app.work.overlaps.tables import compared
from ledger.findings import SETTLED, Findings
from ledger.models import Finding

_OPEN = "9999"
# Pairs whose common time begins or ends between the two days.
_PAIRS = """
    select key, country, one, one_title, other, other_title, tier, starts, ends, payers, focus_areas from {pairs}
    where ((starts > $before and starts <= $after) or (ends >= $before and ends < $after))
      and ($country = '' or country = $country)
      and ($focus = '' or len(list_filter(focus_areas::varchar[], lambda area: area = $focus or starts_with(area, $focus || ':'))) > 0)
      and ($organization = '' or list_contains(payers::varchar[], $organization))
    order by starts desc, one_title, other_title, key"""


def overlaps(asked: Asked) -> tuple[tuple[Change, ...], bool]:
    """Overlaps new, over and settled; and whether programs were compared at all."""
    kept = compared(services())
    found = remembered(("changes of overlaps", asked), lambda: tuple(_pairs(kept, asked))) if kept else ()
    return (*sorted(found, key=lambda change: change.what), *_settled(asked)), kept is not None


def _pairs(kept: Kept, asked: Asked) -> Iterator[Change]:
    days = {name: value.isoformat() for name, value in asked.days().items()}
    for row in kept.rows(_PAIRS, {**days, **asked.filters.params()}):
        ends = "" if row["ends"].startswith(_OPEN) else row["ends"]
        became = fate(row["starts"], ends, days["before"], days["after"])
        if became in (Fate.BEGUN, Fate.ENDED):
            yield _pair(row, "overlap-new" if became is Fate.BEGUN else "overlap-over", row["starts"] if became is Fate.BEGUN else ends)


def _pair(row: dict[str, Any], what: str, day: str) -> Change:
    return Change(
        what, row["one"], f"{row['one_title']} and {row['other_title']}", None, day, (row["country"],), row["tier"],
        address=url_for("overlaps.pair", one=row["one"], other=row["other"], country=row["country"], as_of=day or None),
        records=(row["key"],),
    )  # fmt: skip


def _settled(asked: Asked) -> Iterator[Change]:
    """Findings that somebody settled in this time, by the day on which it was done; only those with no filter but the country's."""
    if asked.filters.focus or asked.filters.organization:
        return
    for finding in Findings(services().ledger).all("overlap"):
        if _settled_in(finding, asked.before, asked.after) and asked.filters in (Filters(), Filters(country=finding.country)):
            yield Change(
                "overlap-settled", finding.key, finding.title, None, finding.changed_at.date().isoformat(),
                (finding.country,) if finding.country else (), f"{finding.state}: {finding.verdict or 'no verdict'}",
                address=finding.address,
            )  # fmt: skip


def _settled_in(finding: Finding, before: dt.date, after: dt.date) -> bool:
    return finding.state in SETTLED and before < finding.changed_at.date() <= after
