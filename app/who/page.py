"""The page with the answers: each name, whom it may mean and why, and what was chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from analysis.resolution.bands import LIKELY, POSSIBLE
from app.http.choices import Choice
from app.http.formats import Table
from app.http.page import PageContext, plain
from app.http.paging import Pager
from app.http.site import profile
from app.work.who.matching import CERTAIN, Answer, Match

NOBODY = "not in this network"
COLUMNS = (
    "row", "name", "country_given", "answer", "chosen_by_hand", "organization_id", "organization", "organization_country",
    "organization_kind", "score", "for", "against", "profile", "others",
)  # fmt: skip
BANDS = {
    CERTAIN: "Certain: the same identifier, or the identical name in the same country, and nobody else's",
    LIKELY: "Likely: enough speaks for it, and nothing we know of against it",
    POSSIBLE: "Possible: a person has to look",
}


@dataclass(frozen=True)
class Line:
    """A name with its answer. ``number``: from 0; ``chosen``: the id that counts, empty for nobody; ``by_hand``: by a person."""

    number: int
    answer: Answer
    chosen: str
    by_hand: bool

    @property
    def match(self) -> Match | None:
        """The match that counts."""
        return next((m for m in self.answer.matches if m.id == self.chosen), None)

    @property
    def said(self) -> str:
        """What is known of the name, in a word or two."""
        if self.match is not None:
            return self.match.band
        if self.answer.matches:
            return "nobody chosen" if self.by_hand else "to be decided"
        return NOBODY


@dataclass(frozen=True, kw_only=True)
class WhoPage(PageContext):
    """The form and, once names were asked, their answers."""

    template: ClassVar[str] = "who/index.html"
    countries: tuple[Choice, ...]
    names: str = ""
    where: str = ""
    token: str = ""
    lines: tuple[Line, ...] = ()
    shown: tuple[Line, ...] = ()
    pager: Pager | None = None
    counts: tuple[tuple[str, int], ...] = ()
    organizations: int = 0

    def data(self) -> Any:
        """Every name with all its matches."""
        return {"organizations": self.organizations, "counts": dict(self.counts), "names": [_told(line) for line in self.lines]}

    def table(self) -> Table:
        """One row a name, with the match that counts."""
        return Table("who-is-this", COLUMNS, (_row(line) for line in self.lines))


def _told(line: Line) -> dict[str, Any]:
    return {
        "row": line.number + 1,
        "name": line.answer.asked.name,
        "country": line.answer.asked.country,
        "answer": line.said,
        "chosen": line.chosen or None,
        "chosen_by_hand": line.by_hand,
        "matches": plain(line.answer.matches),
    }


def _row(line: Line) -> Sequence[Any]:
    asked, match = line.answer.asked, line.match
    others = [f"{m.id} {m.name}" for m in line.answer.matches if match is None or m.id != match.id]
    found = ("", "", "", "", "", "", "", "") if match is None else (
        match.id, match.name, match.country, match.kind, match.score, match.supports, match.opposes, profile(match.id))  # fmt: skip
    return (line.number + 1, asked.name, asked.country, line.said, line.by_hand, *found, others)


def lines_of(answers: Sequence[Answer], chosen: Mapping[int, str]) -> tuple[Line, ...]:
    """Each answer with the match that counts: the one chosen, else a certain or likely one."""
    return tuple(_line(number, answer, chosen) for number, answer in enumerate(answers))


def _line(number: int, answer: Answer, chosen: Mapping[int, str]) -> Line:
    if number in chosen:
        return Line(number, answer, chosen[number], True)
    sure = answer.band in (CERTAIN, LIKELY) and not answer.matches[0].part
    return Line(number, answer, answer.matches[0].id if sure else "", False)


def counts_of(lines: Sequence[Line]) -> tuple[tuple[str, int], ...]:
    """How many names got which answer."""
    order = (CERTAIN, LIKELY, POSSIBLE, "to be decided", "nobody chosen", NOBODY)
    said = [line.said for line in lines]
    return tuple((name, said.count(name)) for name in order if name in said)
