"""More than two programs that belong together: who they are, which pair joins which, and what all of them share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import request, url_for

from app.http.formats import Table
from app.http.page import Crumb, PageContext
from app.http.problems import not_found
from app.http.sources import source_notes
from app.http.text import LONGEST_ID
from app.overlaps import reading
from app.overlaps.asked import TIERS, Asked
from app.overlaps.listing import COLUMNS, Entry, PairRow, Program, comparison
from app.overlaps.partners import Partners, partners

_GROUP = 'select * from {groups} where "group" = (select "group" from {groups} where program = $program and country = $country)'


@dataclass(frozen=True, kw_only=True)
class GroupPage(PageContext):
    """A group. ``shared``: what every pair has the same; ``possible``: how many pairs there could be."""

    template: ClassVar[str] = "overlaps/group.html"
    country: str
    country_name: str
    tier: str
    meaning: str
    members: tuple[Program, ...]
    pairs: tuple[PairRow, ...]
    shared: tuple[str, ...]
    possible: int
    partners: Partners

    def data(self) -> Any:
        """The members and every pair of them."""
        return {"title": self.title, "country": self.country, "members": [{"id": m.id, "title": m.title} for m in self.members],
                "shared": self.shared, "overlaps": [dict(zip(COLUMNS, row.cells(), strict=True)) for row in self.pairs]}  # fmt: skip

    def table(self) -> Table:
        """One line a pair."""
        return Table("overlap-group", COLUMNS, (row.cells() for row in self.pairs))


def group_page() -> GroupPage:
    """The group of the program and country that the request names; 404 where the last comparison found none."""
    values = {name: request.args.get(name, "").strip()[:LONGEST_ID] for name in ("program", "country")}
    made = comparison()
    found = made.kept.rows(_GROUP, values) if made else []
    if made is None or not found:
        raise not_found("The last comparison found no group with this program.", "See the list of overlaps.")
    asked = Asked({"country": (values["country"],), "who": tuple(row["program"] for row in found)})
    every = made.rows(reading.every_pair(made.kept, asked, made.base))
    pairs = tuple(row for row in every if row.pair["group"] == found[0]["group"])
    if not pairs:
        raise not_found("No pair of this group reaches a tier.", "See the list of overlaps.")
    name = made.offered.country_name(values["country"])
    members = Entry(pairs).members
    tier = next(tier for tier in TIERS if any(row.pair["tier"] == tier for row in pairs))
    return GroupPage(
        title=f"{len(members)} programs in {name} that may overlap",
        help="More than two programs of which at least half of all pairs are much alike. Open a pair to judge it; a verdict is "
             "kept for each pair, not for the group.",
        crumbs=(Crumb("Overview", url_for("overview.index")), Crumb("Overlaps", url_for("overlaps.index")),
                Crumb(name, url_for("overlaps.index", country=values["country"])), Crumb("Group")),
        sources=source_notes(), country=values["country"], country_name=name, tier=tier, meaning=TIERS[tier], members=members, pairs=pairs,
        shared=shared_by(pairs), possible=len(members) * (len(members) - 1) // 2,
        partners=partners([member.id for member in members]),
    )  # fmt: skip


def shared_by(pairs: Sequence[PairRow]) -> tuple[str, ...]:
    """What every pair has the same, as the first says it; days together are each pair's own."""
    first, *others = [[text.split(",")[0] if text.startswith("the time") else text for text in row.matched] for row in pairs]
    return tuple(text for text in first if all(text in other for other in others))
