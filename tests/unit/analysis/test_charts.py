"""The geometry of charts: laws that hold for all numbers, and a few drawings worked out by hand."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.charts import Piece, pieces, runs, scale, years_marked

NUMBERS = st.lists(st.floats(-1e12, 1e12, allow_nan=False).map(lambda x: round(x, 2)), max_size=20)


@given(NUMBERS)
def test_an_axis_holds_nil_and_every_number_between_few_round_ticks(values: list[float]) -> None:
    axis = scale(values)
    assert axis.low <= min([0, *values])
    assert max([0, *values]) <= axis.high * (1 + 1e-9)
    assert (axis.ticks[0], axis.ticks[-1]) == (axis.low, axis.high)
    assert 2 <= len(axis.ticks) <= 8
    assert all(-0.001 <= axis.at(value) <= 100.001 for value in (0, *values))


@given(st.lists(st.one_of(st.none(), st.integers(0, 10**9)), min_size=1, max_size=6))
def test_the_pieces_of_a_bar_are_as_long_as_its_sum(values: list[int | None]) -> None:
    total = sum(value or 0 for value in values)
    axis = scale([total])
    found = pieces(values, axis)
    assert [piece.series for piece in found] == [place for place, value in enumerate(values) if value]
    assert sum(piece.width for piece in found) == pytest.approx(axis.at(total), abs=0.01)
    assert all(b.start == pytest.approx(a.start + a.width, abs=0.01) for a, b in pairwise(found))


def test_drawings_by_hand() -> None:
    assert scale([7]).ticks == (0, 2, 4, 6, 8)
    assert scale([]).ticks == (0, 1)
    assert scale([1, 2]).ticks == (0, 1, 2)
    assert scale([0.5]).ticks == pytest.approx((0, 0.1, 0.2, 0.3, 0.4, 0.5))
    assert scale([-3, 7]).ticks == (-4, -2, 0, 2, 4, 6, 8)
    assert pieces([3, None, 5], scale([8])) == (Piece(0, 0, 37.5), Piece(2, 37.5, 62.5))
    assert pieces([-5], scale([-5, 5])) == (Piece(0, 8.333, 41.667),)
    assert runs([(2012, 3.0), (2010, 1.0), (2011, 2.0), (2015, 4.0)]) == [[(2010, 1.0), (2011, 2.0), (2012, 3.0)], [(2015, 4.0)]]
    assert years_marked(2018, 2023) == [2018, 2019, 2020, 2021, 2022, 2023]
    assert years_marked(1990, 2024) == [1990, 1997, 2004, 2011, 2018, 2024]
    assert years_marked(2020, 2020) == [2020]
