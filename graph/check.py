"""The rules of the model, held against the graph as it stands: every node and link, streamed, nothing kept in memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graph.client import Graph
from graph.model import KINDS, LINKS, NODES, LinkType, NodeType, Property
from graph.schema import missing_schema

NODES_TEXT = "MATCH (n) RETURN labels(n), properties(n)"
LINKS_TEXT = (
    "MATCH (a)-[r]->(b) "
    "RETURN type(r), labels(a), a.id, a.sources, labels(b), b.id, b.sources, properties(r)"
)
KIND_LABELS = frozenset(KINDS.values())
WORDS = {
    "text": "a text",
    "texts": "a list of texts",
    "date": "a day as YYYY-MM-DD",
    "year": "a year",
    "integer": "a whole number",
    "number": "a number",
    "truth": "true or false",
}
REQUIRED_NODE = ("id", "name", "records", "sources")
REQUIRED_LINK = ("key", "source", "record")

Props = Mapping[str, Any]


@dataclass(frozen=True)
class Finding:
    """A rule that is broken: where, what is there, and what should be."""

    rule: str
    subject: str
    found: str
    expected: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.found}; expected {self.expected}. ({self.rule})"


@dataclass(frozen=True)
class End:
    """One end of a link as it was read."""

    labels: list[str]
    id: str | None
    sources: list[str] | None


def check(graph: Graph) -> Iterator[Finding]:
    """Every rule of the model that the graph breaks; none where it is sound."""
    for name in missing_schema(graph):
        yield Finding("schema", name, "missing, or made otherwise", "the constraint or index that the model declares")
    for labels, props in graph.stream(NODES_TEXT):
        yield from check_node(labels, props)
    for type_, a_labels, a_id, a_sources, b_labels, b_id, b_sources, props in graph.stream(LINKS_TEXT):
        yield from check_link(type_, End(a_labels, a_id, a_sources), End(b_labels, b_id, b_sources), props)


def check_node(labels: list[str], props: Props) -> Iterator[Finding]:
    """The rules of one node."""
    types = [NODES[label] for label in labels if label in NODES]
    subject = f"{':'.join(sorted(labels))} {props.get('id', '(no id)')}"
    if len(types) != 1:
        yield Finding("one type", subject, f"{len(types)} node types", "exactly one")
        return
    (declared,) = types
    yield from _labels(subject, labels, declared, props)
    yield from _required(subject, props, REQUIRED_NODE)
    yield from _properties(subject, props, declared)
    if not str(props.get("id", "")).startswith(f"{declared.prefix}:"):
        yield Finding("id", subject, repr(props.get("id")), f"an id that begins with {declared.prefix}:")
    yield from _claims(subject, props)


def check_link(type_: str, start: End, end: End, props: Props) -> Iterator[Finding]:
    """The rules of one link."""
    subject = f"{start.id} -{type_}-> {end.id} [{props.get('key', 'no key')}]"
    declared = LINKS.get(type_)
    if declared is None:
        yield Finding("declared", subject, f"link type {type_}", "a link type of the model")
        return
    pair = (_type_of(start.labels), _type_of(end.labels))
    if pair not in declared.ends:
        yield Finding("ends", subject, " -> ".join(pair), " or ".join(" -> ".join(ends) for ends in declared.ends))
    yield from _properties(subject, props, declared)
    if declared.derived:
        return
    yield from _required(subject, props, REQUIRED_LINK)
    for side in (start, end):
        if props.get("source") not in (side.sources or ()):
            yield Finding("claimed", subject, f"{side.id} is not named by {props.get('source')!r}", "both ends named by the link's source")


def _type_of(labels: list[str]) -> str:
    return next((label for label in labels if label in NODES), "(no type)")


def _labels(subject: str, labels: list[str], declared: NodeType, props: Props) -> Iterator[Finding]:
    further = set(labels) - {declared.label}
    for label in sorted(further - (KIND_LABELS if declared.kinds else frozenset())):
        yield Finding("declared", subject, f"label {label}", "a label of the model")
    expected = {declared.kinds[props["kind"]]} if props.get("kind") in declared.kinds else set()
    if further & KIND_LABELS != expected:
        found = ", ".join(sorted(further & KIND_LABELS)) or "no kind label"
        yield Finding("kind", subject, found, f"{', '.join(expected) or 'none'} (kind is {props.get('kind')!r})")


def _required(subject: str, props: Props, names: tuple[str, ...]) -> Iterator[Finding]:
    for name in names:
        if not props.get(name):
            yield Finding("required", subject, f"no {name}", f"a value of {name}")


def _properties(subject: str, props: Props, declared: NodeType | LinkType) -> Iterator[Finding]:
    known = {p.name: p for p in declared.properties}
    for name, value in props.items():
        if name not in known:
            yield Finding("declared", subject, f"property {name}", "a property of the model")
        elif not known[name].accepts(value) or (known[name].type == "date" and not _is_day(value)):
            yield Finding("value", subject, f"{name} is {str(value)[:80]!r}", _wanted(known[name]))
    start, end = props.get("valid_from"), props.get("valid_to")
    if isinstance(start, str) and isinstance(end, str) and start > end:
        yield Finding("period", subject, f"valid_from {start} after valid_to {end}", "a period that ends after it begins")


def _wanted(declared: Property) -> str:
    return f"one of {', '.join(declared.values)}" if declared.values else WORDS[declared.type]


def _is_day(value: str) -> bool:
    try:
        return bool(dt.date.fromisoformat(value))
    except ValueError:
        return False


def _claims(subject: str, props: Props) -> Iterator[Finding]:
    """Every record belongs to a source that the node lists, and every listed source has a record."""
    records, sources = props.get("records") or [], props.get("sources") or []
    of_records = {str(record).partition("/")[0] for record in records}
    if of_records != set(sources):
        yield Finding("claims", subject, f"records of {sorted(of_records)}, sources {sorted(sources)}", "the same sources in both")
