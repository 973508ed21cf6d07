"""Rows of a report as facts: a set of tuples of the columns that a test is about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graph.catalogue import load_catalogue
from graph.client import Graph

CATALOGUE = load_catalogue(Path(__file__).parents[2] / "cypher")
DAY = "2024-06-30"


def rows(graph: Graph, report: str, columns: str, **params: Any) -> set[tuple[Any, ...]]:
    """The rows of a report on ``DAY`` as a set, cut to the columns named; lists as tuples."""
    query = CATALOGUE[f"reports/{report}"]
    found = query.run(graph, {"as_of": DAY, **params}).dicts()
    cut = [tuple(_hashable(row[name]) for name in columns.split()) for row in found]
    assert len(cut) == len(set(cut)), "no row stands twice"
    return set(cut)


def _hashable(value: Any) -> Any:
    return tuple(_hashable(item) for item in value) if isinstance(value, list) else value
