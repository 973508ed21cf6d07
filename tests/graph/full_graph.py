"""A graph made from the model: every label, kind, link type (between every pair of ends) and property stands in it."""

from __future__ import annotations

from typing import Any

from graph.client import Graph
from graph.model import KINDS, LINKS, NODES, LinkType, NodeType, Property

IDS = {"Country": "country:GT", "FocusArea": "focus:III", "AdminArea": "area:US-TX", "Sector": "sector:1:15130", "Source": "source:full"}
SAMPLES: dict[str, Any] = {
    "country": "GT", "us_state": "TX", "organization": "org:full:1", "program": "program:full:1", "focus_area": "III",
    "agreement": "agreement:full:1", "area": "US-TX", "sector": "1:15130", "indicator": "full:1", "source": "full",
    "kind": "ngo", "link_type": "FUNDS", "date": "2022-06-30", "year": 2021, "integer": 10, "number": 0.5, "truth": True,
    "text": "full", "texts": ["org:full:1"], "rows": [],
}


def build(graph: Graph) -> None:
    """Write it into an empty graph."""
    statements = [node_statement(declared) for declared in NODES.values()]
    statements += [kind_statement(kind, label) for kind, label in KINDS.items()]
    for declared in LINKS.values():
        statements += [link_statement(declared, *ends) for ends in declared.ends]
    graph.write(statements)


def node_id(declared: NodeType) -> str:
    """The id of the one node of a type."""
    return IDS.get(declared.label, f"{declared.prefix}:full:1")


def node_statement(declared: NodeType) -> tuple[str, dict[str, Any]]:
    """One node with every property of its type."""
    return f"CREATE (n:{declared.label}) SET n = $props", {"props": {**values(declared.properties), "id": node_id(declared)}}


def kind_statement(kind: str, label: str) -> tuple[str, dict[str, Any]]:
    """One organization of a kind."""
    props = {**values(NODES["Organization"].properties), "id": f"org:full:{kind}", "kind": kind}
    return f"CREATE (n:Organization:{label}) SET n = $props", {"props": props}


def link_statement(declared: LinkType, start: str, end: str) -> tuple[str, dict[str, Any]]:
    """One link between a pair of ends, with every property of its type."""
    text = f"MATCH (a:{start} {{id: $a}}), (b:{end} {{id: $b}}) CREATE (a)-[r:{declared.type}]->(b) SET r = $props"
    props = {**values(declared.properties), "key": f"{declared.type} {start} {end}"}
    return text, {"a": node_id(NODES[start]), "b": node_id(NODES[end]), "props": props}


def values(properties: tuple[Property, ...]) -> dict[str, Any]:
    """A value for every property; a text is its own name, so that it is told from others."""
    return {p.name: value(p) for p in properties}


def value(declared: Property) -> Any:
    """A value that the property accepts."""
    samples: dict[str, Any] = {
        "text": declared.values[0] if declared.values else declared.name, "texts": [declared.name],
        "date": "2031-01-01" if declared.name == "valid_to" else "2021-01-01", "year": 2021, "integer": 1, "number": 2.5, "truth": True,
    }
    made = "GT" if declared.name in ("country", "iso2") else "III" if declared.name == "line" else samples[declared.type]
    assert declared.accepts(made)
    return made
