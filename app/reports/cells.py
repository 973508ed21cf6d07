"""Values of a report as people read them: names that link, sums in words, days, what is not stated."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.http.kinds import KIND_LOOKS
from app.http.text import count, day, money, number, words
from graph.catalogue import Query

STATED = ("sources", "records")
FIRST = 5  # entries of a list that a cell shows at once
LISTED = 600  # entries of lists on one page, so that it stays small where rows name hundreds of things
NO_END = {"until", "program_until", "ends", "expired"}
NO_START = {"since", "program_since", "pair_since"}
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True)
class Item:
    """One name, sum or word of a cell; ``id`` leads to its page, ``kind`` draws its shape."""

    text: str
    id: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Cell:
    """What stands in one place of the table; ``numeric`` is set to the right, ``quiet`` says what is not stated; ``more``: how many
    entries there are beyond ``items``, which stand in the downloads only."""

    items: tuple[Item, ...] = ()
    numeric: bool = False
    quiet: str = ""
    more: int = 0


@dataclass(frozen=True)
class Stated:
    """Who states a row: keys of sources, and records as source/key; ``more``: records that stand in the downloads only."""

    sources: tuple[str, ...]
    records: tuple[str, ...]
    more: int = 0


@dataclass(frozen=True)
class Row:
    """One row of the table."""

    cells: tuple[Cell, ...]
    stated: Stated


def shown_columns(query: Query) -> tuple[str, ...]:
    """The columns that the table shows; ids become links, sources and records one last cell."""
    return tuple(
        name for name in query.columns
        if name not in STATED and not (name.endswith("_id") and name.removesuffix("_id") in query.columns)
    )


def table_row(columns: Sequence[str], row: Mapping[str, Any]) -> Row:
    """A row of the answer as a row of the table."""
    stated = Stated(tuple(row.get("sources") or ()), tuple(row.get("records") or ()))
    return Row(tuple(cell_of(name, row) for name in columns), stated)


def fitted(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows of one page with long lists cut where there are more than ``LISTED`` entries in all; ``more`` says how many are left out."""
    sizes = [len(cell.items) for row in rows for cell in row.cells] + [len(row.stated.records) for row in rows]
    long = [size for size in sizes if size > FIRST]
    if sum(long) <= LISTED:
        return tuple(rows)
    room = max(FIRST, LISTED // len(long))
    return tuple(
        Row(tuple(replace(cell, items=cell.items[:room], more=max(0, len(cell.items) - room)) for cell in row.cells),
            replace(row.stated, records=row.stated.records[:room], more=max(0, len(row.stated.records) - room)))
        for row in rows
    )


def cell_of(name: str, row: Mapping[str, Any]) -> Cell:
    """The cell of one column."""
    value = row[name]
    if value is None or value == []:
        return Cell(quiet=not_stated(name))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Cell((Item(number(value)),), numeric=True)
    if f"{name}_id" not in row:
        values, known = value if isinstance(value, list) else [value], row.get("sources") or ()
        return Cell(tuple(Item(readable(each, name, known)) for each in values))
    kind = row.get(f"{name}_kind") or ""
    pairs = zip(value, row[f"{name}_id"], strict=True) if isinstance(value, list) else [(value, row[f"{name}_id"])]
    return Cell(tuple(Item(str(text if text is not None else id_), id_ or "", kind) for text, id_ in pairs))


def not_stated(name: str) -> str:
    """What stands where no source says anything."""
    if name in NO_END:
        return "no end stated"
    return "no start stated" if name in NO_START else "none stated"


def readable(value: Any, name: str = "", known: Sequence[str] = ()) -> str:
    """A value in words: a kind by its name, a truth as yes or no, a day as people write it, a sum with what it is."""
    if isinstance(value, Mapping):
        return figure_text(value, known)
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    if name.endswith("kind") and text in KIND_LOOKS:
        return KIND_LOOKS[text].label
    return day(text) if _DAY.fullmatch(text) else text


def figure_text(figure: Mapping[str, Any], known: Sequence[str] = ()) -> str:
    """``Commitment: $500,000 (2023; sum of 12 transactions; payer not named; stated by inl)``.

    ``known``: sources that the row names anyway; the sum names its own only where it has others.
    """
    sources = figure.get("sources") or ()
    asides = [
        figure.get("year"),
        f"sum of {count(figure['count'], 'transaction')}" if (figure.get("count") or 1) > 1 else "",
        "payer not named" if figure.get("payer_unnamed") else "",
        f"stated by {', '.join(sources)}" if not set(sources) <= set(known) else "",
        figure.get("dollars"),
    ]
    told = "; ".join(str(aside) for aside in asides if aside)
    sum_ = f"{words(str(figure.get('kind') or 'stated'))}: {money(figure.get('amount'), figure.get('currency'))}"
    return f"{sum_} ({told})" if told else sum_


def plain_cell(value: Any) -> Any:
    """A value for CSV and XLSX: sums in words, everything else as it is."""
    if isinstance(value, list):
        return [plain_cell(each) for each in value]
    return figure_text(value) if isinstance(value, Mapping) else value
