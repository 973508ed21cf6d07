"""Measures of networks: values worked out by hand on small ones, and against networkx' own on others."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from analysis.measures import Member, measure, projected
from analysis.measures.between import betweenness

STAR = {("hub", leaf): 1.0 for leaf in "abcd"}
# Two triangles that one member joins: a-b-x, x-c-d.
BOW = dict.fromkeys([("a", "b"), ("b", "x"), ("a", "x"), ("x", "c"), ("c", "d"), ("d", "x")], 1.0)


def members(weights: dict[tuple[str, str], float]) -> dict[str, Member]:
    return {member.id: member for member in measure(weights).members}


def test_a_star_is_as_central_as_can_be() -> None:
    found = measure(STAR)
    assert (found.whole.members, found.whole.links, found.whole.components, found.whole.core) == (5, 4, 1, 1)
    assert found.whole.density == pytest.approx(4 / 10) and found.whole.centralization == pytest.approx(1)
    hub, leaf = found.members[0], found.members[1]
    assert (hub.id, hub.links, hub.cut_off, leaf.cut_off) == ("hub", 4, 3, 0)
    assert (hub.between, leaf.between) == (1, 0)
    assert (hub.effective_size, hub.constraint) == (4, pytest.approx(4 * (1 / 4) ** 2))
    assert (leaf.effective_size, leaf.constraint) == (1, 1)


def test_whoever_joins_two_triangles_cuts_one_off_and_lies_between_them() -> None:
    found = members(BOW)
    assert {id_: m.cut_off for id_, m in found.items()} == {"x": 2, "a": 0, "b": 0, "c": 0, "d": 0}
    assert found["x"].between == pytest.approx(4 / 6)  # of the six pairs of others, the four across
    assert found["x"].effective_size == pytest.approx(4 - 2 * 2 / 4)
    assert {m.core for m in found.values()} == {2}
    # a: half of its time with b and x each; b leads back to x (1/2 * 1/2) and x to b (1/2 * 1/4).
    assert found["a"].constraint == pytest.approx((1 / 2 + 1 / 2 * 1 / 4) ** 2 + (1 / 2 + 1 / 2 * 1 / 2) ** 2)


def test_a_program_joins_all_its_members_and_two_programs_count_two() -> None:
    assert projected([("a", "p"), ("b", "p"), ("c", "p"), ("a", "q"), ("b", "q"), ("d", "r")]) == {
        ("a", "b"): 2, ("a", "c"): 1, ("b", "c"): 1
    }  # fmt: skip


def test_nothing_and_members_without_a_link() -> None:
    assert measure({}).members == () and measure({}).whole.density is None
    found = measure({("a", "b"): 1.0}, alone=["z"])
    assert (found.whole.components, found.whole.largest) == (2, 2)
    assert {m.id: m.constraint for m in found.members} == {"a": 1.0, "b": 1.0, "z": None}


links = st.dictionaries(
    st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")).filter(lambda pair: pair[0] < pair[1]),
    st.integers(1, 5).map(float), min_size=1,
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(links)
def test_constraint_and_effective_size_are_those_of_networkx(weights: dict[tuple[str, str], float]) -> None:
    network: nx.Graph[str] = nx.Graph()
    network.add_weighted_edges_from((a, b, weight) for (a, b), weight in weights.items())
    expected, sizes = nx.constraint(network, weight="weight"), nx.effective_size(network)
    for member in measure(weights).members:
        assert member.constraint == pytest.approx(expected[member.id])
        assert member.effective_size == pytest.approx(sizes[member.id])


@settings(max_examples=40, deadline=None)
@given(links)
def test_between_cores_and_what_is_cut_off_are_those_of_networkx(weights: dict[tuple[str, str], float]) -> None:
    network: nx.Graph[str] = nx.Graph()
    network.add_edges_from(weights)
    between, cores = nx.betweenness_centrality(network), nx.core_number(network)
    whole = {id_: len(part) for part in nx.connected_components(network) for id_ in part}
    found = measure(weights)
    assert found.whole.density == pytest.approx(nx.density(network))
    assert (found.whole.components, found.whole.core) == (nx.number_connected_components(network), max(cores.values()))
    if len(network) > 2:  # Freeman: the differences to the highest of nx' degree centrality, over those of a star
        centrality = nx.degree_centrality(network).values()
        assert found.whole.centralization == pytest.approx(sum(max(centrality) - each for each in centrality) / (len(network) - 2))
    for member in found.members:
        rest = network.subgraph(set(network) - {member.id})
        pieces = [len(part) for part in nx.connected_components(rest) if part & set(network[member.id])]
        assert member.between == pytest.approx(between[member.id])
        assert member.core == cores[member.id]
        assert member.cut_off == whole[member.id] - 1 - max(pieces, default=0)
        assert member.links == network.degree[member.id]


def test_a_sample_of_all_members_is_no_estimate_and_part_of_them_is_near_it() -> None:
    network = nx.barabasi_albert_graph(300, 3, seed=5)
    linked = sparse.csr_array(nx.to_scipy_sparse_array(network, format="csr", dtype=float))
    expected = nx.betweenness_centrality(network)
    assert list(betweenness(linked, np.arange(300))) == pytest.approx([expected[i] for i in range(300)])
    estimate = betweenness(linked, np.arange(0, 300, 3))
    assert {int(i) for i in np.argsort(-estimate)[:3]} == set(sorted(expected, key=lambda i: -expected[i])[:3])


def test_communities_part_a_known_network_as_well_as_those_of_networkx() -> None:
    club = nx.karate_club_graph()
    found = measure({(str(a), str(b)): float(data["weight"]) for a, b, data in club.edges(data=True)})
    parts: dict[int, set[int]] = {}
    for member in found.members:
        parts.setdefault(member.group, set()).add(int(member.id))
    theirs = nx.community.louvain_communities(club, weight="weight", seed=1)
    assert nx.community.modularity(club, parts.values()) >= nx.community.modularity(club, theirs) - 0.02


def test_communities_are_numbered_from_the_largest_and_hang_together() -> None:
    cliques = {(f"{group}{i}", f"{group}{j}"): 1.0 for group, size in (("a", 3), ("b", 5)) for i in range(size) for j in range(i + 1, size)}
    found = members({**cliques, ("a0", "b0"): 1.0})
    assert {id_: m.group for id_, m in found.items()} == {**{f"b{i}": 1 for i in range(5)}, **{f"a{i}": 2 for i in range(3)}}
