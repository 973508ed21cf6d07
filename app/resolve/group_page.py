"""Three or more organizations that may all be one: one row each, ticked those that are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from flask import request, session, url_for

from app.http.formats import Table
from app.http.page import Crumb, PageContext
from app.http.problems import not_found
from app.http.sources import source_notes, titles
from app.http.text import LONGEST_ID
from app.resolve.pair_page import side_of
from app.resolve.suggested import OPEN, suggestions

COLUMNS = ("id", "record", "name", "other_names", "country", "kind", "identifiers", "programs", "partners", "sources")


@dataclass(frozen=True, kw_only=True)
class GroupPage(PageContext):
    """``members``: record and row of ``resolve/side``; ``pairs``: the suggestions that hold them together."""

    template: ClassVar[str] = "resolve/group.html"
    members: tuple[tuple[str, dict[str, Any]], ...]
    pairs: tuple[dict[str, Any], ...]
    source_titles: dict[str, str]
    by: str

    def data(self) -> Any:
        """Members and pairs."""
        return {"members": [dict(zip(COLUMNS, row, strict=True)) for row in self._rows()], "pairs": self.pairs}

    def table(self) -> Table:
        """One line a member."""
        return Table("group", COLUMNS, self._rows())

    def _rows(self) -> list[tuple[Any, ...]]:
        names = ("name", "aliases", "country", "kind", "identifiers", "programs", "partners", "sources")
        return [(m["id"], record, *(m[name] for name in names)) for record, m in self.members]


def group_page() -> GroupPage:
    """The group that the record of the request belongs to; 404 where it belongs to none."""
    found = suggestions()
    pairs = [p for p in found.group(request.args.get("of", "")[:LONGEST_ID]) if p["judged"] == OPEN] if found else []
    ids = {pair[side]: pair[f"{side}_id"] for pair in pairs for side in ("one", "other")}
    members = [(record, side) for record, id_ in ids.items() if (side := side_of(record, id_)) is not None]
    if len(members) < 2:
        raise not_found("There is no such group any more: its pairs were judged, or a load was undone.", "See the list.")
    return GroupPage(
        title="Several that may be one",
        crumbs=(Crumb("Overview", url_for("overview.index")), Crumb("Same or not?", url_for("resolve.index")), Crumb("Several at once")),
        sources=source_notes({s for _, m in members for s in m["sources"]}),
        help="Tick those that are one organization, then press the button. Pairs that you leave out stay in the list.",
        members=tuple(members), pairs=tuple(pairs), source_titles=titles(), by=str(session.get("reviewer", ""))[:200],
    )  # fmt: skip
