"""Which pairs are judged: whatever is one with either side counts, and only what holds counts."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.judgements import NOT_SAME, PART_OF, SAME, UNSURE, Judgements, Said, Settled
from ledger.store import Ledger

RECORDS = ("a/1", "a/2", "b/1", "b/2", "c/1")


@dataclass
class Told:
    kind: str
    a: str
    b: str


def settled(*told: tuple[str, str, str], bodies: tuple[tuple[str, ...], ...] = ()) -> Settled:
    return Settled(bodies, [Told(*one) for one in told])  # type: ignore[misc]


@pytest.fixture
def judgements(tmp_path: Path) -> Judgements:
    return Judgements(Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}"))


def test_not_the_same_holds_for_all_that_are_one_with_either() -> None:
    found = settled((SAME, "a/1", "b/1"), (NOT_SAME, "b/1", "c/1"), bodies=(("c/1", "c/2"),))
    assert (found.of("a/1", "b/1"), found.of("a/1", "c/2"), found.of("a/1", "a/2")) == (SAME, NOT_SAME, "")


pairs = st.tuples(st.sampled_from(RECORDS), st.sampled_from(RECORDS)).filter(lambda pair: pair[0] != pair[1])


@given(st.lists(st.tuples(st.sampled_from((SAME, NOT_SAME, UNSURE, PART_OF)), pairs), max_size=6))
def test_same_is_an_equivalence_and_the_order_of_two_does_not_matter(told: list[tuple[str, tuple[str, str]]]) -> None:
    found = settled(*((kind, *pair) for kind, pair in told))
    for a, b in combinations(RECORDS, 2):
        assert found.of(a, b) == found.of(b, a)
    for a in RECORDS:
        for b, c in combinations(RECORDS, 2):
            if found.of(a, b) == found.of(a, c) == SAME:
                assert found.of(b, c) == SAME
            if found.of(a, b) == SAME and found.of(a, c) != SAME:
                assert found.of(b, c) == found.of(a, c)


def test_what_waits_is_taken_once_left_again_and_withdrawn_alone(judgements: Judgements) -> None:
    kinds = (SAME, UNSURE, NOT_SAME)
    one, unsure, other = (d.id for d in judgements.keep(Said(k, "Organization", f"a/{i}", f"b/{i}", "why") for i, k in enumerate(kinds)))
    assert judgements.withdraw(one) and not judgements.withdraw(one)
    assert judgements.take() == [other]
    assert not judgements.withdraw(other)  # it is on its way
    judgements.leave()
    assert judgements.any() and judgements.withdraw(other) and not judgements.any()
    assert [d.id for d in judgements.holding()] == [unsure]
