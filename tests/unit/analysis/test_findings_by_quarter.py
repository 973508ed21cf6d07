"""Findings by quarter: counted by hand, and the sum that must hold for any history."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.findings import Quarter, Story, quarter_of, quarters


def day(month: int, of: int = 15, year: int = 2026) -> dt.date:
    return dt.date(year, month, of)


def test_what_was_opened_settled_and_opened_again() -> None:
    told = [
        Story("overlap", day(1), ((day(1), "open", "in work"), (day(6), "in work", "closed"), (day(12, 31), "closed", "open"))),
        Story("gap:thin", day(3, 31), ((day(3, 31), "open", "accepted"), (day(4, 1), "accepted", "closed"))),  # settled at once
        Story("gap:thin", day(4, 1)),
    ]
    assert quarters(told, day(11)) == [
        Quarter("2026 Q1", opened=2, settled=1, reopened=0, standing=1),
        Quarter("2026 Q2", opened=1, settled=1, reopened=0, standing=1),
        Quarter("2026 Q3", opened=0, settled=0, reopened=0, standing=1),
        Quarter("2026 Q4", opened=0, settled=0, reopened=1, standing=2),
    ]


def test_quarters_go_over_the_year_and_there_are_none_without_findings() -> None:
    assert quarters([], day(5)) == []
    assert [q.name for q in quarters([Story("overlap", day(12))], day(2, year=2027))] == ["2026 Q4", "2027 Q1"]
    assert [quarter_of(day(month)) for month in (1, 3, 4, 9, 10)] == ["2026 Q1", "2026 Q1", "2026 Q2", "2026 Q3", "2026 Q4"]


days = st.dates(dt.date(2024, 1, 1), dt.date(2026, 12, 31))
STATES = st.sampled_from(["open", "in work", "accepted", "closed"])


@settings(max_examples=60)
@given(st.lists(st.tuples(days, st.lists(st.tuples(st.integers(0, 200), STATES), max_size=5)), max_size=6))
def test_open_at_the_end_is_what_is_open(world: list[tuple[dt.date, list[tuple[int, str]]]]) -> None:
    told, left = [], 0
    for opened, steps in world:
        at, state, changes = opened, "open", []
        for later, after in steps:
            at = at + dt.timedelta(days=later)
            changes.append((at, state, after))
            state = after
        told.append(Story("overlap", opened, tuple(changes)))
        left += state in ("open", "in work")
    made = quarters(told, dt.date(2026, 12, 31))
    assert (made[-1].standing if made else 0) == left
    assert all(q.standing >= 0 for q in made) and sum(q.opened for q in made) == len(world)
