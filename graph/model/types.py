"""What a declaration of the model is made of: node types, link types and their properties."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

PropertyType = Literal["text", "texts", "date", "year", "integer", "number", "truth"]

PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "text": (str,),
    "texts": (list, tuple),
    "date": (str,),
    "year": (int,),
    "integer": (int,),
    "number": (int, float),
    "truth": (bool,),
}


ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class ModelError(ValueError):
    """A declaration that contradicts itself; raised when the model is built, never when a user meets it."""


@dataclass(frozen=True)
class Property:
    """One property of a node or link type.

    ``unit`` is for people ("U.S. dollars", "per 100,000 people"); ``values`` closes the set of allowed texts.
    Dates are ISO 8601 texts of full length (``2021-03-01``), so that they sort and compare as texts.
    """

    name: str
    type: PropertyType
    description: str
    unit: str = ""
    values: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", self.name):
            raise ModelError(f"property {self.name!r}: a name is lower case letters, digits and underscores")
        if self.type not in PYTHON_TYPES:
            raise ModelError(f"property {self.name!r}: {self.type!r} is none of {', '.join(PYTHON_TYPES)}")
        if not self.description.endswith("."):
            raise ModelError(f"property {self.name!r}: the description is a sentence that ends with a full stop")

    def accepts(self, value: object) -> bool:
        """Whether a value may stand under this property (``None`` never does: leave the property out)."""
        if isinstance(value, bool) and self.type != "truth":
            return False
        if not isinstance(value, PYTHON_TYPES[self.type]):
            return False
        if self.type == "texts":
            return all(isinstance(item, str) for item in value)  # type: ignore[attr-defined]
        if self.type == "date":
            return ISO_DATE.fullmatch(str(value)) is not None
        return not self.values or value in self.values


@dataclass(frozen=True)
class NodeType:
    """One node type: its label, how its id is made and what it may carry.

    ``clustered``: its nodes are clusters of records (an organization told by three sources is one node);
    ``shared``: its local key is its id in every source (``country:GT``); neither: its id is ``<prefix>:<source>:<key>``.
    """

    label: str
    prefix: str
    description: str
    properties: tuple[Property, ...]
    clustered: bool = False
    shared: bool = False
    kinds: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        names = [p.name for p in self.properties]
        if len(names) != len(set(names)):
            raise ModelError(f"{self.label}: a property is declared twice")
        if self.clustered and self.shared:
            raise ModelError(f"{self.label}: a node is clustered or shared, not both")
        if not re.fullmatch(r"[A-Z][A-Za-z]+", self.label):
            raise ModelError(f"{self.label!r}: a label is CamelCase")

    def property(self, name: str) -> Property:
        """The declared property of that name; ``KeyError`` where there is none."""
        for declared in self.properties:
            if declared.name == name:
                return declared
        raise KeyError(name)


@dataclass(frozen=True)
class LinkType:
    """One link type with the pairs of node labels that it may join, direction included.

    ``symmetric``: the direction that is stored carries no meaning; queries match it without an arrow.
    ``derived``: computed from the graph, never loaded, never in the digest.
    """

    type: str
    ends: tuple[tuple[str, str], ...]
    description: str
    properties: tuple[Property, ...] = ()
    symmetric: bool = False
    derived: bool = False

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Z][A-Z_]+", self.type):
            raise ModelError(f"{self.type!r}: a link type is UPPER_CASE")
        if not self.ends:
            raise ModelError(f"{self.type}: joins nothing")

    def property(self, name: str) -> Property:
        """The declared property of that name; ``KeyError`` where there is none."""
        for declared in self.properties:
            if declared.name == name:
                return declared
        raise KeyError(name)
