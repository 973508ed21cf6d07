"""Laws of comparing two days: nothing changes from a day to itself, days add up, days the other way round swap what came and went."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.changes.cells import CellChange, Turn, cell_changes
from analysis.changes.spells import Fate, fate, holds
from analysis.changes.years import in_force_by_year
from analysis.gaps.cells import State, Supply
from analysis.gaps.matrix import Item, build
from analysis.gaps.scope import ScopeRow

DAY = st.sampled_from([f"2020-01-{day:02}" for day in range(1, 13)])
SPELLS = st.dictionaries(st.integers(0, 8), st.tuples(st.none() | DAY, st.none() | DAY), max_size=9)
Spells = dict[int, tuple[str | None, str | None]]


def came_and_went(spells: Spells, before: str, after: str) -> tuple[set[int], set[int]]:
    found = {key: fate(*spell, before, after) for key, spell in spells.items()}
    return {key for key, became in found.items() if became is Fate.BEGUN}, {key for key, became in found.items() if became is Fate.ENDED}


@given(SPELLS, DAY, DAY, DAY)
def test_laws_of_two_days(spells: Spells, a: str, b: str, c: str) -> None:
    assert came_and_went(spells, a, a) == (set(), set())
    came, went = came_and_went(spells, a, b)
    assert came_and_went(spells, b, a) == (went, came)
    later_came, later_went = came_and_went(spells, b, c)
    assert came_and_went(spells, a, c) == ((came - later_went) | (later_came - went), (went - later_came) | (later_went - came))


@given(DAY, DAY, DAY, DAY)
def test_what_is_in_force_on_neither_day_came_and_went_only_between_them(starts: str, ends: str, before: str, after: str) -> None:
    passed = fate(starts, ends, before, after) is Fate.PASSED
    assert passed == (before < starts <= ends < after)


@pytest.mark.parametrize(
    ("starts", "ends", "became"),
    [
        (None, None, None),  # nothing is dated
        (None, "2020-01-31", Fate.ENDED),
        ("2020-02-10", None, Fate.BEGUN),  # no stated end has not come
        ("2020-02-10", "2020-02-20", Fate.PASSED),
        ("2020-03-01", None, Fate.BEGUN),  # the last day counts
        ("2020-01-01", "2020-03-01", None),
        ("2020-01-31", "2020-02-29", Fate.ENDED),
    ],
)
def test_fates(starts: str | None, ends: str | None, became: Fate | None) -> None:
    assert fate(starts, ends, "2020-01-31", "2020-03-01") is became
    assert holds(None, None, "1900-01-01")


def test_cells_that_changed_are_those_whose_state_differs() -> None:
    rows = (Item("focus:I", "I", focus_areas=("focus:I",)),)
    columns = tuple(Item(code, code, countries=(code,)) for code in ("GT", "HN", "SV"))
    scope = [ScopeRow("s", "focus:I", code, "", "", (), "why") for code in ("GT", "HN")]
    then = build(rows, columns, [supply("GT", 2), supply("SV", 2)], scope, "2020-01-01")
    now = build(rows, columns, [supply("HN", 2), supply("SV", 1)], scope, "2021-01-01")
    assert list(cell_changes(then, then)) == []
    assert {told(change) for change in cell_changes(then, now)} == {
        ("GT", State.SERVED, State.GAP, Turn.OPENED), ("HN", State.GAP, State.SERVED, Turn.CLOSED),
        ("SV", State.SERVED, State.THIN, Turn.OTHER),
    }  # fmt: skip
    assert {told(change) for change in cell_changes(now, then)} == {
        ("GT", State.GAP, State.SERVED, Turn.CLOSED), ("HN", State.SERVED, State.GAP, Turn.OPENED),
        ("SV", State.THIN, State.SERVED, Turn.OTHER),
    }  # fmt: skip


def supply(country: str, partners: int) -> Supply:
    return Supply("focus:I", country, partners, partners, open_ended=partners)


def told(change: CellChange) -> tuple[str, State, State, Turn]:
    return change.column.id, change.before.state, change.after.state, change.turn


def test_years_count_what_is_in_force_at_any_time_of_them() -> None:
    spans = [(2010, 2011, 2), (None, 2010, 1), (2011, None, 4), (None, None, 8), (2000, 2005, 16), (2012, 2012, 32)]
    assert in_force_by_year(spans, range(2010, 2013)) == {2010: 11, 2011: 14, 2012: 44}
