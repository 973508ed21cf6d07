"""Two programs side by side: what they share, what differs, what nobody stated, and what a person judged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import request, url_for

from analysis.resolution.text import latin
from app.http.choices import choices
from app.http.formats import Table
from app.http.page import Crumb, PageContext
from app.http.problems import not_found
from app.http.sources import source_notes, titles
from app.http.text import LONGEST_ID
from app.overlaps.asked import TIERS
from app.overlaps.partners import Partners, partners
from app.services import services
from app.work.overlaps.reading import read_program
from app.work.overlaps.tables import compared
from ledger.findings import STATES, VERDICTS, Findings, Subject
from ledger.models import Finding, FindingEvent

COLUMNS = ("facet", "answer")
SUMS = 10
PAIR = """
    select * from {pairs}
    where ((one = $one and other = $other) or (one = $other and other = $one)) and ($country = '' or country = $country)
    order by score desc limit 1
"""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Side:
    """One of the two programs: its row of the graph, the money stated about it, its text in pieces (piece, whether shared)."""

    program: dict[str, Any]
    money: tuple[dict[str, Any], ...]
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, kw_only=True)
class PairPage(PageContext):
    """A pair. ``finding``: what was judged, if anything; ``history``: everything that was done about it."""

    template: ClassVar[str] = "overlaps/pair.html"
    pair: dict[str, Any]
    country_name: str
    meaning: str
    sides: tuple[Side, Side]
    finding: Finding | None
    history: tuple[FindingEvent, ...]
    partners: Partners
    source_titles: dict[str, str]
    most_sums: int = SUMS
    states: tuple[str, ...] = STATES
    verdicts: tuple[str, ...] = VERDICTS

    def data(self) -> Any:
        """The pair, both programs, and the judgement."""
        return {"overlap": {**self.pair, "score": round(self.pair["score"], 3)}, "programs": [side.program for side in self.sides],
                "state": self.finding.state if self.finding else "not judged", "verdict": self.finding.verdict if self.finding else "",
                "history": [{"at": e.at, "by": e.by, "changes": e.changes, "note": e.note} for e in self.history]}

    def table(self) -> Table:
        """One line a facet."""
        return Table("overlap", COLUMNS, self._facets())

    def _facets(self) -> Iterator[tuple[str, str]]:
        for name, column in (("the same", "matched"), ("different", "differs"), ("not stated", "missing")):
            for text in self.pair[column]:
                yield text, name


def asked_pair() -> tuple[dict[str, Any], Subject]:
    """The pair of the address and what a finding on it is about; 404 where the last comparison did not find it."""
    values = {name: request.values.get(name, "")[:LONGEST_ID] for name in ("one", "other", "country")}
    kept = compared(services())
    found = kept.rows(PAIR, values) if kept else []
    if not found:
        raise not_found("The last comparison did not find these two programs as an overlap.", "See the list of overlaps.")
    pair = found[0]
    address = url_for("overlaps.pair", one=pair["one"], other=pair["other"], country=pair["country"])
    title = f"{pair['one_title']} and {pair['other_title']}"
    return pair, Subject("overlap", pair["key"], title, address, pair["facts"], pair["country"])


def pair_page() -> PairPage:
    """The pair that the request asks for."""
    made = services()
    pair, _ = asked_pair()
    name = choices().country_name(pair["country"])
    finding = Findings(made.ledger).find(pair["key"])
    sides = (_side(pair["one"], pair), _side(pair["other"], pair))
    keys = {key for side in sides for key in side.program["sources"]}
    return PairPage(
        title=f"Overlap in {name}",
        help="Two programs that may do the same work and are not known to have one funder. What no source states may be the same or not.",
        crumbs=(Crumb("Overview", url_for("overview.index")), Crumb("Overlaps", url_for("overlaps.index")),
                Crumb(name, url_for("overlaps.index", country=pair["country"])), Crumb("Two programs")),
        sources=source_notes(keys), pair=pair, country_name=name, meaning=TIERS[pair["tier"]], sides=sides, finding=finding,
        history=tuple(Findings(made.ledger).history(finding.id)) if finding else (), partners=partners([pair["one"], pair["other"]]),
        source_titles=titles(),
    )  # fmt: skip


def _side(id_: str, pair: dict[str, Any]) -> Side:
    made = services()
    program = read_program(made, id_)
    if program is None:
        raise not_found("One of these programs is no longer in the network.", "Compare again on the list of overlaps.")
    money = made.catalogue["pages/program-money"].run(made.graph, {"id": id_, "size": SUMS + 1}).dicts()
    return Side(program, tuple(money), tuple(marked(program["description"] or "", pair["terms"])))


def marked(text: str, terms: list[str]) -> Iterator[tuple[str, bool]]:
    """A text in pieces: the words that both programs use, and what stands between."""
    wanted, at = {latin(term) for term in terms}, 0
    for word in _WORD.finditer(text):
        if latin(word[0]) in wanted:
            yield text[at:word.start()], False
            yield word[0], True
            at = word.end()
    yield text[at:], False
