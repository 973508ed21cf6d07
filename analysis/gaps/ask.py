"""Asks the graph for a coverage matrix, for one cell of it, and for need beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from analysis.gaps import axes
from analysis.gaps.cells import Cell, Supply
from analysis.gaps.matrix import Item, Matrix, build
from analysis.gaps.need import Indicator, Value, need_table
from analysis.gaps.question import KINDS_OF_PARTNER, REGIONS, ROW_OF_QUERY, SECTORS, STATES, YEARS, Question
from analysis.gaps.scope import ANY, ScopeRow
from graph.catalogue import Catalogue
from graph.client import Graph

TIMEOUT = 60.0


class UnknownOrganization(LookupError):
    """A funder that no loaded source names."""


@dataclass(frozen=True)
class Reader:
    """Runs the queries of ``cypher/gaps``."""

    graph: Graph
    catalogue: Catalogue

    def rows(self, name: str, **params: Any) -> list[dict[str, Any]]:
        """All rows of a query by its name."""
        return self.catalogue[f"gaps/{name}"].run(self.graph, params, timeout=TIMEOUT).dicts()


@dataclass(frozen=True)
class Who:
    """The chosen funder: its name, itself with its parts (their work is its work), and what it is a part of."""

    id: str = ""
    name: str = ""
    with_parts: tuple[str, ...] = ()
    with_wholes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """A matrix with what was asked, the scopes that count for it, and the names of the organizations they mention."""

    question: Question
    matrix: Matrix
    funder: Who
    scopes: tuple[ScopeRow, ...]
    organizations: dict[str, str]


def ask(reader: Reader, question: Question, scopes: Sequence[ScopeRow]) -> Answer:
    """The matrix that a reader asks for; ``UnknownOrganization`` where the funder is in no source."""
    funder = find_funder(reader, question.funder)
    scopes, organizations = with_current_ids(reader, scopes)
    if funder.id:
        scopes = [scope for scope in scopes if scope.covers_work_of(funder.with_wholes)]
    if question.rows == SECTORS:
        coding = {row["source"] for row in reader.rows("coding-sources")}
        scopes = [scope for scope in scopes if scope.source in coding]
    countries = axes.country_items(reader.rows("countries"), question)
    states = reader.rows("us-states") if question.columns == STATES else []
    columns = axes.column_items(countries, states, question)
    supplies = _supplies(reader, question, funder, countries, columns)
    rows = _row_items(reader, question, supplies)
    return Answer(
        question, build(rows, columns, supplies, scopes, question.as_of, question.since), funder, tuple(scopes), organizations,
    )


def find_funder(reader: Reader, id_: str) -> Who:
    """The funder by any of its ids, with its parts and wholes; an empty one for an empty id."""
    if not id_:
        return Who()
    found = reader.rows("family", ids=[id_])
    if not found:
        raise UnknownOrganization(id_)
    relatives = {place: [r["relative_id"] for r in found if r["place"] == place] for place in ("same", "below", "above")}
    first = found[0]
    return Who(
        first["organization_id"], first["organization"],
        (*relatives["same"], *relatives["below"]), (*relatives["same"], *relatives["above"]),
    )


def with_current_ids(reader: Reader, scopes: Sequence[ScopeRow]) -> tuple[list[ScopeRow], dict[str, str]]:
    """Scopes whose organizations stand under the ids that they have now, and the names of those organizations."""
    ids = sorted({identifier for scope in scopes for identifier in scope.whose_work})
    found = reader.rows("family", ids=ids) if ids else []
    now = {row["asked"]: row["organization_id"] for row in found}
    names = {row["organization_id"]: row["organization"] for row in found}
    return [replace(s, whose_work=tuple(now.get(i, i) for i in s.whose_work)) for s in scopes], names


def indicators(reader: Reader, as_of: str) -> list[Indicator]:
    """Every indicator, with how many countries have a value up to the day's year."""
    return [
        Indicator(
            row["indicator_id"], row["indicator"] or row["indicator_id"], row["unit"] or "", row["direction"] or "",
            row["measures"] or "", row["description"] or "", row["countries"], row["first_year"] or 0, row["last_year"] or 0,
        )
        for row in reader.rows("indicators", year=int(as_of[:4]))
    ]


def need(reader: Reader, as_of: str, chosen: Iterable[str], countries: Iterable[str] = ()) -> dict[str, dict[str, Value]]:
    """The latest values by country and indicator up to the day's year; only of some countries if given."""
    ids = list(chosen)
    if not ids:
        return {}
    return need_table(reader.rows("need", year=int(as_of[:4]), indicators=ids, countries=list(countries) or None))


def cell_filters(answer: Answer, row: Item, column: Item) -> dict[str, Any]:
    """The parameters of the queries that list what stands behind a cell."""
    question = answer.question
    params: dict[str, Any] = {"as_of": column.as_of or question.as_of, "since": question.since or None, "focus": question.line or None}
    params["countries"] = None if column.countries == (ANY,) else list(column.countries)
    if question.rows == SECTORS:
        params["sector"] = row.id
    elif question.rows == KINDS_OF_PARTNER:
        params["partner_kind"] = row.id
    else:
        params["focus"] = row.id
    if question.columns == STATES:
        params["state"] = column.id
    return params


def cell_of(answer: Answer, row_id: str, column_id: str) -> tuple[Item, Item, Cell] | None:
    """A row, a column and their cell by id; ``None`` where the matrix has no such row or column."""
    row = next((item for item in answer.matrix.rows if item.id == row_id), None)
    column = next((item for item in answer.matrix.columns if item.id == column_id), None)
    return (row, column, answer.matrix.cell(row, column)) if row and column else None


def _row_items(reader: Reader, question: Question, supplies: Iterable[Supply]) -> list[Item]:
    if question.rows == SECTORS:
        return axes.sector_items(reader.rows("sectors"), {supply.row for supply in supplies}, question)
    if question.rows == KINDS_OF_PARTNER:
        return axes.kind_items(question)
    return axes.focus_items(reader.rows("focus-areas"), question)


def _supplies(
    reader: Reader, question: Question, funder: Who, countries: Sequence[Item], columns: Sequence[Item],
) -> list[Supply]:
    params: dict[str, Any] = {
        "rows": ROW_OF_QUERY[question.rows], "columns": "state" if question.columns == STATES else "country",
        "line": question.line or None, "kind": question.kind or None, "without": list(question.without) or None,
        "funders": list(funder.with_parts) or None,
        "countries": [item.id for item in countries] if question.narrowed else None, "since": question.since or None,
    }
    if question.columns == REGIONS:
        params["groups"] = [{item.id: item.group for item in countries}]
    if question.columns != YEARS:
        return supplies_of(reader, params | {"as_of": question.as_of})
    params["groups"] = [{item.id: ANY for item in countries}]
    return [
        replace(supply, column=column.id)
        for column in columns
        for supply in supplies_of(reader, params | {"as_of": column.as_of})
    ]


def supplies_of(reader: Reader, params: dict[str, Any]) -> list[Supply]:
    """The rows of ``cypher/gaps/supply``."""
    return [
        Supply(row["row"], row["column"], row["programs"], row["partners"], row["unnamed"], row["open_ended"], row["nearest_end"] or "",
               row["latest_end"] or "", row["others"], row["unknown"])
        for row in reader.rows("supply", **params)
    ]
