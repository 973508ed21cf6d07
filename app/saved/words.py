"""What changed in a view, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.http.text import count, day, number, visible, words

SORTS = {"added": "came", "removed": "went", "changed": "changed"}
SHORT = 3  # examples in a line
CELL = 80  # letters of a cell in a line
_CAUSES = {("state",): "Since then something was loaded, undone or judged.", ("day",): "Only the day is another one: {} in place of {}.",
           ("state", "day"): "Since then something was loaded, undone or judged, and the day is another one: {} in place of {}."}


def in_words(told: Mapping[str, Any]) -> str:
    """The numbers: ``2 rows came, 1 row went``."""
    if told["fault"]:
        return f"it shows nothing any more: {told['fault']}"
    if not told["compared"]:
        return (f"it shows something else; {count(told['rows'][0], 'row')} before, {number(told['rows'][1])} now. Of a view with more than "
                f"{number(told['most'])} rows it is not kept which")  # fmt: skip
    said = [f"{count(told[what], 'row')} {word}" for what, word in SORTS.items() if told[what]]
    for what, word in (("columns_added", "came"), ("columns_removed", "went")):
        if told[what]:
            said.append(f"{count(len(told[what]), 'column')} {word}: {', '.join(words(name) for name in told[what][:SHORT])}")
    return ", ".join(said) or "it answers in another way, with the same rows"


def cause(told: Mapping[str, Any]) -> str:
    """Whether the network or only the day is another one, in a sentence."""
    before, after = (day(text) for text in told["days"])
    return _CAUSES.get(tuple(told["causes"]), "").format(after, before)


def examples(told: Mapping[str, Any], most: int = SHORT) -> list[str]:
    """The first rows of each kind, in words, and how many there are beyond them."""
    found = told.get("examples", [])
    said = [text for what in SORTS for text in [row_words(row) for row in found if row["what"] == what][:most]]
    total = sum(told.get(what, 0) for what in SORTS)
    return said + ([f"and {count(total - len(said), 'more row')}"] if total > len(said) else [])


def row_words(row: Mapping[str, Any]) -> str:
    """One row that differs: ``came: UNODC · NGO``, ``changed: UNODC · NGO (Links in all: 3, before 2)``."""
    cells = f" ({'; '.join(cell_words(cell) for cell in row['cells'])})" if row["what"] == "changed" else ""
    return visible(f"{SORTS[row['what']]}: {row['label']}{cells}")


def cell_words(cell: tuple[str, str, str]) -> str:
    """One cell that is another one."""
    column, before, after = cell
    return f"{words(column)}: {_short(after) or 'nothing'}, before {_short(before) or 'nothing'}"


def lines(rows: list[Mapping[str, Any]]) -> Iterator[tuple[str, ...]]:
    """Rows that differ as one line a cell, for files."""
    for row in rows:
        for column, before, after in row["cells"]:
            yield SORTS[row["what"]], row["sheet"], row["label"], column, before, after


def _short(text: str) -> str:
    return text if len(text) <= CELL else text[: CELL - 1] + "…"
