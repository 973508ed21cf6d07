"""Two organizations side by side: what is stated of each, what speaks for and against, and the keys to answer with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import request, session, url_for

from app.http.formats import Table
from app.http.page import Crumb, PageContext
from app.http.problems import not_found
from app.http.sources import source_notes
from app.http.text import LONGEST_ID
from app.resolve.evidence import Evidence, evidence, joined
from app.resolve.suggested import OPEN, Filters, Suggestions, asked_filters, suggestions
from app.services import services
from ledger.errors import NotFound
from ledger.judgements import Judgements
from ledger.models import Decision

HELD = ("in force", "waiting", "being applied", "noted")
SHARED = ("programs", "beside", "partners", "links")
SAID = {"same": "the same", "not-same": "not the same", "part-of": "one is part of the other", "unsure": "unsure"}


@dataclass(frozen=True)
class Pair:
    """Two organizations of the network by their records, as a comparison found them or as an address names them."""

    one: dict[str, Any]
    other: dict[str, Any]
    shared: dict[str, dict[str, Any]]
    suggested: dict[str, Any]
    records: tuple[str, str]

    @property
    def evidence(self) -> Evidence:
        """What speaks for and against."""
        return evidence(self.one, self.other, self.shared, self.suggested)

    @property
    def is_one(self) -> bool:
        """Whether the network has them as one."""
        return bool(self.one["id"] == self.other["id"])


@dataclass(frozen=True, kw_only=True)
class PairPage(PageContext):
    """Two organizations. ``judged``: every answer on them that holds; ``undo``: the answer before this page, if any."""

    template: ClassVar[str] = "resolve/pair.html"
    pair: Pair
    found: Evidence
    effects: tuple[str, ...]
    judged: tuple[Decision, ...]
    filters: Filters
    left: int
    undo: Decision | None
    by: str
    said: dict[str, str]

    def data(self) -> Any:
        """Both, the evidence and what was judged."""
        return {"one": self.pair.one, "other": self.pair.other, "speaks_for": self.found.speaks_for,
                "speaks_against": self.found.speaks_against,
                "score": self.pair.suggested.get("score"), "band": self.pair.suggested.get("band", ""), "if_one": self.effects,
                "judged": [{"kind": d.kind, "why": d.why, "by": d.by, "at": d.at, "state": d.state} for d in self.judged]}

    def table(self) -> Table:
        """One line a piece of evidence."""
        return Table("same-or-not", ("speaks", "what"), self._evidence())

    def _evidence(self) -> Iterator[tuple[str, str]]:
        yield from (("for", text) for text in self.found.speaks_for)
        yield from (("against", text) for text in self.found.speaks_against)


def asked_pair(found: Suggestions | None) -> Pair:
    """The two that the request names by their records; 404 where one is not in the network."""
    records = tuple(request.args.get(name, "").strip()[:LONGEST_ID] for name in ("one", "other"))
    suggested = found.full([(records[0], records[1])]) if found else []
    ids = (suggested[0]["one_id"], suggested[0]["other_id"]) if suggested else ("", "")
    one, other = (side_of(record, id_) for record, id_ in zip(records, ids, strict=True))
    if one is None or other is None:
        gone = records[0] if one is None else records[1]
        raise not_found(f"No organization of the network has a record {gone!r}.", "A load may have been undone since. See the list.")
    return Pair(one, other, shared_by(one["id"], other["id"]), suggested[0] if suggested else {}, (records[0], records[1]))


def side_of(record: str, id_: str = "") -> dict[str, Any] | None:
    """The organization that has a record, ``None`` where there is none; ``id_``: what it was called when it was last seen."""
    made = services()
    for guess in filter(None, (id_, f"org:{record.replace('/', ':', 1)}")):
        side = made.catalogue["resolve/side"].run(made.graph, {"id": guess}).one()
        if side is not None and record in side["records"]:
            return side
    found = made.catalogue["resolve/by-record"].run(made.graph, {"record": record}).one() if record else None
    return made.catalogue["resolve/side"].run(made.graph, {"id": found["id"]}).one() if found else None


def shared_by(one: str, other: str) -> dict[str, dict[str, Any]]:
    """What two organizations share, by what it is."""
    made = services()
    rows = made.catalogue["resolve/shared"].run(made.graph, {"one": one, "other": other}).dicts()
    return {what: {"total": 0, "shown": []} for what in SHARED} | {row["what"]: row for row in rows}


def pair_page() -> PairPage:
    """The pair that the request asks for."""
    found, filters = suggestions(), asked_filters()
    pair = asked_pair(found)
    evidence_ = pair.evidence
    return PairPage(
        title="The same or not?",
        crumbs=(Crumb("Overview", url_for("overview.index")), Crumb("Same or not?", url_for("resolve.index", **filters.arguments())),
                Crumb("Two organizations")),
        sources=source_notes({*pair.one["sources"], *pair.other["sources"]}),
        help="Look at both, then press a key or a button; the next pair follows. Any answer can be taken back, now or later.",
        pair=pair, found=evidence_, effects=joined(pair.one, pair.other, pair.shared, pair.suggested.get("overlaps", 0)),
        judged=tuple(_judged(pair)), filters=filters, left=sum(judged == OPEN for *_, judged in found.ordered(filters)) if found else 0,
        undo=_before(), by=str(session.get("reviewer", ""))[:200], said=SAID,
    )  # fmt: skip


def _judged(pair: Pair) -> Iterator[Decision]:
    """Answers that hold between any record of the one and any of the other, the latest first."""
    one, other = set(pair.one["records"]), set(pair.other["records"])
    for decision in reversed(Judgements(services().ledger).holding()):
        if (decision.a in one and decision.b in other) or (decision.a in other and decision.b in one):
            yield decision


def _before() -> Decision | None:
    """The answer that was given just before, while it holds."""
    number = request.args.get("undo", "")
    if not number.isascii() or not number.isdecimal() or len(number) > 9:
        return None
    try:
        decision = services().ledger.decision(int(number))
    except NotFound:
        return None
    return decision if decision.state in HELD else None
