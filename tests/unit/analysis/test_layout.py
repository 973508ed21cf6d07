"""Positions of a picture: the same for the same network, apart for different nodes, near for linked ones."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.layout import layout


def test_the_same_network_in_another_order_stands_at_the_same_places() -> None:
    nodes = ["a", "b", "c", "d"]
    edges = [("a", "b"), ("b", "c"), ("c", "d")]
    turned = [("d", "c"), ("b", "a"), ("c", "b")]
    assert layout(nodes, edges) == layout(list(reversed(nodes)), turned)


def test_another_seed_gives_another_picture() -> None:
    nodes, edges = list("abcdef"), [("a", "b"), ("b", "c"), ("d", "e")]
    assert layout(nodes, edges, seed=1) != layout(nodes, edges, seed=2)


def test_linked_nodes_stand_nearer_than_unlinked_ones() -> None:
    left, right = [f"l{i}" for i in range(5)], [f"r{i}" for i in range(5)]
    edges = [(a, b) for side in (left, right) for a in side for b in side if a < b] + [("l0", "r0")]
    placed = layout(left + right, edges)
    within = math.dist(placed["l1"], placed["l2"])
    between = math.dist(placed["l1"], placed["r1"])
    assert within < between / 2


def test_none_and_one_node() -> None:
    assert layout([], []) == {}
    assert layout(["a"], [("a", "a")]) == {"a": (0.0, 0.0)}


def test_wrong_networks_are_refused() -> None:
    with pytest.raises(ValueError, match="'z', which is no node"):
        layout(["a", "b"], [("a", "z")])
    with pytest.raises(ValueError, match="named twice"):
        layout(["a", "a"], [])


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 30), st.data())
def test_every_node_has_a_finite_place_in_the_square(size: int, data: st.DataObject) -> None:
    nodes = [f"n{i}" for i in range(size)]
    ends = st.sampled_from(nodes)
    edges = data.draw(st.lists(st.tuples(ends, ends), max_size=60))
    placed = layout(nodes, edges, rounds=30)
    assert set(placed) == set(nodes)
    assert all(math.isfinite(v) and -1 <= v <= 1 for place in placed.values() for v in place)
