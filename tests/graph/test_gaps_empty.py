"""The pages of gaps while nothing is loaded: each says why there is nothing to see."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.client import Graph
from tests.graph.test_gaps_pages import client_of, page

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/gaps", "There are no rows of this kind"),
        ("/gaps/priority", "No country has both a known supply here and a value of need"),
        ("/gaps/shares", "No source names who delivers a program"),
        ("/gaps/outside", "Every program that is in force on this day stands in a cell."),
        ("/gaps/scopes", "Nobody has entered a scope"),
    ],
)
def test_an_empty_graph_says_why_there_is_nothing(graph: Graph, tmp_path: Path, address: str, says: str) -> None:
    assert says in page(client_of(graph, tmp_path, scope=None), address)
