"""The model as data: constraints, the writer, the data dictionary and the checks of ``cypher/`` all come from here."""

from __future__ import annotations

from graph.model.links import LINK_TYPES
from graph.model.nodes import KINDS, NODE_TYPES
from graph.model.types import LinkType, ModelError, NodeType, Property

NODES: dict[str, NodeType] = {declared.label: declared for declared in NODE_TYPES}
LINKS: dict[str, LinkType] = {declared.type: declared for declared in LINK_TYPES}


def _check() -> None:
    if len(NODES) != len(NODE_TYPES) or len(LINKS) != len(LINK_TYPES):
        raise ModelError("a node or link type is declared twice")
    for declared in LINK_TYPES:
        for pair in declared.ends:
            for label in pair:
                if label not in NODES:
                    raise ModelError(f"{declared.type}: joins {label!r}, which is no node type")


_check()

__all__ = ["KINDS", "LINKS", "NODES", "LinkType", "ModelError", "NodeType", "Property"]
