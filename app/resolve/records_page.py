"""What each record behind an organization says, with its source, and why the records are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import request, url_for

from app.http.formats import Table
from app.http.page import Crumb, PageContext
from app.http.problems import not_found
from app.http.sources import source_notes, titles
from app.http.text import LONGEST_ID
from app.services import services
from app.work.resolution.records import said_of
from ledger.judgements import MERGING, Judgements
from ledger.models import Decision
from loaders.rows import OWN

COLUMNS = ("source", "record", "what", "value")
SHOWN = {"kind": "Kind", "country": "Country", "us_state": "U.S. state", "homepage": "Web site", "valid_from": "Founded",
         "valid_to": "Dissolved", "iati_type": "IATI type"}


@dataclass(frozen=True, kw_only=True)
class RecordsPage(PageContext):
    """``rows``: what each record says; ``reasons``: why they are one, in sentences; ``decisions``: of people, that hold."""

    template: ClassVar[str] = "resolve/records.html"
    id: str
    name: str
    rows: tuple[dict[str, Any], ...]
    reasons: tuple[str, ...]
    decisions: tuple[Decision, ...]
    source_titles: dict[str, str]
    shown: dict[str, str]
    differing: frozenset[str]

    def data(self) -> Any:
        """Records and reasons."""
        return {"id": self.id, "name": self.name, "records": self.rows, "reasons": self.reasons,
                "decisions": [{name: getattr(d, name) for name in ("id", "kind", "a", "b", "why", "by", "at")} for d in self.decisions]}

    def table(self) -> Table:
        """One line a fact of a record."""
        return Table("records", COLUMNS, self._facts())

    def _facts(self) -> Iterator[tuple[Any, ...]]:
        for row in self.rows:
            facts = [("name", row["name"]), *(("other name", n) for n in row["other_names"]),
                     *(("identifier", i) for i in row["identifiers"]),
                     *((name, value) for name, value in row["properties"].items() if name in SHOWN)]
            yield from ((row["source"], row["key"], what, value) for what, value in facts)


def records_page() -> RecordsPage:
    """The records of the organization that ``id`` of the request names; 404 where there is none."""
    made, id_ = services(), request.args.get("id", "")[:LONGEST_ID]
    found = made.catalogue["choices/organization-by-id"].run(made.graph, {"id": id_}).one()
    body = made.catalogue["facts/thing"].run(made.graph, {"id": found["id"]}).one() if found else None
    if found is None or body is None:
        raise not_found(f"No organization has the id {id_!r}.")
    records = list(body["props"]["records"])
    rows = said_of(made, records)
    decisions = tuple(d for d in Judgements(made.ledger).holding() if d.kind in MERGING and not {d.a, d.b}.isdisjoint(records))
    return RecordsPage(
        title=f"Records of {found['name']}", id=found["id"], name=found["name"], rows=tuple(rows), reasons=tuple(_reasons(rows, decisions)),
        help="One organization may stand in several files. This is what each record says of it, and why they are taken for one.",
        crumbs=(Crumb("Overview", url_for("overview.index")), Crumb(found["name"], url_for("profiles.organization", id=found["id"])),
                Crumb("Records")),
        sources=source_notes({row["source"] for row in rows}), decisions=decisions, source_titles=titles(), shown=SHOWN,
        differing=frozenset(name for name in SHOWN if len({str(r["properties"][name]) for r in rows if r["properties"].get(name)}) > 1),
    )  # fmt: skip


def _reasons(rows: list[dict[str, Any]], decisions: tuple[Decision, ...]) -> Iterator[str]:
    """Why the records are one: equal identifiers, equal names in one country, people's decisions."""
    holders: dict[str, set[str]] = defaultdict(set)
    named: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        record = f"{row['source']}/{row['key']}"
        for identifier in row["identifiers"]:
            holders[identifier].add(record)
        if row["properties"].get("country") and row["source"] != OWN:
            named[row["name"].casefold(), row["properties"]["country"]].add(record)
    for identifier, records in sorted(holders.items()):
        if len(records) > 1:
            yield f"Equal identifier {identifier}: {', '.join(sorted(records))}."
    for (_, country), records in sorted(named.items()):
        if len({r.partition('/')[0] for r in records}) > 1:
            yield f"Equal name, and both in {country}: {', '.join(sorted(records))}."
    for d in decisions:
        if d.kind == "same":
            yield f"Decision {d.id}: {d.a} and {d.b} are the same. {d.why}"
    if typed := sorted(f"{row['source']}/{row['key']}" for row in rows if row["source"] == OWN):
        yield f"Typed in here about one of the others: {', '.join(typed)}."
