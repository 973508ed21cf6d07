"""Where need is high and supply low: countries ranked, every factor shown, and what the ranking hangs on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, ClassVar

from flask import request, url_for

from analysis.gaps.ask import Answer, indicators, need
from analysis.gaps.cells import Cell, State
from analysis.gaps.need import Indicator, Value, severities
from analysis.gaps.priority import Candidate, Priority, rank, severity
from analysis.gaps.question import COUNTRIES, LINES, TOPICS
from analysis.gaps.sweep import Places, Sweep, sweep
from app.gaps.asked import Form, form, question
from app.gaps.matrix_page import answered
from app.gaps.needs import key
from app.gaps.reading import reader, scopes
from app.gaps.shares_page import focus_asked
from app.gaps.sides import STATE_CLASS
from app.http.formats import Table
from app.http.page import Crumb, PageContext
from app.http.paging import Column, Pager, asked_day, pager
from app.http.problems import PageError
from app.http.sources import source_notes
from app.services import services

TARGET = 2
FIRST = 10
MOST_INDICATORS = 8
LARGEST = 1000


@dataclass(frozen=True)
class Ranked:
    """A country in its place (equal ones share it), and its ``places`` over all ways of weighing.

    ``place`` is 0 and ``priority`` the most it could be where the supply is not known.
    """

    place: int
    code: str
    name: str
    state: str
    word: str
    priority: Priority
    values: Mapping[str, Value]
    places: Places | None = None


@dataclass(frozen=True, kw_only=True)
class PriorityPage(PageContext):
    """The ranking of countries with known supply; ``unknown``: those whose cell is no data; ``without``: no value of need."""

    template: ClassVar[str] = "gaps/priority.html"
    form: Form
    focus: str
    focus_name: str
    region: str
    since: str
    target: int
    known: tuple[Indicator, ...]
    weights: dict[str, float]
    ranked: tuple[Ranked, ...]
    shown: tuple[Ranked, ...]
    steady: tuple[Ranked, ...]
    swept: Sweep
    unknown: tuple[Ranked, ...]
    without: tuple[str, ...]
    pager: Pager
    fault: str

    @property
    def chosen(self) -> tuple[Indicator, ...]:
        """The indicators that have a weight."""
        return tuple(i for i in self.known if self.weights.get(i.id))

    @property
    def factor_columns(self) -> list[Column]:
        """A column for each of them."""
        return [Column(i.id, i.name, help=f"{i.unit}; {i.direction}") for i in self.chosen]

    def data(self) -> Any:
        """Every country with every factor."""
        return {
            "title": self.title, "as_of": self.as_of.isoformat() if self.as_of else "", "since": self.since, "focus_area": self.focus,
            "target": self.target, "weights": {key(name): weight for name, weight in self.weights.items()},
            "formula": "priority = severity x (1 - min(1, supply / target)); severity is the weighted mean, over the indicators "
                       "that have a value, of the share of other countries that are better off",
            "indicators": [asdict(indicator) for indicator in self.known],
            "ranking": [self._factors(row) for row in self.ranked],
            "supply_not_known": [self._factors(row) for row in self.unknown],
            "ways_of_weighing": self.swept.ways,
            "in_the_first_ten_whatever_the_weights": [row.name for row in self.steady], "without_a_value_of_need": self.without,
        }

    def table(self) -> Table:
        """One line a country, those whose supply is not known last."""
        columns = tuple(self._factors((*self.ranked, *self.unknown)[0])) if self.ranked or self.unknown else ("country",)
        return Table("priorities", columns, self._lines())

    def _lines(self) -> Iterator[tuple[Any, ...]]:
        for row in (*self.ranked, *self.unknown):
            yield tuple(self._factors(row).values())

    def _factors(self, row: Ranked) -> dict[str, Any]:
        p = row.priority
        known = row.place > 0
        line: dict[str, Any] = {
            "place": row.place or None, "country_code": row.code, "country": row.name, "state": row.word,
            "priority": round(p.priority, 4) if known else None, "at_most": round(p.priority, 4),
            "severity": round(p.severity, 4), "partners_named": p.supply, "target": p.target,
            "deficit": p.deficit if known else None, "unmet": round(p.unmet, 4) if known else None,
            "ways_in_first_ten": row.places.among_first if row.places else None,
            "ways_of_weighing": row.places.ways if row.places else None,
            "best_place": row.places.best if row.places else None, "worst_place": row.places.worst if row.places else None,
        }
        for factor in p.factors:
            value = row.values.get(factor.indicator)
            name = key(factor.indicator)
            line[f"{name}_value"] = value.value if value else None
            line[f"{name}_year"] = value.year if value else None
            line[f"{name}_severity"] = None if factor.severity is None else round(factor.severity, 4)
            line[f"{name}_weight"] = factor.weight
        return line


def priority_page() -> PriorityPage:
    """The ranking that the request asks for."""
    reading = reader()
    offered = form(reading)
    focus = focus_asked(offered)
    asked = question(offered, services().today())
    known = [i for i in indicators(reading, asked.as_of) if i.tells_need and i.countries][:MOST_INDICATORS]
    weights, target = _weights(known), _target()
    found = scopes()
    detail = TOPICS if focus.count(":") > 1 else LINES
    answer = answered(reading, replace(asked, rows=detail, columns=COUNTRIES, line=focus), found.rows)
    values = need(reading, asked.as_of, weights)
    ranked, unknown, without, swept = _rank(answer, focus, weights, target, known, values)
    pages = pager(len(ranked))
    return PriorityPage(
        title=f"Priorities: {offered.line_name(focus)}", as_of=asked_day(services().today()), sources=source_notes(), wide=True,
        help="Countries where need is high and few partners are named, with every factor of the ranking. Change target and "
             "weights to see what the ranking hangs on; a country whose supply is not known is not ranked.",
        crumbs=(Crumb("Overview", url_for("overview.index")), Crumb("Gaps", url_for("gaps.index")), Crumb("Priorities")),
        form=offered, focus=focus, focus_name=offered.line_name(focus), region=asked.region, since=asked.since,
        target=target, known=tuple(known),
        weights=weights, ranked=tuple(ranked), shown=pages.of(ranked),
        steady=tuple(row for row in ranked if swept.always(row.code)), swept=swept, unknown=tuple(unknown), without=tuple(without),
        pager=pages, fault=found.fault,
    )


def _rank(
    answer: Answer, focus: str, weights: Mapping[str, float], target: int, known: Sequence[Indicator],
    values: Mapping[str, Mapping[str, Value]],
) -> tuple[list[Ranked], list[Ranked], list[str], Sweep]:
    worse = {i.id: severities({c: v[i.id].value for c, v in values.items() if i.id in v}, i.direction) for i in known if i.id in weights}
    cells = {column.id: (column, answer.matrix.cells[focus, column.id]) for column in answer.matrix.columns}
    candidates = [
        Candidate(code, cell.supply.partners, {i: by[code] for i, by in worse.items() if code in by})
        for code, (_, cell) in cells.items()
    ]
    sure = [c for c in candidates if _is_known(cells[c.country][1], target)]
    unsure = [c for c in candidates if not _is_known(cells[c.country][1], target)]

    def view(place: int, p: Priority) -> Ranked:
        column, cell = cells[p.country]
        places = swept.places[p.country] if place else None
        return Ranked(place, p.country, column.name, STATE_CLASS[cell.state], cell.state.value, p, values.get(p.country, {}), places)

    swept = sweep([c for c in sure if severity(c.severities, weights) is not None], weights, target, FIRST)
    in_order = rank(sure, weights, target)
    ranked = [view(place, p) for place, p in zip(_places(in_order), in_order, strict=True)]
    unknown = [view(0, p) for p in rank(unsure, weights, target)]
    without = sorted(cells[c.country][0].name for c in sure if severity(c.severities, weights) is None)
    return ranked, unknown, without, swept


def _places(in_order: Sequence[Priority]) -> list[int]:
    """The place of each, in the order of the ranking: one more than there are with a higher priority; the last for nought."""
    places: list[int] = []
    for number, p in enumerate(in_order, start=1):
        before = in_order[number - 2].priority if number > 1 else None
        same = before is not None and round(before, 12) == round(p.priority, 12)
        places.append(len(in_order) if round(p.priority, 12) == 0 else places[-1] if same else number)
    return places


def _is_known(cell: Cell, target: int) -> bool:
    """Whether the number of partners is known as far as the target goes: programs that name nobody could hide some."""
    return cell.state is not State.NO_DATA and (not cell.supply.unnamed or cell.supply.partners >= target)


def _target() -> int:
    text = request.args.get("target", "").strip()
    if not text:
        return TARGET
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= LARGEST):
        raise PageError(400, f"target={text}: expected a number of partners from 1 to {LARGEST}.")
    return int(text)


def _weights(known: Sequence[Indicator]) -> dict[str, float]:
    """Weights by indicator from ``weight-KEY=``; one each where none is given; 400 for what is no number of 0 to 1000."""
    given = {i.id: request.args.get(f"weight-{key(i.id)}", "").strip() for i in known}
    if not any(given.values()):
        return {i.id: 1.0 for i in known}
    weights = {}
    for name, text in given.items():
        try:
            weight = float(text or 0)
        except ValueError:
            weight = -1
        if not 0 <= weight <= LARGEST:
            raise PageError(400, f"weight-{key(name)}={text}: expected a number from 0 to {LARGEST}.")
        if weight:
            weights[name] = weight
    if not weights:
        raise PageError(400, "Every weight is 0: give at least one indicator a weight above 0.")
    return weights
