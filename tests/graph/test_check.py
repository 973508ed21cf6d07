"""The rules of the model on a real graph."""

from __future__ import annotations

from graph.check import check
from graph.client import Graph
from graph.schema import ensure_schema

SOUND = (
    "CREATE (g:Country {id: 'country:GT', name: 'Guatemala', records: ['s/country:GT'], sources: ['s']}) "
    "CREATE (p:Organization:ForeignCounterpart {id: 'org:s:1', name: 'Police', kind: 'foreign_counterpart', "
    "records: ['s/1'], sources: ['s']}) "
    "CREATE (p)-[:BASED_IN {key: 'k1', source: 's', record: 'r1'}]->(g)"
)


def findings(graph: Graph) -> set[tuple[str, str, str]]:
    return {(finding.rule, finding.subject, finding.found) for finding in check(graph)}


def test_a_sound_graph_has_no_findings(graph: Graph) -> None:
    graph.write([(SOUND, {})])
    assert findings(graph) == set()


def test_what_was_written_past_the_loader_is_found(graph: Graph) -> None:
    graph.write([(SOUND, {})])
    graph.write([("MATCH (n:Country) SET n.nickname = 'Guate' REMOVE n.sources", {})])
    graph.write([("MATCH (n:Organization), (g:Country) CREATE (g)-[:BASED_IN {key: 'k2', source: 's'}]->(n) CREATE (:Stray)", {})])
    backwards = "country:GT -BASED_IN-> org:s:1 [k2]"
    assert findings(graph) == {
        ("declared", "Country country:GT", "property nickname"),
        ("required", "Country country:GT", "no sources"),
        ("claims", "Country country:GT", "records of ['s'], sources []"),
        ("one type", "Stray (no id)", "0 node types"),
        ("claimed", "org:s:1 -BASED_IN-> country:GT [k1]", "country:GT is not named by 's'"),
        ("claimed", backwards, "country:GT is not named by 's'"),
        ("ends", backwards, "Country -> Organization"),
        ("required", backwards, "no record"),
    }


def test_a_dropped_constraint_is_found(graph: Graph) -> None:
    graph.schema("DROP CONSTRAINT partnergraph_Country_id")
    found = findings(graph)
    ensure_schema(graph)
    assert found == {("schema", "partnergraph_Country_id", "missing, or made otherwise")}
