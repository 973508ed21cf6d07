"""The page of the coverage matrix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from flask import request, url_for

from analysis.gaps.ask import Answer, Reader, UnknownOrganization, ask
from analysis.gaps.cells import Cell, State
from analysis.gaps.matrix import Counts, Item
from analysis.gaps.question import COUNTRIES, Question
from analysis.gaps.scope import ScopeRow
from analysis.gaps.words import Asked, reason, whose
from app.gaps.asked import Form, form, question
from app.gaps.needs import Needs, needs
from app.gaps.reading import asked_in_words, reader, scopes
from app.gaps.sides import STATE_CLASS, Lie, lie, row_heading
from app.http.formats import Table
from app.http.page import Crumb, PageContext
from app.http.paging import asked_day
from app.http.problems import PageError
from app.http.sources import source_notes
from app.services import services

HELP = ("Who works on what, where, on the day above: each cell says whether work is served, thin, missing or unknown, and "
        "leads to the programs, partners and sources behind it. An empty cell is a gap only where a source is known to "
        "report all such work; everywhere else it is no data.")

MEANINGS = {
    State.SERVED: "Two partners or more are named, and something runs on for more than twelve months or states no end.",
    State.THIN: "One partner is named, or none, or everything has a stated end within twelve months.",
    State.GAP: "No program is known, and a source that is known to report this work has none.",
    State.NO_DATA: "No program is known, and no source is known to report this work. Nothing can be concluded.",
}
COLUMNS = ("row_id", "row", "column_id", "column", "as_of", "state", "causes", "reason", "programs", "partners",
           "programs_naming_nobody", "no_end_stated", "nearest_end", "latest_end", "other_programs", "programs_not_told",
           "sources_that_would_report", "whose_work")


@dataclass(frozen=True)
class StateCount:
    """How many cells have a state, and what the state means."""

    state: str
    word: str
    cells: int
    meaning: str


@dataclass(frozen=True, kw_only=True)
class GapsPage(PageContext):
    """The matrix. ``narrowed``: the filters in words; ``hidden``: columns of which nothing is known, not shown."""

    template: ClassVar[str] = "gaps/index.html"
    question: Question
    answer: Answer
    words: Asked
    form: Form
    counts: Counts
    states: tuple[StateCount, ...]
    columns: tuple[Item, ...]
    hidden: int
    show_all: bool
    lie: Lie
    needs: Needs
    funder_name: str
    narrowed: str
    fault: str
    outside: dict[str, int]

    @property
    def turned(self) -> bool:
        """Whether one of the choices is made that the form keeps folded."""
        return any(request.args.get(name) for name in ("rows", "columns", "country", "layout", "need", "since"))

    @property
    def caption(self) -> str:
        """What the table shows, in one line."""
        rows = next(choice.label for choice in self.form.rows if choice.value == self.question.rows)
        columns = next(choice.label for choice in self.form.columns if choice.value == self.question.columns)
        place = self.form.country_name(self.question.country) if self.question.country else self.question.region
        columns = columns if columns[1:2] == "." else columns[:1].lower() + columns[1:]
        return f"{rows} by {columns}{f', {place}' if place else ''}"

    def data(self) -> Any:
        """Every cell of the shown columns, with what was asked, what the states mean, and need."""
        return {
            "title": self.title, "as_of": self.question.as_of, "question": asdict(self.question),
            "states": [asdict(count) for count in self.states], "cells_covered_by_a_scope": self.counts.covered,
            "programs_outside": self.outside, "columns_without_anything_known": self.hidden,
            "cells": [dict(zip(COLUMNS, row, strict=True)) for row in self._every_cell()],
            "need": [asdict(value) for country in self.columns for value in self.needs.values.get(country.id, {}).values()],
            "sources": [asdict(source) for source in self.sources],
        }

    def table(self) -> Table:
        """One line a cell."""
        return Table("gaps", COLUMNS, self._every_cell())

    def _every_cell(self) -> Iterator[tuple[Any, ...]]:
        for column in self.columns:
            for row in self.answer.matrix.rows:
                yield self._cell(row, column, self.answer.matrix.cell(row, column))

    def _cell(self, row: Item, column: Item, cell: Cell) -> tuple[Any, ...]:
        supply = cell.supply
        return (
            row.id, row_heading(self.answer, row).name, column.id, column.name, cell.as_of, cell.state.value,
            [cause.value for cause in cell.causes], reason(cell, self.words), supply.programs, supply.partners,
            supply.unnamed, supply.open_ended, supply.nearest_end, supply.latest_end, supply.others, supply.unknown,
            sorted({scope.source for scope in cell.scopes}), sorted({whose(scope, self.words) for scope in cell.scopes}),
        )


def matrix_page() -> GapsPage:
    """The matrix that the request asks for."""
    reading = reader()
    offered = form(reading)
    asked = question(offered, services().today())
    found = scopes()
    answer = answered(reading, asked, found.rows)
    words = asked_in_words(answer)
    wanted = needs(reading, asked.as_of) if asked.columns == COUNTRIES else Needs((), (), {}, int(asked.as_of[:4]))
    columns, show_all = _shown(answer)
    counts = answer.matrix.counts()
    laid = lie(answer, columns, wanted.of, [i.id.removeprefix("indicator:") for i in wanted.chosen])
    return GapsPage(
        title="Gaps", help=HELP, crumbs=(Crumb("Overview", url_for("overview.index")), Crumb("Gaps")),
        as_of=asked_day(services().today()), sources=source_notes(), wide=True, question=asked, answer=answer,
        words=words, form=offered, counts=counts, states=state_counts(counts), columns=columns,
        hidden=len(answer.matrix.columns) - len(columns), show_all=show_all, lie=laid, needs=wanted,
        funder_name=answer.funder.name, narrowed=words.narrowed.strip(), fault=found.fault,
        outside=reading.rows("outside-counts", as_of=asked.as_of, since=asked.since or None)[0],
    )


def answered(reading: Reader, asked: Question, rows: Sequence[ScopeRow]) -> Answer:
    """The answer of the graph; 400 where the funder is in no source."""
    try:
        return ask(reading, asked, rows)
    except UnknownOrganization as error:
        raise PageError(400, f"No loaded source names the funder {error}.") from error


def state_counts(counts: Counts) -> tuple[StateCount, ...]:
    """The four states in their order."""
    return tuple(StateCount(STATE_CLASS[state], state.value, counts[state], MEANINGS[state]) for state in State)


def _shown(answer: Answer) -> tuple[tuple[Item, ...], bool]:
    """The columns to show: with ``show=all`` every one, else those of which something is known, if there are any."""
    asked = request.args.get("show", "")
    if asked not in ("", "all", "known"):
        raise PageError(400, f"show={asked}: expected known or all.")
    known = tuple(column for column in answer.matrix.columns if answer.matrix.is_known(column))
    return (answer.matrix.columns, True) if asked == "all" or not known else (known, False)
