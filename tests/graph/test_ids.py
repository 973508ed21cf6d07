"""An organization with two identifiers keeps its id through every further load that says no more of it."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from graph.client import Graph
from loaders.path.steps import undo
from tests.support.toy import bring, org, stores_on

pytestmark = [pytest.mark.graph, pytest.mark.once]

# From the strongest to the weakest; the last has no place of its own among schemes and comes behind all that have.
STRENGTH = ("US-SAM", "US-CGAC", "US-FPDS", "US-DOTGOV", "US-AL", "AA-NEW")
PAIRS = list(combinations(STRENGTH, 2))


def bodies(tag: str, *, turned: bool = False) -> list[dict[str, Any]]:
    """A body for every pair of schemes, its stronger identifier first, or last."""
    found = []
    for number, pair in enumerate(PAIRS):
        ids = [f"{scheme}:{number}" for scheme in pair]
        found.append(org(f"{tag}{number}", f"Body {number}", ids=ids[::-1] if turned else ids))
    return found[::-1] if turned else found


def test_two_identifiers_one_id(graph: Graph, tmp_path: Path) -> None:
    stores = stores_on(graph, tmp_path)
    expected = {f"org:{strong}:{number}" for number, (strong, _) in enumerate(PAIRS)}

    def ids() -> set[str]:
        return {row[0] for row in graph.read("MATCH (n:Organization) RETURN n.id").rows}

    bring(stores, "one", bodies("k"))
    assert ids() == expected, "alone"
    again = bring(stores, "one", bodies("k", turned=True))
    assert (ids(), again.difference["nodes"]) == (expected, {}), "the same, told the other way round"
    other = bring(stores, "two", bodies("x", turned=True))
    assert ids() == expected, "in clusters of two"
    weak = [org(f"w{number}", f"Body {number}", ids=[f"{pair[1]}:{number}"]) for number, pair in enumerate(PAIRS)]
    bring(stores, "three", weak)
    assert ids() == expected, "joined by the weaker one"
    undo(stores, other.load or 0)
    assert ids() == expected, "with one of them gone"
