"""Writes differences: bounded, idempotent transactions, two sessions at work. Statements come from the model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from itertools import groupby, islice
from operator import attrgetter, itemgetter
from threading import Event, Lock
from typing import Any, TypeVar

from graph.changes import LinkChange, NodeChange
from graph.client import Graph
from graph.errors import LinksLost
from graph.model import NODES

T = TypeVar("T")
K = TypeVar("K")

Rounds = Iterable[list[Iterator[LinkChange]]]

NODE_BATCH = 2_000
LINK_BATCH = 10_000
SESSIONS = 2


class Cancelled(Exception):
    """The person asked to stop; what was written so far is to be taken back."""


@dataclass
class Writer:
    """Writes changes to one graph.

    ``again``: some of the changes may be in the graph already (a difference that is being finished or taken back);
    ``on_progress`` gets the number of changes written so far; ``cancelled`` is asked between transactions.
    """

    graph: Graph
    again: bool = False
    on_progress: Callable[[int], None] = field(default=lambda _written: None)
    cancelled: Callable[[], bool] = field(default=lambda: False)
    written: int = 0
    _lock: Lock = field(default_factory=Lock)

    def remove_links(self, rounds: Rounds) -> None:
        """Remove links by key."""
        self._run_lanes(rounds, lambda c: (REMOVE_LINKS.format(type=c.type), c.key))

    def add_links(self, rounds: Rounds) -> None:
        """Create links; ``LinksLost`` unless both ends of each are there."""
        template = ADD_LINKS_AGAIN if self.again else ADD_LINKS
        self._run_lanes(
            rounds, lambda c: (template.format(type=c.type, start=c.start_label, end=c.end_label), [c.start_id, c.end_id, c.props, c.key]),
            made=True,
        )

    def change_links(self, rounds: Rounds) -> None:
        """Replace the properties of links."""
        self._run_lanes(rounds, lambda c: (CHANGE_LINKS.format(type=c.type), [c.key, c.props]))

    def write_nodes(self, changes: Iterable[NodeChange]) -> list[tuple[str, str]]:
        """Create or replace nodes; returns the (label, id) of those to be removed once their links are gone."""
        removed: list[tuple[str, str]] = []
        self._run(
            (_node_statement(label, kind, again), [[c.id, c.props] if again else c.props for c in batch])
            for _, of_label in groupby(self._kept(changes, removed), key=attrgetter("label"))
            for (label, kind, again), batch in _batches(of_label, self._node_group, NODE_BATCH)
        )
        return removed

    def remove_nodes(self, removed: Iterable[tuple[str, str]]) -> None:
        """Remove nodes, and with them links that were derived from them."""
        self._run(
            (REMOVE_NODES.format(label=label), [node_id for _, node_id in batch])
            for label, batch in _batches(sorted(removed), itemgetter(0), NODE_BATCH)
        )

    def _node_group(self, change: NodeChange) -> tuple[str, str, bool]:
        kind = NODES[change.label].kinds.get(change.props.get("kind", ""), "")
        return change.label, kind, self.again or change.op == "changed"

    @staticmethod
    def _kept(changes: Iterable[NodeChange], removed: list[tuple[str, str]]) -> Iterator[NodeChange]:
        for change in changes:
            if change.op == "removed":
                removed.append((change.label, change.id))
            else:
                yield change

    def _run(self, statements: Iterable[tuple[str, list[Any]]]) -> None:
        """Run each statement with its rows in a transaction of its own, two at a time, at most four begun or waiting."""
        with ThreadPoolExecutor(SESSIONS) as pool:
            waiting: set[Future[int]] = set()
            try:
                for text, rows in statements:
                    waiting.add(pool.submit(self._write, text, rows))
                    if len(waiting) >= 2 * SESSIONS:
                        done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                        self._note(done)
                    if self.cancelled():
                        raise Cancelled
                done, _ = wait(waiting)
                self._note(done)
            finally:
                for future in waiting:
                    future.cancel()

    def _run_lanes(self, rounds: Rounds, row: Callable[[LinkChange], tuple[str, Any]], *, made: bool = False) -> None:
        """Each lane of a round in a session of its own; the next round begins when all lanes are done. ``made``: each row makes a link."""
        with ThreadPoolExecutor(SESSIONS) as pool:
            for lanes in rounds:
                stop = Event()
                going = {pool.submit(self._run_lane, lane, row, stop, made) for lane in lanes}
                try:
                    while going:
                        done, going = wait(going, timeout=0.2, return_when=FIRST_COMPLETED)
                        for future in done:
                            future.result()
                        self.on_progress(self.written)
                        if self.cancelled():
                            raise Cancelled
                finally:
                    stop.set()

    def _run_lane(self, lane: Iterable[LinkChange], row: Callable[[LinkChange], tuple[str, Any]], stop: Event, made: bool) -> None:
        for text, batch in _sorted_batches((row(change) for change in lane), itemgetter(0), LINK_BATCH):
            if stop.is_set():
                break
            found = self.graph.write([(text, {"rows": [item for _, item in batch]})])
            if made and found != len(batch):
                raise LinksLost(
                    f"{len(batch) - found:,} of {len(batch):,} links have an end that is not in the graph ({text}): something else wrote "
                    "to it. The next start, or `flask graph rebuild`, writes it anew from the archive."
                )
            with self._lock:
                self.written += len(batch)

    def _write(self, text: str, rows: list[Any]) -> int:
        self.graph.write([(text, {"rows": rows})])
        return len(rows)

    def _note(self, done: Iterable[Future[int]]) -> None:
        for future in done:
            self.written += future.result()
        self.on_progress(self.written)


REMOVE_LINKS = "UNWIND $rows AS key MATCH ()-[r:{type} {{key: key}}]->() DELETE r"
ADD_LINKS = "UNWIND $rows AS row MATCH (a:{start} {{id: row[0]}}) MATCH (b:{end} {{id: row[1]}}) CREATE (a)-[r:{type}]->(b) SET r = row[2]"
ADD_LINKS_AGAIN = (
    "UNWIND $rows AS row CALL (row) {{ MATCH ()-[old:{type} {{key: row[3]}}]->() DELETE old }} "
    "WITH row MATCH (a:{start} {{id: row[0]}}) MATCH (b:{end} {{id: row[1]}}) CREATE (a)-[r:{type}]->(b) SET r = row[2]"
)
CHANGE_LINKS = "UNWIND $rows AS row MATCH ()-[r:{type} {{key: row[0]}}]->() SET r = row[1]"
REMOVE_NODES = "UNWIND $rows AS id MATCH (n:{label} {{id: id}}) DETACH DELETE n"


def _node_statement(label: str, kind: str, again: bool) -> str:
    """``again``: what is there already is replaced. A node that cannot be there is made without a look: a third less work."""
    if not again:
        return f"UNWIND $rows AS row CREATE (n:{label}{':' if kind else ''}{kind}) SET n = row"
    text = f"UNWIND $rows AS row MERGE (n:{label} {{id: row[0]}}) SET n = row[1]"
    if NODES[label].kinds:
        text += " REMOVE n:" + ":".join(NODES[label].kinds.values())
    return text + f" SET n:{kind}" if kind else text


def _sorted_batches(items: Iterable[T], key: Callable[[T], K], size: int) -> Iterator[tuple[K, list[T]]]:
    """Items that come sorted by key, those of one key together, at most ``size`` at a time; only one batch is in memory."""
    for each, group in groupby(items, key):
        while batch := list(islice(group, size)):
            yield each, batch


def _batches(items: Iterable[T], key: Callable[[T], K], size: int) -> Iterator[tuple[K, list[T]]]:
    """Items of one key together, at most ``size`` at a time; keys are few, so what waits is bounded."""
    waiting: dict[K, list[T]] = {}
    for item in items:
        batch = waiting.setdefault(key(item), [])
        batch.append(item)
        if len(batch) >= size:
            yield key(item), waiting.pop(key(item))
    yield from waiting.items()
