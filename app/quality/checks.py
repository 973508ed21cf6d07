"""The checks of the data, each a question of ``cypher/quality``, and what they find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from app.http.paging import Pager
from app.services import services
from graph.catalogue import Query

# In the order of the page: what is missing, what contradicts itself, what leads nowhere.
CHECKS = (
    "programs-without-start", "programs-without-end", "programs-without-country", "programs-without-organization",
    "organizations-without-kind", "organizations-without-country", "organizations-without-identifier",
    "end-before-start", "link-end-before-start", "country-shares", "sector-shares", "duplicate-identifiers", "dead-references",
    "undescribed-programs",
)


@dataclass(frozen=True)
class Fault:
    """What one check found: ``rows`` in all, and ``by_source`` how many each source has a part in."""

    key: str
    title: str
    description: str
    row: str
    rows: int
    by_source: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class FaultRow:
    """One row that a check found."""

    id: str
    name: str
    found: str
    sources: tuple[str, ...]
    records: tuple[str, ...]


def question(key: str) -> Query:
    """The question of a check."""
    return services().catalogue[f"quality/{key}"]


def faults(source: str) -> list[Fault]:
    """Every check with its count; of one source where it is named."""
    return [_fault(key, source) for key in CHECKS]


def fault_rows(key: str, source: str, place: Pager | None = None) -> Iterator[FaultRow]:
    """The rows of a check in a fixed order: all of them, or those of a page."""
    rows = _stream(key, source)
    for id_, name, found, sources, records in islice(rows, place.offset, place.offset + place.size) if place else rows:
        yield FaultRow(id_, name, found, tuple(sources or ()), tuple(records or ()))


def _fault(key: str, source: str) -> Fault:
    query, counts, rows = question(key), Counter[str](), 0
    for *_, sources, _records in _stream(key, source):
        rows += 1
        counts.update(sources or ())
    shown = [(name, count) for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])) if source in ("", name)]
    return Fault(key, query.title, query.description, query.row, rows, tuple(shown))


def _stream(key: str, source: str) -> Iterator[tuple[Any, ...]]:
    return question(key).stream(services().graph, {"source": source or None})
