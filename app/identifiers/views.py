"""The page of identifiers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import Response, request, url_for

from app.http.choices import Choice
from app.http.formats import Table
from app.http.page import Crumb, PageContext, respond
from app.http.paging import Pager, pager
from app.http.problems import PageError
from app.http.sources import source_notes, titles
from app.http.text import LONGEST_ID
from app.identifiers import bp
from app.identifiers.crosswalk import Crosswalk, Wanted, crosswalk

LABELS = {"Organization": "Organizations", "Program": "Programs"}
COLUMNS = ("type", "id", "name", "kind", "country", "scheme", "identifier", "sources", "records")


@dataclass(frozen=True, kw_only=True)
class IdentifiersPage(PageContext):
    """Identifiers, each with the sources that give it."""

    template: ClassVar[str] = "identifiers/index.html"
    wanted: Wanted
    things: int
    pager: Pager
    rows: tuple[dict[str, Any], ...]
    labels: tuple[Choice, ...]
    schemes: tuple[Choice, ...]
    choices: tuple[Choice, ...]
    source_titles: dict[str, str]
    crosswalk: Crosswalk

    def data(self) -> Any:
        """The rows of the page."""
        return {"identifiers": self.pager.total, "things": self.things, "page": self.pager.number, "rows": list(self.rows)}

    def table(self) -> Table:
        """Every identifier that fits."""
        return Table("identifiers", COLUMNS, self._every())

    def _every(self) -> Iterable[Sequence[Any]]:
        for row in self.crosswalk.rows(self.wanted):
            values = {**row, "type": row["label"], "sources": "; ".join(row["sources"]), "records": "; ".join(row["records"])}
            yield [values[name] for name in COLUMNS]


@bp.get("", endpoint="index")
def index() -> Response:
    """All identifiers that fit the filter."""
    found, wanted, known = crosswalk(), _wanted(), titles()
    total, things = found.count(wanted)
    place = pager(total)
    return respond(
        IdentifiersPage(
            title="Identifiers",
            help="Which source gives which identifier to whom, so that a list by one scheme can be matched with a list by another. "
            "What is not here no loaded source states; the body may well have it.",
            crumbs=(Crumb("Overview", "/"), Crumb("Data", url_for("data.loads")), Crumb("Identifiers")),
            sources=source_notes(),
            wanted=wanted,
            things=things,
            pager=place,
            rows=tuple(found.rows(wanted, place.offset, place.size)),
            labels=tuple(Choice(label, name) for label, name in LABELS.items()),
            schemes=tuple(Choice(scheme, f"{scheme} ({count:,})") for scheme, count in found.schemes(wanted.label)),
            choices=tuple(Choice(key, title) for key, title in known.items()),
            source_titles=known,
            crosswalk=found,
        )
    )


def _wanted() -> Wanted:
    given = {name: request.args.get(name, "").strip()[:LONGEST_ID] for name in ("id", "scheme", "source", "text", "several")}
    label = request.args.get("label", "Program" if given["id"].startswith("program:") else "Organization")
    if label not in LABELS:
        raise PageError(400, f"label={label[:60]}: expected one of {', '.join(LABELS)}.")
    return Wanted(label, **given)
