"""Laws of the load path, on a real Neo4j: order, undo, decisions and broken-off loads do not show in the graph."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.client import Graph
from graph.digest import digest
from graph.engine import DEFAULT_VERSION
from graph.whole import wipe
from graph.writer import Cancelled
from loaders.path.apply import Stores, Watch, finish_pending, rebuild
from loaders.path.steps import decide, undecide, undo
from tests.conftest import VERSION
from tests.support.toy import bring, country, link, org, program, stores_on, whole

pytestmark = pytest.mark.graph
# The laws are of our own code: what another Neo4j could break of them shows in few examples.
EXAMPLES = 4 if VERSION == DEFAULT_VERSION else 2
LAW = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

KEYS = ("k1", "k2", "k3", "k4")
IDS = ("US-EIN:1", "US-EIN:2", "XM-DAC:3")


@st.composite
def files(draw: st.DrawFn) -> list[dict[str, Any]]:
    """A file of a source: some organizations (with shared identifiers), a program, links among them, a stub or two."""
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, unique=True))
    rows = [
        org(
            key,
            draw(st.sampled_from(("Police", "Ministry", "Court"))),
            ids=draw(st.lists(st.sampled_from(IDS), max_size=2, unique=True)),
            country=draw(st.sampled_from(("GT", "HN"))),
        )
        for key in keys
    ]
    rows.append(program("p1", status=draw(st.sampled_from(("active", "closed")))))
    rows.append(country("GT", "r0"))
    for number in range(draw(st.integers(0, 4))):
        rows.append(
            link("IMPLEMENTS", f"o:{draw(st.sampled_from(keys))}", "p:p1", f"r{number}", role=draw(st.sampled_from(("lead", "sub"))))
        )
    rows.append(link("OPERATES_IN", "p:p1", "country:GT", "r0"))
    return draw(st.permutations(rows))


@contextmanager
def fresh(graph: Graph) -> Iterator[Stores]:
    """An empty graph with a new ledger: hypothesis runs many examples under one fixture."""
    wipe(graph)
    with tempfile.TemporaryDirectory() as folder:
        stores = stores_on(graph, Path(folder))
        yield stores
        stores.ledger.close()


@pytest.mark.once
@settings(LAW, max_examples=min(3, EXAMPLES))  # each loads three times as much as the others
@given(first=files(), second=files(), other=files())
def test_the_digest_does_not_depend_on_the_order_of_sources(graph: Graph, first: list[Any], second: list[Any], other: list[Any]) -> None:
    digests = []
    for order in (("a1", "b", "a2"), ("b", "a1", "a2"), ("a1", "a2", "b")):
        with fresh(graph) as stores:
            for step in order:
                bring(stores, step[0], {"a1": first, "a2": second, "b": other}[step])
            digests.append(digest(graph))
    assert len(set(digests)) == 1


@LAW
@given(first=files(), second=files(), other=files())
def test_undoing_a_load_is_never_having_loaded_it(graph: Graph, first: list[Any], second: list[Any], other: list[Any]) -> None:
    with fresh(graph) as stores:
        bring(stores, "b", other)
        bring(stores, "a", first)
        before = whole(graph)
        outcome = bring(stores, "a", second)
        if outcome.same_as is None:
            undo(stores, outcome.load)  # type: ignore[arg-type]
        assert whole(graph) == before


@pytest.mark.once
@LAW
@given(first=files(), second=files(), kind=st.sampled_from(("same", "not-same")), reload=files())
def test_taking_a_decision_back_leaves_no_trace_also_with_a_load_between(
    graph: Graph,
    first: list[Any],
    second: list[Any],
    kind: str,
    reload: list[Any],
) -> None:
    with fresh(graph) as stores:
        bring(stores, "a", first)
        bring(stores, "b", second)
        ours, theirs = (sorted(r["key"] for r in rows if r.get("label") == "Organization")[0] for rows in (first, second))
        before = whole(graph)
        decision, _ = decide(stores, kind, (f"a/{ours}", f"b/{theirs}"), "law")
        undecide(stores, decision.id)
        assert whole(graph) == before
        decision, _ = decide(stores, kind, (f"a/{ours}", f"b/{theirs}"), "law")
        bring(stores, "b", reload)
        undecide(stores, decision.id)
        decided_and_reloaded = whole(graph)
    with fresh(graph) as stores:
        bring(stores, "a", first)
        bring(stores, "b", reload)
        assert whole(graph) == decided_and_reloaded


@pytest.mark.once
@LAW
@given(first=files(), second=files(), other=files())
def test_a_rebuild_gives_the_same_digest(graph: Graph, first: list[Any], second: list[Any], other: list[Any]) -> None:
    with fresh(graph) as stores:
        bring(stores, "a", first)
        bring(stores, "b", other)
        bring(stores, "a", second)
        before = digest(graph)
        rebuild(stores)
        assert digest(graph) == before


class Killed(BaseException):
    """Stands for a kill: nothing may handle it."""


@LAW
@given(first=files(), second=files(), steps=st.integers(0, 6))
def test_a_load_that_is_killed_anywhere_is_finished_by_the_next_start(
    graph: Graph, first: list[Any], second: list[Any], steps: int
) -> None:
    with fresh(graph) as stores:
        bring(stores, "a", first)
        untouched = whole(graph)
        killed = _bring_with(stores, second, steps, Killed)
        if stores.ledger.pending() is None and killed:
            assert whole(graph) == untouched
        finish_pending(stores)
        finished = whole(graph)
        if killed and stores.ledger.loads()[0].state != "loaded":
            assert finished == untouched
            return
    with fresh(graph) as stores:
        bring(stores, "a", first)
        bring(stores, "a", second)
        assert whole(graph) == finished


@pytest.mark.once
@LAW
@given(first=files(), second=files(), steps=st.integers(0, 6))
def test_a_load_that_is_cancelled_anywhere_leaves_the_graph_as_it_was(
    graph: Graph, first: list[Any], second: list[Any], steps: int
) -> None:
    with fresh(graph) as stores:
        bring(stores, "a", first)
        before = whole(graph)
        cancelled = _bring_with(stores, second, steps, Cancelled)
        if cancelled:
            assert whole(graph) == before
            assert stores.ledger.pending() is None


def _bring_with(stores: Stores, rows: list[Any], steps: int, error: type[BaseException]) -> bool:
    """Load, raising the error at the given step that the load tells of; whether it was raised."""
    seen = [0]

    def says(_step: str, _done: int) -> None:
        seen[0] += 1
        if seen[0] == steps + 1:
            raise error

    stores.watch = Watch(says)
    try:
        bring(stores, "a", rows)
    except error:
        return True
    finally:
        stores.watch = Watch()
    return False
