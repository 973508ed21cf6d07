"""How the matrix lies on the page: which items go down and which across, sorted and paged, with one view per cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request

from analysis.gaps.ask import Answer
from analysis.gaps.cells import Cause, Cell, State
from analysis.gaps.matrix import Item
from analysis.gaps.need import Value
from analysis.gaps.question import COUNTRIES, KINDS_OF_PARTNER, YEARS, Question
from app.gaps.asked import address, addressed, short
from app.http.kinds import KIND_LOOKS
from app.http.paging import Pager, asked_sort, pager
from app.http.problems import PageError
from app.http.site import profile

DOWN, ACROSS = "down", "across"
FEW_ROWS = 8
DOWN_SIZE, ACROSS_SIZE = 50, 12
STATE_CLASS = {State.SERVED: "served", State.THIN: "thin", State.GAP: "gap", State.NO_DATA: "none"}

NeedOf = Callable[[str, str], Value | None]


@dataclass(frozen=True)
class Heading:
    """A row's or column's heading; ``under``: it is a topic below a line of effort; ``code``: its Roman number."""

    id: str
    name: str
    href: str = ""
    under: bool = False
    code: str = ""
    sort: str = ""


@dataclass(frozen=True)
class CellView:
    """A cell as the page shows it: the word of its state, a few words more, and the way to what is behind it."""

    state: str
    word: str
    detail: str
    href: str


@dataclass(frozen=True)
class Line:
    """One line of the table: its heading and its cells, in the order of the headings across."""

    heading: Heading
    cells: tuple[CellView, ...]


@dataclass(frozen=True)
class Lie:
    """The part of the matrix that the page shows. ``layout``: ``down`` (the columns of the matrix go down) or ``across``."""

    layout: str
    sort: str
    shown: tuple[Item, ...]
    across: tuple[Heading, ...]
    lines: tuple[Line, ...]
    pager: Pager


def lie(answer: Answer, columns: Sequence[Item], need_of: NeedOf, sortable: Sequence[str]) -> Lie:
    """The matrix over these columns as the address wants it laid, sorted and paged."""
    layout = _layout(answer)
    keys = ("name", "gaps", "thin", *(f"need-{name}" for name in sortable)) if layout == DOWN else ("name",)
    sort = asked_sort(keys, "name")
    ordered = _sorted(answer, columns, sort, need_of)
    size = DOWN_SIZE if layout == DOWN else max(ACROSS_SIZE, len(ordered) if answer.question.columns == YEARS else 0)
    pages = pager(len(ordered), size=size)
    shown = pages.of(ordered)
    rows = answer.matrix.rows
    if layout == DOWN:
        lines = [Line(column_heading(answer, c), tuple(_view(answer, r, c) for r in rows)) for c in shown]
        return Lie(layout, sort, shown, tuple(row_heading(answer, r) for r in rows), tuple(lines), pages)
    lines = [Line(row_heading(answer, r), tuple(_view(answer, r, c) for c in shown)) for r in rows]
    return Lie(layout, sort, shown, tuple(column_heading(answer, c) for c in shown), tuple(lines), pages)


def row_heading(answer: Answer, item: Item) -> Heading:
    """Heading of a row of the matrix: a focus area with its number, a purpose code, or a kind of partner in words."""
    if answer.question.rows == KINDS_OF_PARTNER:
        return Heading(item.id, KIND_LOOKS[item.id].plural)
    number = short(item.id) if item.id.startswith("focus:") and not item.group else ""
    return Heading(item.id, item.name, under=bool(item.group), code=number)


def column_heading(answer: Answer, item: Item) -> Heading:
    """Heading of a column: a country leads to its profile."""
    if answer.question.columns == COUNTRIES:
        return Heading(item.id, item.name, profile(f"country:{item.id}"))
    return Heading(item.id, item.name)


def cell_address(question: Question, row: Item, column: Item) -> str:
    """The address of the page that says what stands behind a cell."""
    arguments: dict[str, Any] = {**addressed(question), "as_of": request.args.get("as_of")}
    if question.columns == COUNTRIES and row.id.startswith("focus:"):
        kept = {name: value for name, value in arguments.items() if name not in ("rows", "line", "region")}
        return address("cell", kept | {"focus": short(row.id), "country": column.id})
    return address("cell", arguments | {"row": row.id, "column": column.id})


def detail(cell: Cell) -> str:
    """A few words under the word of the state."""
    supply = cell.supply
    if cell.state in (State.GAP, State.NO_DATA):
        return f"{supply.others:,} by others" if supply.others and Cause.UNASSIGNED not in cell.causes else (
            f"{supply.unknown:,} not told" if supply.unknown else "")
    partners = "no partner named" if not supply.partners else f"{supply.partners:,} partner{'s' * (supply.partners > 1)}"
    if Cause.ENDING not in cell.causes:
        return partners
    return f"{partners}, all {'ended' if supply.latest_end < cell.as_of else 'end'} by {supply.latest_end}"


def _view(answer: Answer, row: Item, column: Item) -> CellView:
    cell = answer.matrix.cell(row, column)
    return CellView(STATE_CLASS[cell.state], cell.state.value, detail(cell), cell_address(answer.question, row, column))


def _layout(answer: Answer) -> str:
    asked = request.args.get("layout", "")
    if asked not in ("", DOWN, ACROSS):
        raise PageError(400, f"layout={asked}: expected {DOWN} or {ACROSS}.")
    if answer.question.columns == YEARS:
        return ACROSS
    return asked or (DOWN if len(answer.matrix.rows) <= FEW_ROWS else ACROSS)


def _sorted(answer: Answer, columns: Iterable[Item], sort: str, need_of: NeedOf) -> list[Item]:
    key, ordered = sort.removeprefix("-"), list(columns)
    if key == "name":
        return ordered[::-1] if sort.startswith("-") else ordered
    value = _by_state(answer, key) if key in ("gaps", "thin") else _by_need(key.removeprefix("need-"), need_of)
    known = [(value(item), item) for item in ordered]
    with_value = sorted((pair for pair in known if pair[0] is not None), key=lambda pair: pair[0] or 0, reverse=sort.startswith("-"))
    return [item for _, item in with_value] + [item for found, item in known if found is None]


def _by_state(answer: Answer, key: str) -> Callable[[Item], float | None]:
    state = State.GAP if key == "gaps" else State.THIN
    return lambda column: float(sum(answer.matrix.cell(row, column).state is state for row in answer.matrix.rows))


def _by_need(indicator: str, need_of: NeedOf) -> Callable[[Item], float | None]:
    def value(column: Item) -> float | None:
        found = need_of(column.id, indicator)
        return found.value if found else None

    return value
