"""The digest of a real graph."""

from __future__ import annotations

from typing import Any

from graph.client import Graph
from graph.digest import add, as_text, digest, link_hash, node_hash
from tests.conftest import empty

NodeFact = tuple[list[str], dict[str, Any]]

GUATEMALA: NodeFact = (["Country"], {"id": "country:GT", "name": "Guatemala", "records": ["s/1"], "sources": ["s"]})
POLICE: NodeFact = (["ForeignCounterpart", "Organization"], {"id": "org:s:1", "name": "Policía", "aliases": ["PNC", "Police"]})
FIGURE: NodeFact = (["Figure"], {"id": "figure:s:1", "amount": 1.0, "year": 2020, "count": 3})
BASED = ("BASED_IN", "org:s:1", "country:GT", {"key": "k1", "source": "s", "record": "r"})

NODE = "CREATE (n) SET n = $props SET n:"
LINK = "MATCH (a {id: 'org:s:1'}), (b {id: 'country:GT'}) CREATE (a)-[r:BASED_IN]->(b) SET r = $props"
LIKE = "MATCH (a {id: 'org:s:1'}) CREATE (a)-[:POSSIBLE_SAME_AS {key: 'd', score: 0.5}]->(a)"


def fill(graph: Graph, *nodes: NodeFact) -> None:
    empty(graph)
    for labels, props in nodes:
        graph.write([(NODE + ":".join(labels), {"props": props})])
    graph.write([(LINK, {"props": BASED[3]})])


def test_an_empty_graph_has_the_digest_of_nothing(graph: Graph) -> None:
    assert digest(graph) == "0" * 64


def test_it_is_the_sum_over_nodes_and_links_in_any_order_without_derived_ones(graph: Graph) -> None:
    fill(graph, GUATEMALA, POLICE, FIGURE)
    first = digest(graph)
    fill(graph, FIGURE, POLICE, GUATEMALA)
    graph.write([(LIKE, {})])
    total = 0
    for one in (*(node_hash(*node) for node in (GUATEMALA, POLICE, FIGURE)), link_hash(*BASED)):
        total = add(total, one)
    assert digest(graph) == first == as_text(total)


def test_it_changes_with_a_property_a_label_or_a_link(graph: Graph) -> None:
    fill(graph, GUATEMALA, POLICE)
    seen = [digest(graph)]
    for statement in (
        "MATCH (n:Country) SET n.region = 'Americas'",
        "MATCH (n:Organization) REMOVE n:ForeignCounterpart",
        "MATCH ()-[r:BASED_IN]->() SET r.record = 'r2'",
        "MATCH ()-[r:BASED_IN]->() DELETE r",
    ):
        graph.write([(statement, {})])
        seen.append(digest(graph))
    assert len(set(seen)) == 5
