"""Long lists in the cells of a report: cut evenly where a page would grow large, and never without saying so."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.reports.cells import FIRST, LISTED, Cell, Item, Row, Stated, fitted

SIZES = st.lists(st.lists(st.integers(0, 400), min_size=2, max_size=2), max_size=12)


def page(sizes: list[list[int]]) -> list[Row]:
    return [
        Row((Cell(tuple(Item(str(n)) for n in range(items))),), Stated((), tuple(map(str, range(records))))) for items, records in sizes
    ]


@settings(max_examples=30)
@given(SIZES)
def test_nothing_is_lost_and_a_page_stays_small(sizes: list[list[int]]) -> None:
    rows = fitted(page(sizes))
    kept = [(len(row.cells[0].items), len(row.stated.records)) for row in rows]
    assert [[a + row.cells[0].more, b + row.stated.more] for (a, b), row in zip(kept, rows, strict=True)] == sizes
    assert all(a >= min(FIRST, items) and b >= min(FIRST, records) for (a, b), (items, records) in zip(kept, sizes, strict=True))
    assert sum(a + b for a, b in kept) <= LISTED + 2 * FIRST * len(rows)


def test_a_small_page_is_left_as_it_is() -> None:
    assert fitted(page([[300, 4], [2, LISTED - 300]])) == tuple(page([[300, 4], [2, LISTED - 300]]))
