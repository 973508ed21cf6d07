"""Small graphs written by hand, for tests that state facts: nodes and links in a line each."""

from __future__ import annotations

from typing import Any, NamedTuple

from graph.client import Graph
from graph.model import KINDS, LINKS, NODES

SOURCE = "t"


class Node(NamedTuple):
    """A node: its labels, and its properties with ``id``."""

    labels: tuple[str, ...]
    props: dict[str, Any]

    @property
    def id(self) -> str:
        """The node's id."""
        return str(self.props["id"])


class Link(NamedTuple):
    """A link between two nodes."""

    type: str
    start: Node
    end: Node
    props: dict[str, Any]


def node(label: str, id_: str, name: str, **props: Any) -> Node:
    """A node of a label; its record is ``t/<last part of the id>``, and every property must be declared."""
    for key in props:
        NODES[label].property(key)
    kind = KINDS.get(props.get("kind", ""))
    labels = (label, kind) if label == "Organization" and kind else (label,)
    records = [f"{SOURCE}/{id_.rpartition(':')[2]}"]
    return Node(labels, {"id": id_, "name": name, "sources": [SOURCE], "records": records, **props})


def org(key: str, kind: str = "", country: str = "", **props: Any) -> Node:
    """An organization whose name is its key."""
    given = {name: value for name, value in (("kind", kind), ("country", country)) if value}
    return node("Organization", f"org:t:{key}", key, **given, **props)


def program(key: str, **props: Any) -> Node:
    """A program whose name is its key."""
    return node("Program", f"program:t:{key}", key, **props)


def country(code: str, name: str = "") -> Node:
    """A country."""
    return node("Country", f"country:{code}", name or code, iso2=code)


def focus(line: str, topic: str = "") -> Node:
    """A line of effort, or a topic of one."""
    id_ = f"focus:{line}:{topic}" if topic else f"focus:{line}"
    return node("FocusArea", id_, topic or f"Line {line}", line=line, level="topic" if topic else "line")


def figure(key: str, kind: str, amount: float, **props: Any) -> Node:
    """A sum."""
    return node("Figure", f"figure:t:{key}", key, kind=kind, amount=amount, **{"currency": "USD", **props})


def link(type_: str, start: Node, end: Node, **props: Any) -> Link:
    """A link; its record is ``<start>-<end>`` of their keys unless ``record`` is given."""
    for key in props:
        LINKS[type_].property(key)
    assert any(a in start.labels and b in end.labels for a, b in LINKS[type_].ends), (type_, start.labels, end.labels)
    record = f"{start.id.rpartition(':')[2]}-{end.id.rpartition(':')[2]}"
    return Link(type_, start, end, {"source": SOURCE, "record": record, **props})


def write(graph: Graph, *things: Node | Link) -> None:
    """Write links with their ends, and further nodes, into a graph."""
    nodes = {n.id: n for thing in things for n in ((thing,) if isinstance(thing, Node) else (thing.start, thing.end))}
    statements: list[tuple[str, dict[str, Any]]] = [
        (f"CREATE (n:{':'.join(n.labels)}) SET n = $props", {"props": n.props}) for n in nodes.values()
    ]
    for number, thing in enumerate(t for t in things if isinstance(t, Link)):
        labels = thing.start.labels[0], thing.end.labels[0]
        text = f"MATCH (a:{labels[0]} {{id: $a}}), (b:{labels[1]} {{id: $b}}) CREATE (a)-[r:{thing.type}]->(b) SET r = $props"
        props = {**thing.props, "key": f"{thing.type}-{number}"}
        statements.append((text, {"a": thing.start.id, "b": thing.end.id, "props": props}))
    graph.write(statements)
