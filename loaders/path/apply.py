"""One difference at a time: journal, write, settle; take back what was cancelled, finish what broke off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from graph.client import Graph
from graph.errors import LinksLost
from graph.schema import ensure_schema
from graph.whole import counts, wipe
from graph.writer import Cancelled, Writer
from ledger.archive import Archive
from ledger.lock import GRAPH, held, holding
from ledger.models import Entry
from ledger.state import EMPTY, State
from ledger.store import Ledger, now
from loaders.errors import LoadError
from loaders.path.difference import Difference
from loaders.path.identity import Entity, Judgement
from loaders.path.projection import Projection


class GraphMismatch(LoadError):
    """The graph is not the one that the ledger describes."""


@dataclass
class Watch:
    """What a long step tells and asks: ``says(step, done)``, ``expects(total)`` of the step at hand and ``cancelled()``.

    ``until_free``: called while another holds a lock that is needed; without it such a step raises ``Busy``.
    """

    says: Callable[[str, int], None] = field(default=lambda _step, _done: None)
    cancelled: Callable[[], bool] = field(default=lambda: False)
    expects: Callable[[int], None] = field(default=lambda _total: None)
    until_free: Callable[[], None] | None = None


@dataclass
class Stores:
    """The three stores, and how to watch long work on them."""

    graph: Graph
    ledger: Ledger
    archive: Archive
    watch: Watch = field(default_factory=Watch)


def project(stores: Stores, before: State, after: State) -> Projection:
    """Both states, ready to be compared."""
    numbers = sorted({*before.decisions, *after.decisions})
    return Projection(stores.archive, (before, after), judgements(stores.ledger, numbers))


def judgements(ledger: Ledger, numbers: list[int]) -> dict[int, Judgement]:
    """Decisions by number, as P takes them."""
    return {d.id: Judgement(d.id, d.kind, entity(d.label, d.a), entity(d.label, d.b)) for d in ledger.decisions(numbers)}


def entity(label: str, record: str) -> Entity:
    """``source/key`` as an entity; a source key never holds a slash."""
    source, _, key = record.partition("/")
    return Entity(label, source, key)


def apply(stores: Stores, action: str, subject: int | None, target: Callable[[], State]) -> dict[str, Any]:
    """Bring the graph from the ledger's state to ``target()`` and settle the subject; returns the summary.

    ``target`` is asked once the lock is held, so that it sees what others did before.

    Raises ``Busy`` when another process is at it and nobody waits, ``Cancelled`` after taking back what was written.
    """
    with holding(stores.ledger, GRAPH, stores.watch.until_free):
        _finish_pending(stores)
        before, after = stores.ledger.state(), target()
        entry = stores.ledger.begin(action, subject, before, after)
        try:
            summary = _write(stores, before, after, again=False)
        except (Cancelled, KeyboardInterrupt):
            _take_back(stores, entry, before, after)
            raise
        _settle(stores, entry, summary)
    return summary


def finish_pending(stores: Stores) -> bool:
    """At every start: finish a difference that broke off, drop loads that broke off before it. Whether there was a difference.

    One that a living process is at is left to it.
    """
    finished = False
    if stores.ledger.pending() is not None and not held(stores.ledger, GRAPH):
        with holding(stores.ledger, GRAPH):
            finished = _finish_pending(stores)
    for load in stores.ledger.loads():
        if load.state in ("reading", "ready") and not held(stores.ledger, reading_lock(load.id)):
            stores.ledger.update_load(load.id, state="failed", finished_at=now(), message="Broke off before anything was written.")
            stores.archive.discard(load.id)
    return finished


def source_lock(key: str) -> str:
    """Name of the lock of the process that loads a source: one load of a source at a time."""
    return f"source {key}"


def reading_lock(load_id: int) -> str:
    """Name of the lock of the process that reads a load."""
    return f"load {load_id}"


def rebuild(stores: Stores) -> dict[str, Any]:
    """Empty the graph and write P of the state in force."""
    with holding(stores.ledger, GRAPH):
        pending = stores.ledger.pending()
        if pending is not None and pending.action != "rebuild":
            _finish_pending(stores)
        state = stores.ledger.state()
        entry = pending if pending is not None and pending.action == "rebuild" else stores.ledger.begin("rebuild", None, EMPTY, state)
        summary = _rebuild(stores, state)
        _settle(stores, entry, summary)
    return summary


def require_match(stores: Stores) -> None:
    """Raise ``GraphMismatch`` unless the graph holds as many nodes as the ledger last wrote."""
    last = stores.ledger.last_done()
    found, expected = counts(stores.graph)[0], last.nodes if last is not None else 0
    if found != expected:
        raise GraphMismatch(
            f"The graph at {stores.graph.address.uri} holds {found:,} nodes; by the ledger it should hold {expected:,}. "
            "It is another graph, or something else wrote to it. `flask graph rebuild` empties it and writes it anew from the archive."
        )


def _finish_pending(stores: Stores) -> bool:
    entry = stores.ledger.pending()
    if entry is None:
        return False
    stores.watch.says("finishing what broke off", 0)
    before, after = State.from_json(entry.before), State.from_json(entry.after)
    summary = _rebuild(stores, after) if entry.action == "rebuild" else _finished(stores, before, after)
    _settle(stores, entry, summary)
    return True


def _finished(stores: Stores, before: State, after: State) -> dict[str, Any]:
    try:
        return _write(stores, before, after, again=True)
    except LinksLost:  # something else wrote to the graph: what stands in the archive is the truth
        return _rebuild(stores, after)


def _rebuild(stores: Stores, state: State) -> dict[str, Any]:
    stores.watch.says("emptying the graph", 0)
    wipe(stores.graph)
    return _write(stores, EMPTY, state, again=False)


def _take_back(stores: Stores, entry: Entry, before: State, after: State) -> None:
    stores.watch.says("taking back", 0)
    quiet = Stores(stores.graph, stores.ledger, stores.archive)
    _write(quiet, after, before, again=True)
    stores.ledger.cancel(entry.id)


def _settle(stores: Stores, entry: Entry, summary: dict[str, Any]) -> None:
    nodes, links = counts(stores.graph)
    stores.ledger.finish(entry.id, nodes, links, summary)


def _write(stores: Stores, before: State, after: State, *, again: bool) -> dict[str, Any]:
    """Links that go, then nodes, then links that come, then nodes that go: no link ever lacks an end."""
    ensure_schema(stores.graph)
    stores.watch.says("comparing", 0)
    with project(stores, before, after) as projection:
        difference = Difference(projection)
        stores.watch.expects(difference.most)
        writer = Writer(stores.graph, again, lambda written: stores.watch.says("writing", written), stores.watch.cancelled)
        writer.remove_links(difference.removed_links())
        removed = writer.write_nodes(difference.nodes())
        writer.add_links(difference.added_links())
        writer.change_links(difference.changed_links())
        writer.remove_nodes(removed)
        return difference.summary()
