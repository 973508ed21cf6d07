"""Reads what the removed things touch, and only that, and says what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from analysis.changes.cells import CellChange
from analysis.gaps.ask import Answer
from analysis.gaps.left import narrowed, without_bodies
from analysis.gaps.question import TOPICS, Question
from analysis.what_if import Gone, Loss, Roles, losses, worse
from analysis.what_if.programs import HOMELESS
from app.gaps.matrix_page import answered
from app.gaps.reading import reader, scopes
from app.remembered import remembered
from app.services import services
from app.what_if.asked import Asked
from app.what_if.surroundings import Measures, measures

TIMEOUT = 60.0
MOST = 20_000
Row = dict[str, Any]


@dataclass(frozen=True)
class Program:
    """A program that is touched: its row of ``what_if/programs``, what becomes of it, and who of its deliverers and payers stays."""

    row: Row
    losses: tuple[Loss, ...]
    stay: tuple[Row, ...]


@dataclass(frozen=True)
class Cells:
    """``worse``: cells whose state is lower; ``touched``: how many were looked at; ``after``: the matrix without what is gone."""

    worse: tuple[CellChange, ...]
    touched: int
    countries: tuple[str, ...]
    after: Answer | None


@dataclass(frozen=True)
class Result:
    """Everything that the page tells. ``money``: sums of programs that end or lose their only deliverer or payer."""

    programs: tuple[Program, ...]
    cells: Cells
    cut_off: tuple[Row, ...]
    parties: tuple[Row, ...]
    money: tuple[Row, ...]
    measures: Measures

    def of(self, loss: Loss) -> tuple[Program, ...]:
        """Programs of one fate."""
        return tuple(program for program in self.programs if loss in program.losses)


def result(asked: Asked) -> Result:
    """What changes without what is asked for; read once as long as nothing is loaded or decided."""
    ids = tuple(thing.id for thing in asked.things)
    return remembered(("what-if", ids, asked.as_of, asked.country, asked.focus), lambda: _result(asked))


def _result(asked: Asked) -> Result:
    gone = asked.gone
    params = {"organizations": sorted(gone.organizations), "programs": sorted(gone.programs), "as_of": asked.as_of}
    programs = tuple(_program(row, gone) for row in ask("programs", **params, agreements=sorted(gone.agreements)))
    homeless = [p.row["id"] for p in programs if set(p.losses) & set(HOMELESS)]
    return Result(
        programs, _cells(asked, programs), tuple(ask("cut-off", **params)),
        tuple(ask("parties", agreements=sorted(gone.agreements), as_of=asked.as_of)) if gone.agreements else (),
        tuple(ask("money", programs=homeless)) if homeless else (),
        measures(asked),
    )  # fmt: skip


def ask(name: str, **params: Any) -> list[Row]:
    """Rows of a question of ``cypher/what_if``."""
    made = services()
    return made.catalogue[f"what_if/{name}"].run(made.graph, params, limit=MOST, timeout=TIMEOUT).dicts()


def _program(row: Row, gone: Gone) -> Program:
    roles = Roles(row["id"], _ids(row["deliverers"]), _ids(row["funders"]), _ids(row["agreements"]))
    others = {body["id"]: body for body in (*row["deliverers"], *row["funders"]) if body["id"] not in gone.organizations}
    return Program(row, losses(roles, gone), tuple(others.values()))


def _ids(rows: list[Row]) -> frozenset[str]:
    return frozenset(row["id"] for row in rows)


def _cells(asked: Asked, programs: tuple[Program, ...]) -> Cells:
    """The matrix of the countries that are touched, with and without what is gone."""
    gone, day = asked.gone, asked.as_of.isoformat()
    delivered = [p.row for p in programs if _delivery_is_touched(p, gone)]
    trained = {row["country"] for row in ask("training", organizations=sorted(gone.organizations), as_of=asked.as_of)}
    countries = tuple(sorted(trained | {code for row in delivered for code in row["countries"]}))
    if not countries:
        return Cells((), 0, (), None)
    question, scope = Question(day, rows=TOPICS), scopes().rows
    before = narrowed(answered(reader(), question, scope), countries)  # that of all is kept: the page of gaps asks for the same
    if gone.programs or trained:
        after = answered(reader(), replace(question, countries=countries, without=gone.without), scope)
    else:
        after = without_bodies(reader(), before, gone.organizations, [row["id"] for row in delivered])
    both = [(before.matrix.cell(r, c), after.matrix.cell(r, c)) for r in after.matrix.rows for c in after.matrix.columns]
    touched = sum(one.supply != other.supply for one, other in both)
    return Cells(tuple(worse(before.matrix, after.matrix)), touched, countries, after)


def _delivery_is_touched(program: Program, gone: Gone) -> bool:
    return program.row["id"] in gone.programs or bool(_ids(program.row["deliverers"]) & gone.organizations)
