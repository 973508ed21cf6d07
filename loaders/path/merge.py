"""Many statements about one node, one node: the order of precedence, names, conflicts. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import orjson

from graph.model import NODES
from loaders.path.identity import scheme_order
from loaders.rows import OWN


class Statement(NamedTuple):
    """What one record says about a node; statements come in their order of precedence (full ones first, then by rank)."""

    source: str
    key: str
    name: str
    stub: bool
    identifiers: Sequence[str]
    props: str


LISTS = {label: frozenset(p.name for p in node.properties if p.type == "texts") for label, node in NODES.items()}
NAMED = {label: "aliases" in LISTS[label] for label in NODES}
CLUSTERED = {label: node.clustered for label, node in NODES.items()}
# Where two sources differ in these, they are no contradiction worth a reader's time.
UNDISPUTED = frozenset({"description", "valid_from_text", "valid_to_text", "homepage", "reported_by", "dates_are", "acronym", "iati_type"})


def merge(label: str, node_id: str, statements: Sequence[Statement]) -> dict[str, Any]:
    """The properties of a node: of each property the first statement's value, of lists all values, sorted.

    A value ``None``, which only a correction may give, takes what the others say away.
    """
    first = statements[0]
    props: dict[str, Any] = orjson.loads(first.props)
    if len(statements) > 1:
        _add_others(label, props, statements[1:])
    naming = [s for s in statements if not _nameless(s)] or [s for s in statements if s.stub] or list(statements)
    if NAMED[label]:
        _name_aliases(props, naming, {acronym for s in statements if (acronym := _acronym(s))})
    if first.source == OWN:
        props = {name: value for name, value in props.items() if value is not None}
    for name in LISTS[label] & props.keys():
        props[name] = sorted(set(props[name]))
    props["id"], props["name"] = node_id, naming[0].name
    props["records"] = sorted({f"{s.source}/{s.key}" for s in statements})
    props["sources"] = sorted({s.source for s in statements})
    if CLUSTERED[label]:
        _identify(label, node_id, props, statements)
    return props


def _nameless(statement: Statement) -> bool:
    """Whether it is a fact typed in about something else than its name: its stub only keeps the name that was shown."""
    return statement.source == OWN and (statement.stub or statement.name == statement.key)


def _add_others(label: str, props: dict[str, Any], others: Sequence[Statement]) -> None:
    lists = LISTS[label]
    for other in others:
        for name, value in orjson.loads(other.props).items():
            if name in lists:
                props[name] = [*props.get(name, ()), *value]
            else:
                props.setdefault(name, value)


def _name_aliases(props: dict[str, Any], naming: Sequence[Statement], acronyms: set[str]) -> None:
    """All other names; an acronym that is not the one shown is one of them."""
    names = ({*props.get("aliases", ()), *(s.name for s in naming)} | acronyms - {props.get("acronym")}) - {naming[0].name}
    if names:
        props["aliases"] = sorted(names)
    else:
        props.pop("aliases", None)


def _acronym(statement: Statement) -> str | None:
    return orjson.loads(statement.props).get("acronym") if '"acronym"' in statement.props else None


def _identify(label: str, node_id: str, props: dict[str, Any], statements: Sequence[Statement]) -> None:
    prefix = NODES[label].prefix
    identifiers = sorted({i for s in statements for i in s.identifiers}, key=scheme_order)
    if identifiers:
        props["identifiers"] = identifiers
    also = {f"{prefix}:{i}" for i in identifiers} | {f"{prefix}:{s.source}:{s.key}" for s in statements}
    props["also_ids"] = sorted(also - {node_id})
    conflicts = _conflicts(label, statements)
    if conflicts:
        props["conflicts"] = conflicts


def _conflicts(label: str, statements: Sequence[Statement]) -> list[str]:
    """Properties on which full records of several sources disagree, every value with its source."""
    if len({s.source for s in statements if not s.stub}) < 2:
        return []
    said: dict[str, dict[str, set[str]]] = {}
    for statement in statements:
        for name, value in orjson.loads(statement.props).items():
            if name not in LISTS[label] and name not in UNDISPUTED:
                shown = "not stated" if value is None else str(value)
                said.setdefault(name, {}).setdefault(shown, set()).add(statement.source)
    if not _nameless(statements[0]) and statements[0].source == OWN:
        for statement in statements:
            if not (statement.stub or _nameless(statement)):
                said.setdefault("name", {}).setdefault(statement.name, set()).add(statement.source)
    return sorted(
        f"{name}: " + "; ".join(f"{', '.join(sorted(sources))} says {value}" for value, sources in sorted(values.items()))
        for name, values in said.items()
        if len(values) > 1
    )
