"""What stands beside the facts of a profile in a brief: gaps, possible overlaps, and what changed in the last three months."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from flask import url_for

from analysis.gaps.ask import Answer
from analysis.gaps.cells import State
from analysis.gaps.days import months_after
from analysis.gaps.question import LINES, TOPICS, Question
from analysis.gaps.words import reason
from app.brief.blocks import MOST, Block, Cell
from app.changes.asked import QUARTER, Asked, Filters
from app.changes.change import WHATS, Change
from app.changes.world import world
from app.gaps.matrix_page import answered
from app.gaps.reading import asked_in_words, reader, scopes
from app.http.paging import EARLIEST
from app.http.site import profile
from app.http.text import count, day
from app.overlaps import reading
from app.overlaps.asked import Asked as AskedOverlaps
from app.overlaps.listing import PairRow, comparison
from app.profiles.sections import Subject

_ORDER = (State.GAP, State.THIN, State.NO_DATA, State.SERVED)


def code(subject: Subject) -> str:
    """What follows the prefix of the id: ``GT``, ``III``."""
    return subject.id.partition(":")[2]


def gaps(subject: Subject) -> Block:
    """Cells of the coverage matrix of a country, or of a focus area, the gaps first."""
    heading, address = "Gaps", _gaps_address(subject)
    if subject.type not in ("country", "focus"):
        return Block("gaps", heading, empty="A gap is told of a country and a line of effort, not of one body or program. "
                     "What would become a gap without this one stands on the page that the link opens.",
                     more=Cell("What if it were gone", url_for("what_if.index", gone=subject.id)))
    answer = answered(reader(), _question(subject), scopes().rows)
    told = list(_cells(subject, answer))
    states = ", ".join(f"{n} {state.value}" for state in _ORDER if (n := sum(found is state for found, _ in told)))
    told.sort(key=lambda item: _ORDER.index(item[0]))
    return Block(
        "gaps", heading, f"Of {count(len(told), 'cell')}: {states}. A cell without a program is a gap only where a source is known to "
        "report all such work; elsewhere it is no data." if told else "", ("Of what", "State", "Why"), tuple(row for _, row in told[:MOST]),
        "No line of effort or country is loaded, so that no cell can be judged.", _more(len(told), "cell", address),
    )  # fmt: skip


def overlaps(subject: Subject) -> Block:
    """Pairs of programs that may do the same work, the likeliest first."""
    made, heading = comparison(), "Possible overlaps"
    if made is None:
        return Block("overlaps", heading, empty="The programs have not been compared yet; nothing is known about overlaps.",
                     more=Cell("Compare them", url_for("overlaps.index", as_of=None)))
    key = {"country": "country", "focus": "focus"}.get(subject.type, "who")
    asked = AskedOverlaps({key: (subject.id if key == "who" else code(subject),)})
    pairs = reading.every_pair(made.kept, asked, made.base)
    compared = f"Programs were compared on {day(made.kept.about['at'][:10])}, whatever the day of this brief."
    of = {"organization": " that it pays for"}.get(subject.type, "")
    return Block(
        "overlaps", heading, f"{count(len(pairs), 'pair').capitalize()} of programs{of} may do the same work in one country. Each is a "
        f"suggestion for people to judge. {compared}" if pairs else "", ("Programs", "Country", "How far", "The same", "Judged"),
        tuple(_pair(row, made.offered.country_name(row.pair["country"])) for row in made.rows(pairs[:MOST])),
        f"No pair of programs{of} was found that may do the same work; that does not say that there is none. {compared}",
        _more(len(pairs), "pair", asked.address()),
    )  # fmt: skip


def changes(subject: Subject) -> Block:
    """What began, ended, came or went in the three months up to the day."""
    before = max(EARLIEST, dt.date.fromisoformat(months_after(subject.as_of.isoformat(), -QUARTER)))
    heading = f"What changed since {day(before)}"
    if subject.type == "program":
        return Block("changes", heading, empty="Changes are told of countries, organizations and focus areas. The dates of this program "
                     "and of its links stand in the tables above.")
    name = {"country": "country", "focus": "focus"}.get(subject.type, "organization")
    asked = Asked(before, subject.as_of, Filters(**{name: subject.id if name == "organization" else code(subject)}))
    found = world(asked).changes
    address: dict[str, Any] = {"as_of": None, **asked.address()}
    return Block(
        "changes", heading, f"{count(len(found), 'change').capitalize()} between {day(before)} and {day(subject.as_of)}, as the sources "
        "date them; what no source dates cannot be here." if found else "", ("What", "Of whom or what", "When", "Stated by"),
        tuple(_change(change) for change in found[:MOST]),
        "No source dates a change in these three months; what no source dates cannot be here.",
        _more(len(found), "change", url_for("changes.index", **address)),
        frozenset(source for change in found[:MOST] for source in change.sources),
    )  # fmt: skip


def _gaps_address(subject: Subject) -> str:
    chosen: dict[str, Any] = {"country" if subject.type == "country" else "line": code(subject), "as_of": subject.as_of.isoformat()}
    return url_for("gaps.index", **chosen)


def _question(subject: Subject) -> Question:
    if subject.type == "country":
        return Question(subject.as_of.isoformat(), country=subject.key)
    return Question(subject.as_of.isoformat(), rows=TOPICS if ":" in code(subject) else LINES, line=subject.id)


def _cells(subject: Subject, answer: Answer) -> Iterator[tuple[State, tuple[Cell, ...]]]:
    """Cells with their state: of a country by line, of a focus area by country of which something is known."""
    asked = asked_in_words(answer)
    for column in answer.matrix.columns:
        for row in answer.matrix.rows:
            cell = answer.matrix.cells.get((row.id, column.id))
            mine = row.id == subject.id and answer.matrix.is_known(column) if subject.type == "focus" else True
            if cell is not None and mine:
                of = Cell(row.name, profile(row.id)) if subject.type == "country" else Cell(column.name, profile(f"country:{column.id}"))
                yield cell.state, (of, Cell(cell.state.value), Cell(reason(cell, asked)))


def _pair(row: PairRow, country: str) -> tuple[Cell, ...]:
    return (Cell(" and ".join(side.title for side in row.sides), row.address), Cell(country), Cell(row.pair["tier"]),
            Cell("; ".join(row.matched)), Cell(row.state))


def _change(change: Change) -> tuple[Cell, ...]:
    when = day(change.day, change.day_text) or "no day stated"
    what = f"{WHATS[change.what].heading}{f': {change.told}' if change.told else ''}"
    return Cell(what), Cell(change.name, change.address or profile(change.id)), Cell(when), Cell("; ".join(change.sources))


def _more(total: int, noun: str, address: str) -> Cell | None:
    if not total:
        return None
    return Cell(f"All {count(total, noun)}; {MOST} are shown here" if total > MOST else f"Open {count(total, noun)}", address)
