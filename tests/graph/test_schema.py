"""The schema of the model on a real Neo4j."""

from __future__ import annotations

import pytest

from graph.client import Graph
from graph.errors import GraphError
from graph.model import LINKS, NODES
from graph.schema import FILTERS, declared, ensure_schema


def uniqueness(graph: Graph) -> set[tuple[str, str]]:
    rows = graph.read("SHOW CONSTRAINTS YIELD labelsOrTypes, properties RETURN labelsOrTypes, properties").rows
    return {(labels[0], properties[0]) for labels, properties in rows}


def test_every_node_type_and_every_loaded_link_type_has_its_key(graph: Graph) -> None:
    nodes = {(label, "id") for label in NODES}
    links = {(name, "key") for name, link in LINKS.items() if not link.derived}
    assert uniqueness(graph) == nodes | links


def test_a_second_run_finds_nothing_to_do(graph: Graph) -> None:
    assert ensure_schema(graph) == []


def test_what_was_dropped_comes_back_and_what_is_foreign_stays(graph: Graph) -> None:
    graph.schema("DROP INDEX names")
    graph.schema("CREATE INDEX theirs FOR (n:Theirs) ON (n.x)")
    graph.schema("CREATE INDEX partnergraph_old FOR (n:Old) ON (n.x)")
    assert ensure_schema(graph) == ["DROP INDEX partnergraph_old IF EXISTS", declared()["names"].statement]
    names = {name for (name,) in graph.read("SHOW INDEXES YIELD name RETURN name").rows}
    graph.schema("DROP INDEX theirs")
    assert {"names", "theirs"} <= names and "partnergraph_old" not in names


def test_an_index_that_was_declared_otherwise_is_made_anew(graph: Graph) -> None:
    graph.schema("DROP INDEX names")
    graph.schema("CREATE FULLTEXT INDEX names FOR (n:Organization) ON EACH [n.name]")
    assert ensure_schema(graph) == ["DROP INDEX names IF EXISTS", declared()["names"].statement]
    graph.schema("DROP INDEX names")
    graph.schema(declared()["names"].statement.replace("standard-folding", "english"))
    assert ensure_schema(graph) == ["DROP INDEX names IF EXISTS", declared()["names"].statement]


def test_an_id_or_a_key_cannot_stand_twice(graph: Graph) -> None:
    graph.write([("CREATE (:Country {id: 'country:GT'})-[:PARTY_TO {key: 'k'}]->(:Agreement {id: 'agreement:s:1'})", {})])
    with pytest.raises(GraphError, match="already exists"):
        graph.write([("CREATE (:Country {id: 'country:GT'})", {})])
    with pytest.raises(GraphError, match="already exists"):
        graph.write([("MATCH (c:Country), (a:Agreement) CREATE (c)-[:PARTY_TO {key: 'k'}]->(a)", {})])


def test_names_are_found_without_accents_and_by_alias_or_identifier(graph: Graph) -> None:
    graph.write([(
        "CREATE (:Organization {id: 'org:s:1', name: 'Policía Nacional Civil', acronym: 'PNC', aliases: ['National Civil Police']}) "
        "CREATE (:Program {id: 'program:s:1', name: 'Rule of law', identifiers: ['IATI:US-GOV-1-X']})", {},
    )])
    graph.schema("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
    # A colon between letters joins them into one word (iati:us), so the value alone is found through a wildcard.
    org, program = {"org:s:1"}, {"program:s:1"}
    asked = {"policia": org, "pnc": org, "civil police": org, '"IATI:US-GOV-1-X"': program, r"(us OR *\:us) AND gov AND 1 AND x": program}
    search = "CALL db.index.fulltext.queryNodes('names', $text) YIELD node RETURN node.id"
    assert {text: {row[0] for row in graph.read(search, {"text": text}).rows} for text in asked} == asked


def test_a_filter_by_an_indexed_property_uses_the_index(graph: Graph) -> None:
    for label, name in FILTERS:
        _, plan, _ = graph.explain(f"MATCH (n:{label}) WHERE n.{name} = $value RETURN n.id", {"value": "x"})
        assert "NodeIndexSeek" in str(plan), (label, name)
