"""Constraints and indexes of the graph, from the model: made once, left alone when they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graph.client import Graph
from graph.model import LINKS, NODES

PREFIX = "partnergraph_"
NAMES_INDEX = "names"
NAMES_ANALYZER = "standard-folding"
NAMES_LABELS = ("Organization", "Program", "Agreement", "Country", "AdminArea", "FocusArea", "Sector", "Indicator")
NAMES_PROPERTIES = ("name", "acronym", "aliases", "identifiers")

# What pages and reports filter or sort by.
FILTERS = (
    ("Organization", "kind"),
    ("Organization", "country"),
    ("Program", "status"),
    ("Program", "valid_to"),
    ("Figure", "year"),
    ("AdminArea", "country"),
)

SHOW = (
    "SHOW INDEXES YIELD name, type, entityType, labelsOrTypes, properties, options, owningConstraint, state "
    "RETURN name, type, entityType, labelsOrTypes, properties, options, owningConstraint, state"
)
AWAIT = "CALL db.awaitIndexes(600)"


@dataclass(frozen=True)
class Item:
    """One constraint or index: its name, what it stands on, and the statement that makes it."""

    name: str
    kind: str
    entity: str
    on: tuple[str, ...]
    properties: tuple[str, ...]
    statement: str


def declared() -> dict[str, Item]:
    """Every constraint and index that the model asks for, by name."""
    items = [*_node_keys(), *_link_keys(), *_filters(), _names()]
    return {item.name: item for item in items}


def ensure_schema(graph: Graph) -> list[str]:
    """Make what is missing, make anew what differs, drop what is no longer declared; the statements that were run.

    Only names that begin with ``partnergraph_`` (and the full-text index ``names``) are touched. Returns when every
    index answers. Nothing to do costs one read.
    """
    wanted, there = declared(), graph.read(SHOW).dicts()
    standing = _standing(there)
    drops = [_drop(name, constraint=shape[0] == "UNIQUE") for name, shape in standing.items() if shape != _shape(wanted.get(name))]
    creates = [item.statement for name, item in wanted.items() if standing.get(name) != _shape(item)]
    for batch in filter(None, (drops, creates)):  # one transaction each: four times as fast as one a statement
        graph.write([(statement, {}) for statement in batch])
    if creates or any(row["state"] == "POPULATING" for row in there):
        graph.schema(AWAIT)
    return drops + creates


def missing_schema(graph: Graph) -> list[str]:
    """Names of declared constraints and indexes that are not there, or not as declared."""
    standing = _standing(graph.read(SHOW).dicts())
    return [name for name, item in declared().items() if standing.get(name) != _shape(item)]


def _node_keys() -> Iterator[Item]:
    for label in NODES:
        name = f"{PREFIX}{label}_id"
        statement = f"CREATE CONSTRAINT {name} FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        yield Item(name, "UNIQUE", "NODE", (label,), ("id",), statement)


def _link_keys() -> Iterator[Item]:
    for link in LINKS.values():
        if not link.derived:
            name = f"{PREFIX}{link.type}_key"
            statement = f"CREATE CONSTRAINT {name} FOR ()-[r:{link.type}]-() REQUIRE r.key IS UNIQUE"
            yield Item(name, "UNIQUE", "RELATIONSHIP", (link.type,), ("key",), statement)


def _filters() -> Iterator[Item]:
    for label, property_name in FILTERS:
        NODES[label].property(property_name)
        name = f"{PREFIX}{label}_{property_name}"
        statement = f"CREATE RANGE INDEX {name} FOR (n:{label}) ON (n.{property_name})"
        yield Item(name, "RANGE", "NODE", (label,), (property_name,), statement)


def _names() -> Item:
    labels, properties = "|".join(NAMES_LABELS), ", ".join(f"n.{name}" for name in NAMES_PROPERTIES)
    statement = (
        f"CREATE FULLTEXT INDEX {NAMES_INDEX} FOR (n:{labels}) ON EACH [{properties}] "
        f"OPTIONS {{indexConfig: {{`fulltext.analyzer`: '{NAMES_ANALYZER}'}}}}"
    )
    return Item(NAMES_INDEX, "FULLTEXT", "NODE", NAMES_LABELS, NAMES_PROPERTIES, statement)


Shape = tuple[str, str, tuple[str, ...], tuple[str, ...]]


def _shape(item: Item | None) -> Shape | None:
    return None if item is None else (item.kind, item.entity, tuple(sorted(item.on)), item.properties)


def _standing(there: list[dict[str, Any]]) -> dict[str, Shape]:
    """What of ours there is, by name. A failed index, or one with another analyzer, has a shape that nothing declares."""
    found = {}
    for row in there:
        if row["name"].startswith(PREFIX) or row["name"] == NAMES_INDEX:
            kind = "UNIQUE" if row["owningConstraint"] else str(row["type"])
            analyzer = row["options"]["indexConfig"].get("fulltext.analyzer", NAMES_ANALYZER)
            sound = row["state"] != "FAILED" and analyzer == NAMES_ANALYZER
            shape = (kind, row["entityType"], tuple(sorted(row["labelsOrTypes"] or ())), tuple(row["properties"] or ()))
            found[row["name"]] = shape if sound else (kind, "", (), ())
    return found


def _drop(name: str, *, constraint: bool) -> str:
    return f"DROP {'CONSTRAINT' if constraint else 'INDEX'} {name} IF EXISTS"
