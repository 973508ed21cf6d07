"""One number for a whole graph: equal graphs have equal digests, in whatever order they came to be.

Every node and link is written as canonical JSON (labels and property names sorted, lists as they are stored) and
hashed with SHA-256; the digest is the sum of the hashes modulo 2^256 (a multiset hash). A sum does not depend on
order, can be kept up to date by adding and subtracting single hashes, and needs no memory. It holds no internal ids
and no derived links. 1 and 1.0 are different values, as they are in Neo4j.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from graph.client import Graph
from graph.whole import DERIVED

MODULUS = 1 << 256
NODES_TEXT = "MATCH (n) RETURN labels(n), properties(n)"
LINKS_TEXT = "MATCH (a)-[r]->(b) WHERE NOT type(r) IN $derived RETURN type(r), a.id, b.id, properties(r)"


def digest(graph: Graph) -> str:
    """The digest of a graph, as 64 hexadecimal digits. Streams; memory does not grow with the graph."""
    total = 0
    for labels, props in graph.stream(NODES_TEXT):
        total = add(total, node_hash(labels, props))
    for type_, start_id, end_id, props in graph.stream(LINKS_TEXT, {"derived": list(DERIVED)}):
        total = add(total, link_hash(type_, start_id, end_id, props))
    return as_text(total)


def node_hash(labels: Iterable[str], props: Mapping[str, Any]) -> int:
    """Hash of one node; properties whose value is None are not there, as in Neo4j."""
    return _hash(["node", sorted(labels), _there(props)])


def link_hash(type_: str, start_id: str, end_id: str, props: Mapping[str, Any]) -> int:
    """Hash of one link between the nodes of two ids."""
    return _hash(["link", type_, start_id, end_id, _there(props)])


def add(total: int, one: int) -> int:
    """A sum with one more node or link."""
    return (total + one) % MODULUS


def subtract(total: int, one: int) -> int:
    """A sum with one node or link less."""
    return (total - one) % MODULUS


def as_text(total: int) -> str:
    """A sum as 64 hexadecimal digits."""
    return f"{total:064x}"


def _there(props: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in props.items() if value is not None}


def _hash(value: list[Any]) -> int:
    return int.from_bytes(hashlib.sha256(orjson.dumps(value, option=orjson.OPT_SORT_KEYS)).digest(), "big")
