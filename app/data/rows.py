"""Reads what the data pages show from the ledger and the graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.data.contexts import ChangeRow, DecisionRow, LoadRow, ProblemRow, PropertyRow, SourceRow, TypeRow
from app.data.freshness import freshness
from app.services import services
from graph.model import LINKS, NODES, LinkType, NodeType
from ledger.models import Load, Source
from ledger.source_notes import SourceNotes
from loaders.path import steps


def load_rows(source: str | None = None) -> list[LoadRow]:
    """All loads, newest first."""
    ledger = services().ledger
    known = {found.key: found for found in ledger.sources()}
    return [load_row(found, known) for found in ledger.loads(source)]


def load_row(found: Load, sources: Mapping[str, Source]) -> LoadRow:
    """One load as a row."""
    total = {name: sum(row[name] for row in found.counts) for name in ("read", "loaded", "same_as", "set_aside", "faults")}
    return LoadRow(
        found.id,
        found.source_key,
        sources[found.source_key].title,
        found.format,
        tuple(file["name"] for file in found.files),
        found.started_at,
        total["read"],
        total["loaded"],
        total["same_as"],
        total["set_aside"],
        total["faults"],
        services().ledger.status(found),
        found.mapping,
    )


def change_rows(difference: Mapping[str, Any]) -> Iterator[ChangeRow]:
    """Counts by type with a few examples each."""
    examples = difference.get("examples", {})
    for what, noun in (("nodes", "things"), ("links", "links")):
        for type_, ops in difference.get(what, {}).items():
            shown = tuple(text for op in ops for text in examples.get(f"{op} {type_}", ())[:2])
            yield ChangeRow(type_, noun, ops.get("added", 0), ops.get("changed", 0), ops.get("removed", 0), shown)


def problem_rows(load_id: int, fate: str | None, *, offset: int = 0, limit: int | None = None) -> Iterator[ProblemRow]:
    """Row problems in the order of the file."""
    for p in services().ledger.problems(load_id, fate, offset=offset, limit=limit):
        yield ProblemRow(p.fate, p.file, p.line, p.record, p.field, p.found, p.expected)


def source_rows() -> Iterator[SourceRow]:
    """Sources by rank, with their load in force and how much of the network they state."""
    ledger = services().ledger
    in_force = ledger.state().sources
    loads = {found.id: found for found in ledger.loads()}
    notes, today = SourceNotes(ledger).all(), services().today()
    sizes = {row["source"]: row for row in services().catalogue["pages/source-sizes"].run(services().graph, {}).dicts()}
    for source in ledger.sources():
        current = loads[in_force[source.key].loads[-1]] if source.key in in_force else None
        size = sizes.get(source.key, {"nodes": 0, "links": 0})
        fresh = freshness(current.started_at.date() if current else None, notes.get(source.key), today)
        yield SourceRow(
            source.key,
            source.title,
            source.publisher,
            source.licence,
            source.page,
            source.format,
            source.mode,
            source.rank,
            sum(found.source_key == source.key for found in loads.values()),
            current.id if current else None,
            current.started_at if current else None,
            size["nodes"],
            size["links"],
            notes[source.key].owner if source.key in notes else "",
            fresh.due,
            fresh.late,
        )


def decision_rows() -> Iterator[DecisionRow]:
    """Decisions, newest first, with those that contradict others."""
    stores = services().stores
    contradicted = dict(steps.conflicts(stores))
    for d in reversed(stores.ledger.decisions()):
        state = "contradicted" if d.id in contradicted else d.state
        yield DecisionRow(d.id, d.kind.replace("-", " "), d.label, d.a, d.b, d.why, d.by, d.at, state, tuple(contradicted.get(d.id, ())))


def dictionary_rows() -> tuple[tuple[TypeRow, ...], tuple[TypeRow, ...]]:
    """Node types and link types of the model with the number of each in the graph."""
    catalogue, graph = services().catalogue, services().graph
    labels = {row["label"]: row["count"] for row in catalogue["pages/count-by-label"].run(graph, {}).dicts()}
    types = {row["type"]: row["count"] for row in catalogue["pages/count-by-link-type"].run(graph, {}).dicts()}
    nodes = tuple(_type_row(n.label, n, (), labels.get(n.label, 0)) for n in NODES.values())
    links = tuple(_type_row(k.type, k, tuple(f"{a} to {b}" for a, b in k.ends), types.get(k.type, 0)) for k in LINKS.values())
    return nodes, links


def _type_row(name: str, declared: NodeType | LinkType, ends: tuple[str, ...], count: int) -> TypeRow:
    properties = tuple(PropertyRow(name, p.name, p.type, p.unit, ", ".join(p.values), p.description) for p in declared.properties)
    kind = "link" if isinstance(declared, LinkType) else "node"
    return TypeRow(name, kind, declared.description, ends, count, properties)
