"""What differs between two readings of a table: which rows came, which went, and in which the cells are others.

Rows that are equal in both are unchanged, however often and in whatever order they stand there. Of the rest, a row that went and one
that came are one row with other cells where both are about the same things: the same ids, or the same first column where the
table has no ids, each with the one that it has most cells in common with.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Row = tuple[str, ...]
# Columns that say when a table was asked, not what is in it.
CLOCK = frozenset({"as_of"})
NAMES = frozenset({"name", "title", "link"})
LABELLED, LONGEST = 3, 120  # cells that name a row, and letters at most
_MODULUS = 2**256
_CROWD = 100  # rows about the same things beyond which none is told to be another one with other cells


@dataclass(frozen=True)
class Sheet:
    """A table of a page. ``name`` tells it from others of the same page."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class RowChange:
    """A row that came (``added``), went (``removed``) or has other cells (``changed``: column, before, after). ``label`` names it."""

    what: str
    sheet: str
    label: str
    cells: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Difference:
    """All rows that differ, those that came first; columns that came or went."""

    rows: tuple[RowChange, ...]
    columns_added: tuple[str, ...] = ()
    columns_removed: tuple[str, ...] = ()

    def count(self, what: str) -> int:
        """How many rows were ``added``, ``removed`` or ``changed``."""
        return sum(row.what == what for row in self.rows)


class Digest:
    """One number for the rows of sheets in any order: a sum of hashes modulo 2^256, as that of the whole graph."""

    def __init__(self) -> None:
        self._sum = 0
        self.rows = 0

    def add(self, sheet: str, columns: Sequence[str], row: Sequence[str]) -> None:
        """Count a row in; columns that only hold the clock are left out."""
        told = [sheet, *sorted(f"{column}\x1f{cell}" for column, cell in zip(columns, row, strict=False) if column not in CLOCK)]
        self._sum = (self._sum + int.from_bytes(hashlib.sha256("\x1e".join(told).encode("utf-8", "surrogatepass")).digest())) % _MODULUS
        self.rows += 1

    def text(self) -> str:
        """The sum, as 64 hexadecimal digits."""
        return f"{self._sum:064x}"


def difference(before: Sequence[Sheet], after: Sequence[Sheet]) -> Difference:
    """What came, went and changed between two readings of the tables of a page."""
    old, new = {sheet.name: sheet for sheet in before}, {sheet.name: sheet for sheet in after}
    rows: list[RowChange] = []
    added, removed = [], []
    for name in dict.fromkeys((*old, *new)):
        one, other = old.get(name), new.get(name)
        columns_before, columns_after = (one.columns if one else ()), (other.columns if other else ())
        if one and other:
            added += [column for column in columns_after if column not in columns_before]
            removed += [column for column in columns_before if column not in columns_after]
        shared = [c for c in columns_after if c in columns_before and c not in CLOCK] if one and other else []
        if shared or not (one and other):
            rows += _rows(name, shared or _told(columns_before or columns_after), one, other)
        else:  # nothing to compare by: all went, and all came
            rows += [*_rows(name, _told(columns_before), one, None), *_rows(name, _told(columns_after), None, other)]
    order = ("added", "removed", "changed")
    rows.sort(key=lambda row: (order.index(row.what), row.sheet, row.label))
    return Difference(tuple(rows), tuple(added), tuple(removed))


def _told(columns: Sequence[str]) -> list[str]:
    """The columns without those that only hold the clock."""
    return [column for column in columns if column not in CLOCK]


def _rows(name: str, columns: list[str], one: Sheet | None, other: Sheet | None) -> Iterator[RowChange]:
    before, after = Counter(_fitted(one, columns)), Counter(_fitted(other, columns))
    went, came = list((before - after).elements()), list((after - before).elements())
    pairs, went, came = _paired(columns, went, came)
    for old, new in pairs:
        cells = tuple((column, a, b) for column, a, b in zip(columns, old, new, strict=True) if a != b)
        yield RowChange("changed", name, label(columns, new), cells)
    for what, found in (("added", came), ("removed", went)):
        for row in found:
            cells = tuple((c, "", cell) if what == "added" else (c, cell, "") for c, cell in zip(columns, row, strict=True) if cell)
            yield RowChange(what, name, label(columns, row), cells)


