"""The page that lists who could help, best reasons first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import url_for

from analysis.recommend import WEIGHTS, Candidate, Cell, Ranked
from app.gaps.kinds import BY_KEY
from app.gaps.standing import STATES, Search, key_of
from app.http.formats import Table
from app.http.kinds import KIND_LOOKS
from app.http.page import Crumb, PageContext
from app.http.paging import Pager, pager
from app.http.sources import source_notes, titles
from app.recommend.asked import NOT_STATED, Asked, asked
from app.recommend.reading import Read, ranked
from app.recommend.words import Evidence, Names, against, evidence, reasons
from app.services import services
from graph.model import KINDS
from ledger.findings import Findings

SIZE = 10
EVIDENCE = 12
COLUMNS = ("rank", "organization_id", "organization", "kind", "score", *(f"{part}_part" for part in WEIGHTS), "why", "against",
           "evidence", "places", "sources")
HELP = ("Organizations that the loaded sources give a reason to ask, those that do this elsewhere and are not here first. It is a list to "
        "start from, not a judgment: read the reasons, and what speaks against. Who is in no source is not here.")
PARTS = {
    "elsewhere": "does this in other countries, those most like this one counting most",
    "programs": "has programs elsewhere on just this, each counted once, the latest counting most",
    "here": "works here on something near, or did this here before",
    "tie": "has an agreement, a partnership or another link with this country, or its U.S. state has",
    "bodies": "has worked with bodies of this country",
    "knows": "has shared programs elsewhere with those at work here",
    "recent": "has begun programs lately, on anything",
    "nearby": "does other work elsewhere",
}


@dataclass(frozen=True)
class Row:
    """A candidate with its place in the list, its score out of 100, the sentences for and against, and the rows behind."""

    rank: int
    id: str
    name: str
    kind: str
    score: float
    parts: dict[str, float]
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Judged:
    """What somebody judged of the cell: the state of the finding, who has it, why, and where it is."""

    state: str
    owner: str
    why: str
    address: str


@dataclass(frozen=True, kw_only=True)
class RecommendPage(PageContext):
    """``rows``: every candidate of the kinds asked for; ``total``: of all kinds. ``present``: who is at work in the cell already."""

    template: ClassVar[str] = "recommend/index.html"
    asked: Asked
    rows: tuple[Row, ...]
    total: int
    shown: tuple[Row, ...]
    present: tuple[tuple[str, str, str], ...]
    pager: Pager
    narrowed: bool
    cell: str
    kinds: tuple[tuple[str, str], ...]
    source_titles: dict[str, str]
    judged: tuple[Judged, ...]
    parts: tuple[tuple[str, str, int], ...] = tuple((key, text, round(100 * WEIGHTS[key])) for key, text in PARTS.items())
    at_once: int = EVIDENCE

    def data(self) -> Any:
        """What was asked, everybody in order, and who is there already."""
        return {"country": self.asked.country, "focus": self.asked.focus, "kinds": self.asked.kinds, "as_of": self.as_of,
                "weights": dict(WEIGHTS), "candidates": list(self.rows), "of_all_kinds": self.total,
                "judged": list(self.judged),
                "at_work_already": [{"id": id_, "name": name, "kind": kind} for id_, name, kind in self.present]}

    def table(self) -> Table:
        """One line a candidate."""
        return Table("who-could-help", COLUMNS, self._lines())

    def _lines(self) -> Iterator[tuple[Any, ...]]:
        for r in self.rows:
            places = sorted({place for e in r.evidence for place in e.places})
            sources = sorted({source for e in r.evidence for source in e.sources})
            yield (r.rank, r.id, r.name, r.kind, r.score, *(round(r.parts.get(part, 0.0), 3) for part in WEIGHTS), " ".join(r.reasons),
                   " ".join(r.against), [e.name for e in r.evidence], places, sources)


def recommend_page() -> RecommendPage:
    """The page that the request asks for."""
    wanted = asked()
    found = ranked(wanted) if wanted.whole else None
    rows = tuple(_rows(wanted, *found)) if found else ()
    pages = pager(len(rows), size=SIZE)
    shown = rows[pages.offset : pages.offset + pages.size]
    title = f"Who could help in {wanted.where} on {wanted.what}?" if wanted.whole else "Who could help?"
    return RecommendPage(
        title=title, help=HELP, crumbs=(Crumb("Overview", url_for("overview.index")), Crumb("Who could help")), as_of=wanted.as_of,
        sources=source_notes({source for r in shown for e in r.evidence for source in e.sources}), asked=wanted, rows=rows,
        total=len(found[0].candidates) if found else 0, shown=shown,
        present=tuple((c.body.id, c.body.name, c.body.kind) for c in found[0].present) if found else (), pager=pages,
        narrowed=bool(found and found[1].narrowed), cell=_cell(wanted), source_titles=titles(),
        judged=tuple(_judged(wanted)) if wanted.whole else (),
        kinds=(*((kind, KIND_LOOKS[kind].plural) for kind in KINDS), (NOT_STATED, "Kind not stated")),
    )  # fmt: skip


def _cell(wanted: Asked) -> str:
    return url_for("gaps.cell", focus=wanted.focus, country=wanted.country, as_of=wanted.as_of.isoformat()) if wanted.whole else ""


def _judged(wanted: Asked) -> Iterator[Judged]:
    """Findings on the cell, as a gap or as thin, on the day or on any day."""
    findings = Findings(services().ledger)
    about = {"country": wanted.country, "focus_area": wanted.focus}
    keys = {key_of(Search(BY_KEY[key], day=day), about): None for key in STATES for day in ("", wanted.as_of.isoformat())}
    for finding in (found for key in keys if (found := findings.find(key))):
        why = next((event.note for event in reversed(findings.history(finding.id)) if event.note), "")
        yield Judged(finding.state, finding.owner, why, finding.address)


def _rows(wanted: Asked, found: Ranked, read: Read) -> Iterator[Row]:
    cell = Cell(wanted.country, f"focus:{wanted.focus}", wanted.as_of.isoformat())
    names = Names({c.value: c.label for c in wanted.form.countries}, wanted.where, wanted.what)
    for place, c in enumerate((c for c in found.candidates if wanted.shows(c.body.kind)), 1):
        yield _row(place, c, read, cell, names)


def _row(place: int, c: Candidate, read: Read, cell: Cell, names: Names) -> Row:
    return Row(place, c.body.id, c.body.name, c.body.kind, round(100 * c.score(), 1), c.parts, reasons(read.world, cell, c, names),
               against(cell, c, names), evidence(c, names))
