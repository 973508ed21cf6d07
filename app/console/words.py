"""What the editor offers while a person writes: the names of the model, and the words of Cypher that only ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from graph.model import KINDS, LINKS, NODES, LinkType, NodeType, Property
from graph.schema import NAMES_INDEX

KEYWORDS = (
    "MATCH", "OPTIONAL MATCH", "WHERE", "RETURN", "RETURN DISTINCT", "WITH", "WITH DISTINCT", "UNWIND", "CALL", "YIELD", "UNION",
    "UNION ALL", "ORDER BY", "ASC", "DESC", "SKIP", "LIMIT", "AS", "AND", "OR", "XOR", "NOT", "IN", "IS NULL", "IS NOT NULL", "CONTAINS",
    "STARTS WITH", "ENDS WITH", "CASE", "WHEN", "THEN", "ELSE", "END", "EXISTS", "COUNT", "COLLECT", "EXPLAIN", "true", "false", "null",
)
FUNCTIONS = (
    "abs", "all", "any", "avg", "ceil", "coalesce", "collect", "count", "date", "datetime", "duration.between", "elementId", "endNode",
    "floor", "head", "keys", "labels", "last", "left", "length", "max", "min", "nodes", "none", "percentileCont", "properties", "range",
    "reduce", "relationships", "replace", "right", "round", "shortestPath", "size", "split", "startNode", "stDev", "substring", "sum",
    "tail", "toFloat", "toInteger", "toLower", "toString", "toUpper", "trim", "type",
)
PROCEDURES = (
    "db.labels()", "db.relationshipTypes()", "db.propertyKeys()", "db.schema.visualization()",
    f"db.index.fulltext.queryNodes('{NAMES_INDEX}', $text) YIELD node, score",
)


@cache
def words() -> dict[str, Any]:
    """Labels and link types with what they mean and the properties that are theirs alone; ``of_every_node`` and ``of_every_link``:
    properties that all of them have; keywords, functions and procedures."""
    of_node, of_link = (_shared([type_.properties for type_ in types]) for types in (NODES.values(), LINKS.values()))
    return {
        "labels": [*(_label(node, of_node) for node in NODES.values()), *_kinds()],
        "links": [_link(link, of_link) for link in LINKS.values()],
        "of_every_node": _properties(of_node), "of_every_link": _properties(of_link),
        "keywords": KEYWORDS, "functions": FUNCTIONS, "procedures": PROCEDURES,
    }


def _shared(declared: Sequence[tuple[Property, ...]]) -> tuple[Property, ...]:
    return tuple(each for each in declared[0] if all(each in others for others in declared))


def _label(node: NodeType, shared: tuple[Property, ...]) -> dict[str, Any]:
    return {"name": node.label, "about": node.description, "properties": _properties(p for p in node.properties if p not in shared)}


def _kinds() -> Iterator[dict[str, Any]]:
    """The labels that organizations have besides, by their kind; ``like``: the label whose properties they have."""
    for kind, label in KINDS.items():
        yield {"name": label, "about": f"An organization of the kind {kind}.", "like": "Organization", "properties": []}


def _link(link: LinkType, shared: tuple[Property, ...]) -> dict[str, Any]:
    ends = "; ".join(f"{start} to {end}" for start, end in link.ends)
    own = _properties(p for p in link.properties if p not in shared)
    return {"name": link.type, "about": f"{link.description} {ends}.", "properties": own}


def _properties(declared: Iterable[Property]) -> list[dict[str, str]]:
    return [{"name": each.name, "type": each.type, "about": _about(each)} for each in declared]


def _about(declared: Property) -> str:
    unit = f" In {declared.unit}." if declared.unit else ""
    values = f" One of {', '.join(declared.values)}." if declared.values else ""
    return f"{declared.description}{unit}{values}"