def _fitted(sheet: Sheet | None, columns: list[str]) -> Iterator[Row]:
    """The rows with those columns alone."""
    if sheet is None:
        return
    places = [sheet.columns.index(column) if column in sheet.columns else -1 for column in columns]
    for row in sheet.rows:
        yield tuple(row[place] if 0 <= place < len(row) else "" for place in places)


def _paired(columns: list[str], went: list[Row], came: list[Row]) -> tuple[list[tuple[Row, Row]], list[Row], list[Row]]:
    """Rows that are one row with other cells; the rest of both."""
    about = [place for place, column in enumerate(columns) if is_id(column)]
    pairs = _of_one_key(about, went, came, sure=True) if about else []
    went, came = _less(went, [old for old, _ in pairs]), _less(came, [new for _, new in pairs])
    # A column of ids may hold a list, such as the programs of a partner: what is left is compared by its first id alone.
    more = _of_one_key(about[:1] or [0], went, came, sure=False)
    return pairs + more, _less(went, [old for old, _ in more]), _less(came, [new for _, new in more])


def _of_one_key(places: list[int], went: list[Row], came: list[Row], *, sure: bool) -> list[tuple[Row, Row]]:
    """Pairs of rows that have the same in some columns."""
    old: dict[Row, list[Row]] = defaultdict(list)
    new: dict[Row, list[Row]] = defaultdict(list)
    for rows, by in ((went, old), (came, new)):
        for row in rows:
            by[tuple(row[place] for place in places)].append(row)
    pairs = []
    for key, these in old.items():
        if any(key) and key in new and len(these) * len(new[key]) <= _CROWD**2:
            pairs += _matched(these, new[key], sure=sure)
    return pairs


def _less(rows: list[Row], some: list[Row]) -> list[Row]:
    """Rows without some of them, each taken away as often as it stands there."""
    return list((Counter(rows) - Counter(some)).elements())


def _matched(old: list[Row], new: list[Row], *, sure: bool) -> list[tuple[Row, Row]]:
    """Each row with the one that it has most cells in common with. One alone on each side is the same row where its ids say so
    (``sure``); else at least half of the cells have to be equal."""
    if sure and len(old) == len(new) == 1:
        return [(old[0], new[0])]
    likeness = sorted((-_equal(a, b), i, j) for i, a in enumerate(old) for j, b in enumerate(new))
    pairs: list[tuple[Row, Row]] = []
    used_old: set[int] = set()
    used_new: set[int] = set()
    for equal, i, j in likeness:
        if i not in used_old and j not in used_new and -equal * 2 >= len(old[i]):
            pairs.append((old[i], new[j]))
            used_old.add(i)
            used_new.add(j)
    return pairs


def _equal(one: Row, other: Row) -> int:
    return sum(a == b for a, b in zip(one, other, strict=True))


def is_id(column: str) -> bool:
    """Whether a column says which thing a row is about."""
    return column in ("id", "key") or column.endswith(("_id", "_code"))


def label(columns: Sequence[str], row: Row) -> str:
    """The names in a row, such as ``name`` or what stands beside an id; where it has none, its first cells that are no ids."""
    named = [c for c in columns if c in NAMES or f"{c}_id" in columns or f"{c}_code" in columns]
    wanted = named or [c for c in columns if not is_id(c)]
    said = [cell for column, cell in zip(columns, row, strict=True) if cell and column in wanted][:LABELLED] or [c for c in row if c][:1]
    text = " · ".join(" ".join(cell.split()) for cell in said)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


__all__ = ["CLOCK", "Difference", "Digest", "Row", "RowChange", "Sheet", "difference", "is_id", "label"]
