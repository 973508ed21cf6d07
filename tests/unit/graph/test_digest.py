"""The digest's sum: independent of order, undone by subtraction, different for different facts."""

from __future__ import annotations

import functools
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from graph.digest import MODULUS, add, as_text, link_hash, node_hash, subtract

FLOATS = st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.one_of(st.text(), st.booleans(), st.integers(-(2**63), 2**63 - 1), FLOATS, st.lists(st.text(), max_size=3))
PROPS = st.dictionaries(st.text(min_size=1, max_size=5), VALUES, max_size=4)
NODES = st.builds(node_hash, st.lists(st.sampled_from(["Organization", "NGO", "Program"]), unique=True), PROPS)
LINKS = st.builds(link_hash, st.sampled_from(["FUNDS", "TRAINS"]), st.text(max_size=3), st.text(max_size=3), PROPS)
HASHES = st.lists(st.one_of(NODES, LINKS), max_size=12)


@given(HASHES, st.randoms())
def test_order_changes_nothing(hashes: list[int], random: Any) -> None:
    shuffled = list(hashes)
    random.shuffle(shuffled)
    assert functools.reduce(add, shuffled, 0) == functools.reduce(add, hashes, 0)


@given(HASHES, st.one_of(NODES, LINKS))
def test_what_is_added_and_taken_away_leaves_no_trace(hashes: list[int], one: int) -> None:
    total = functools.reduce(add, hashes, 0)
    assert subtract(add(total, one), one) == total
    assert 0 <= add(total, one) < MODULUS and add(total, one) != total


@given(PROPS, st.randoms())
def test_neither_the_order_of_labels_nor_of_properties_counts(props: dict[str, Any], random: Any) -> None:
    items = list(props.items())
    random.shuffle(items)
    assert node_hash(["NGO", "Organization"], dict(items)) == node_hash(["Organization", "NGO"], props)


def test_facts_that_differ_have_hashes_that_differ() -> None:
    hashes = {
        node_hash(["Country"], {"id": "country:GT"}),
        node_hash(["Country"], {"id": "country:HN"}),
        node_hash(["Sector"], {"id": "country:GT"}),
        node_hash(["Figure"], {"amount": 1}),
        node_hash(["Figure"], {"amount": 1.0}),
        node_hash(["Figure"], {"amount": True}),
        node_hash(["Figure"], {"amount": "1"}),
        node_hash(["Figure"], {"pages": ["a", "b"]}),
        node_hash(["Figure"], {"pages": ["b", "a"]}),
        link_hash("FUNDS", "a", "b", {}),
        link_hash("FUNDS", "b", "a", {}),
        link_hash("TRAINS", "a", "b", {}),
        link_hash("TRAINS", "a", "b", {"role": "x"}),
    }
    assert len(hashes) == 13


def test_what_is_none_is_not_there() -> None:
    assert node_hash(["Country"], {"id": "x", "region": None}) == node_hash(["Country"], {"id": "x"})


def test_two_equal_links_count_twice() -> None:
    one = link_hash("FUNDS", "a", "b", {})
    assert add(add(0, one), one) != add(0, one)


def test_the_digest_of_nothing_and_of_a_known_node() -> None:
    assert as_text(0) == "0" * 64
    # printf '["node",["Country"],{"id":"country:GT"}]' | sha256sum
    assert as_text(node_hash(["Country"], {"id": "country:GT"})) == "aa9bd7bee215eae9e7f1aaf9d260e031199117051bd35b0ee6b2a6ff60757acb"
