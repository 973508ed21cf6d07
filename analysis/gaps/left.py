"""The coverage matrix without some organizations, from the matrix with them: only the programs that they deliver are asked about again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from analysis.gaps.ask import Answer, Reader, supplies_of
from analysis.gaps.cells import Supply
from analysis.gaps.matrix import Item, build

# What is counted of each program, so that the counts of some can be taken away and put back. Ends are not among them: no program ends.
_COUNTS = ("programs", "partners", "unnamed", "open_ended", "others", "unknown")


def narrowed(answer: Answer, countries: Collection[str]) -> Answer:
    """An answer by countries, of some of them."""
    columns = [column for column in answer.matrix.columns if column.id in countries]
    question = replace(answer.question, countries=tuple(sorted(countries)))
    return _built(replace(answer, question=question), columns, [cell.supply for cell in answer.matrix.cells.values()])


def without_bodies(reader: Reader, answer: Answer, organizations: Iterable[str], programs: Iterable[str]) -> Answer:
    """An answer by focus areas and countries, as if some organizations had left. ``programs``: all that they deliver.

    For organizations that train nobody: a training that is gone may take the first or last stated end of a cell with it, and which comes
    next is known only to who asks for the whole cell.
    """
    question = replace(answer.question, without=tuple(sorted(organizations)))
    asked = {"rows": "focus", "columns": "country", "as_of": question.as_of, "only": sorted(programs)}
    before = {(s.row, s.column): s for s in supplies_of(reader, asked)}
    after = {(s.row, s.column): s for s in supplies_of(reader, asked | {"without": list(question.without)})}
    supplies = [
        _less(cell.supply, before[key], after.get(key, Supply(*key, 0, 0))) if key in before else cell.supply
        for key, cell in answer.matrix.cells.items()
    ]  # fmt: skip
    return _built(replace(answer, question=question), answer.matrix.columns, supplies)


def _less(supply: Supply, before: Supply, after: Supply) -> Supply:
    """Exact for partners too: nobody but those who leave is counted in ``before`` and not in ``after``, and they are nowhere else."""
    return replace(supply, **{name: getattr(supply, name) - getattr(before, name) + getattr(after, name) for name in _COUNTS})


def _built(answer: Answer, columns: Iterable[Item], supplies: Iterable[Supply]) -> Answer:
    matrix = build(answer.matrix.rows, tuple(columns), supplies, answer.scopes, answer.question.as_of)
    return replace(answer, matrix=matrix)
