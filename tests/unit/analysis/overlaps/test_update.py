"""After any change, comparing only what is new or changed gives what a whole run gives."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, cast

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis.overlaps import candidates, texts, update
from analysis.overlaps.programs import programs_frame
from analysis.overlaps.run import find_overlaps
from analysis.overlaps.update import before, changed_since, update_overlaps
from analysis.vectors import DIMENSIONS, Matrix, VectorCache

WORDS = ["courts", "judges", "police", "prisons", "customs", "training", "of", "the", "formación", "de"]
PROGRAM = st.fixed_dictionaries({
    "title": st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
    "description": st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join),
    "country": st.sampled_from(["GT", "HN", ""]), "funder": st.sampled_from(["inl", "eu", "un"]),
    "sectors": st.sampled_from([[], ["15130"], ["15210"]]), "districts": st.sampled_from([[], ["zacapa"]]),
    "start": st.sampled_from([None, "2020-01-01"]), "end": st.sampled_from([None, "2021-12-31"]), "linked": st.just([]),
})  # fmt: skip
NETWORK = st.dictionaries(st.sampled_from([f"p{n}" for n in range(9)]), PROGRAM, min_size=1)


class Directions:
    """Stands for the encoder's cache: a direction a text, the same each time."""

    def get(self, told: Sequence[str]) -> Matrix:
        seeds = [int.from_bytes(hashlib.sha256(text.encode()).digest()[:4]) for text in told]
        rows = np.array([np.random.default_rng(seed).normal(size=DIMENSIONS) for seed in seeds], dtype=np.float32)
        return cast(Matrix, rows / np.linalg.norm(rows, axis=1, keepdims=True))


def frame(network: dict[str, dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame([{"id": id_, **program} for id_, program in sorted(network.items())])


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two texts make a phrase common; a country of more than four programs is large and compared by the nearest one alone."""
    monkeypatch.setattr(texts, "COMMON_LEAST", 2)
    monkeypatch.setattr(texts, "vectors_available", lambda: True)
    for module in (candidates, update):
        monkeypatch.setattr(module, "ALL_PAIRS", 4)
    monkeypatch.setattr(candidates, "TOP", 1)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("cache", [None, Directions()], ids=["by words", "by meaning too"])
def test_a_change_gives_what_a_whole_run_gives(cache: VectorCache | None) -> None:
    @settings(max_examples=20, deadline=None)
    @given(NETWORK, NETWORK)
    def law(then: dict[str, Any], now: dict[str, Any]) -> None:
        first = find_overlaps(frame(then), cache, least=0.05)
        known = before(first)
        whole = find_overlaps(frame(now), cache, least=0.05, learned=known.learned)
        step = update_overlaps(frame(now), known, cache, least=0.05)
        assert_frame_equal(step.pairs, whole.pairs, check_exact=True)
        again = update_overlaps(frame(then), before(step), cache, least=0.05)
        assert_frame_equal(again.pairs, first.pairs, check_exact=True)

    law()


def network(**changes: dict[str, Any]) -> pd.DataFrame:
    one = {"title": "Courts", "description": "Trains judges", "country": "GT", "funder": "inl", "sectors": ["15130"]}
    known = {"a": one, "b": {**one, "funder": "eu"}, "c": {**one, "country": "HN"}, "d": {**one, "country": "HN", "funder": "eu"}}
    return frame({**known, **changes})


def test_only_what_is_new_or_changed_is_compared() -> None:
    first = find_overlaps(network())
    assert set(zip(first.pairs["left"], first.pairs["right"], strict=True)) == {("a", "b"), ("c", "d")}
    known = before(first)
    assert changed_since(known, programs_frame(network())) == set()
    other = {"title": "Roads", "description": "Paves", "country": "GT", "funder": "eu", "sectors": ["21010"]}
    later = network(b=other, e={**other, "funder": "who"})
    assert changed_since(known, programs_frame(later)) == {"b", "e"}
    step = update_overlaps(later, known)
    assert set(zip(step.pairs["left"], step.pairs["right"], strict=True)) == {("b", "e"), ("c", "d")}
    assert step.about["compared"] == ["b", "e"]
    every = network()
    assert update_overlaps(every[every["id"] != "c"], known).pairs[["left", "right"]].to_numpy().tolist() == [["a", "b"]]


@pytest.mark.usefixtures("small")
def test_a_large_country_is_compared_whole_where_anything_in_it_changed() -> None:
    many = {f"m{n}": {"title": f"Work {n}", "country": "GT", "funder": f"f{n}"} for n in range(5)}
    known = before(find_overlaps(network(**many)))
    assert changed_since(known, programs_frame(network(**{**many, "m0": {**many["m0"], "title": "Other"}}))) == {"a", "b", *many}
    assert changed_since(known, programs_frame(network(**{key: row for key, row in many.items() if key != "m4"}))) == {
        "a", "b", "m0", "m1", "m2", "m3"
    }  # fmt: skip


def test_terms_and_rarity_stand_in_one_order() -> None:
    read = texts.read_texts(programs_frame(network(a={"title": "Zebra courts alpha judges", "country": "GT"})), None)
    assert read.terms.indices.tolist() == read.rare.indices.tolist()
    assert [read.vocabulary[i] for i in read.terms.indices[:4]] == ["alpha", "courts", "judges", "zebra"]


def test_from_nothing_to_something_and_back() -> None:
    empty = pd.DataFrame(columns=["id", "title"])
    known = before(find_overlaps(empty))
    step = update_overlaps(network(), known)
    assert set(zip(step.pairs["left"], step.pairs["right"], strict=True)) == {("a", "b"), ("c", "d")}
    assert update_overlaps(empty, before(step)).pairs.empty
