"""What a ranking hangs on: places over all ways of weighing, worked out by hand, and the law that more need is never a lower place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.gaps.priority import Candidate, rank
from analysis.gaps.sweep import Places, sweep, weightings


def test_weightings_are_all_that_add_up_to_one() -> None:
    two = weightings(2)
    assert [tuple(row) for row in two] == [(i / 10, (10 - i) / 10) for i in range(11)]
    assert weightings(1).tolist() == [[1.0]]
    many = weightings(7)
    assert len(many) <= 1000
    assert many.sum(axis=1).tolist() == pytest.approx([1.0] * len(many))


# A is worst on both indicators. B and C have .9 and .1, the other way round: B is above C while h weighs more than a half.
# D is as badly off as A and has one partner: with a target of 1 nothing is lacking, with 2 a half, with 3 two thirds.
FOUR = [
    Candidate("A", 0, {"h": 1.0, "c": 1.0}), Candidate("B", 0, {"h": 0.9, "c": 0.1}),
    Candidate("C", 0, {"h": 0.1, "c": 0.9}), Candidate("D", 1, {"h": 1.0, "c": 1.0}),
]


def test_places_over_all_ways_of_weighing() -> None:
    """Eleven weightings, three targets, three powers: 99 ways."""
    found = sweep(FOUR, {"h": 1.0, "c": 1.0}, target=2, first=1)
    assert (found.ways, found.targets, found.first) == (99, (1, 2, 3), 1)
    assert found.always("A") and not found.always("B")
    assert found.places["A"] == Places("A", 99, 99, 1, 1)
    assert (found.places["B"].among_first, found.places["B"].best, found.places["B"].worst) == (0, 2, 4)
    assert (found.places["D"].best, found.places["D"].worst) == (2, 4), "last where one partner is enough"


def test_how_often_one_of_two_places_is_taken() -> None:
    """Without D: the second place is B's at h of .5 to 1 and C's at 0 to .5, both at .5: six of eleven, whatever target and power."""
    found = sweep(FOUR[:3], {"h": 1.0, "c": 1.0}, target=2, first=2)
    assert [found.places[country].among_first for country in "ABC"] == [99, 54, 54]
    assert [(found.places[country].best, found.places[country].worst) for country in "BC"] == [(2, 3), (2, 3)]


def test_the_weights_of_the_reader_are_one_of_the_ways() -> None:
    assert sweep(FOUR, {"h": 3.0, "c": 4.0}, target=1).ways == 12 * 2 * 3, "3 to 4 is not on the grid; targets are 1 and 2"
    assert sweep([], {"h": 1.0}, target=2).ways == 0
    assert sweep(FOUR, {"h": 1.0}, target=2).ways == 9, "one indicator: targets and powers alone"


def test_nothing_lacking_is_never_among_the_first() -> None:
    found = sweep([Candidate("A", 9, {"h": 1.0}), Candidate("B", 0, {})], {"h": 1.0}, target=2)
    assert [found.places[country].among_first for country in "AB"] == [0, 0]
    lacking = sweep([Candidate(name, supply, {"h": 1.0}) for name, supply in (("A", 0), ("B", 1), ("C", 9))], {"h": 1.0}, target=2)
    middle = lacking.places["B"]
    assert (middle.best, middle.worst, middle.among_first) == (2, 3, 6), "with a target of 1 it is last"


def test_what_is_not_known_is_no_low_place() -> None:
    """B has no value for c: the way in which c alone counts (one of eleven, with three targets and powers) says nothing of it."""
    found = sweep([Candidate("A", 0, {"h": 0.1, "c": 1.0}), Candidate("B", 0, {"h": 0.9})], {"h": 1.0, "c": 1.0}, target=2, first=1)
    assert found.places["B"].ways == 90 and found.places["A"].ways == 99
    assert found.always("B") is False and found.places["B"].worst == 2, "at c = .9 A has .91"


severities = st.dictionaries(st.sampled_from("hcr"), st.integers(0, 20).map(lambda n: n / 20), min_size=3, max_size=3)
worlds = st.lists(st.tuples(st.integers(0, 4), severities), min_size=2, max_size=12)


@settings(max_examples=40, deadline=None)
@given(worlds, st.integers(1, 4), st.integers(1, 3))
def test_who_is_worse_off_in_everything_is_never_placed_below(world: list[tuple[int, dict[str, float]]], target: int, first: int) -> None:
    candidates = [Candidate(str(number), supply, values) for number, (supply, values) in enumerate(world)]
    weights = {"h": 2.0, "c": 1.0, "r": 1.0}
    found = sweep(candidates, weights, target, first)
    own = [p.country for p in rank(candidates, weights, target)]
    for a in candidates:
        mine = found.places[a.country]
        assert 1 <= mine.best <= mine.worst <= len(candidates) and 0 <= mine.among_first <= found.ways
        for b in candidates:
            if a.supply <= b.supply and all(a.severities[name] >= b.severities[name] for name in "hcr"):
                other = found.places[b.country]
                assert mine.best <= other.best and mine.worst <= other.worst and mine.among_first >= other.among_first
                assert a == b or own.index(a.country) < own.index(b.country) or _equal(a, b, weights, target)


def _equal(a: Candidate, b: Candidate, weights: dict[str, float], target: int) -> bool:
    """Whether two countries have the same priority, so that their order says nothing."""
    one, other = rank([a, b], weights, target)
    return one.priority == pytest.approx(other.priority)
