"""The whole load path against py2neo's bulk functions that write the same nodes, links and properties.

    python -m benchmarks.loading [--part 1.0] [--rounds 3] [--heap 1500]

py2neo only writes, from rows in memory; the load path copies the files, reads, transforms, archives, compares, journals
and writes. Both on one warm server under the same constraints, alternating. Ends with a table and one JSON line.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import statistics
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil

from app.settings import read_settings
from benchmarks.generate import Size, generate
from graph.client import Address, Graph
from graph.engine import Engine
from graph.whole import counts, wipe
from ledger.archive import Archive
from ledger.store import Ledger
from loaders.path.apply import Stores, Watch
from loaders.path.load import Request, load
from loaders.path.reference import ensure_reference
from loaders.path.steps import undo
from loaders.registry import loader_named

BATCH = 10_000


def main() -> None:
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        engine = Engine(folder / "engine", read_settings().cache, heap_mb=arguments.heap)
        graph = Graph(engine.start())
        try:
            print(_report(_run(graph, folder, arguments)))
        finally:
            graph.close()
            engine.stop()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", type=float, default=1.0, help="part of 200,000 nodes and 1,000,000 links")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--heap", type=int, default=1500, help="MB")
    return parser.parse_args()


def _run(graph: Graph, folder: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    size = Size().scaled(arguments.part)
    files = generate(folder / "files", size)
    fewer = generate(folder / "fewer", size, keep_links=0.9)
    other = _other_bytes(files, folder / "other")
    figures: dict[str, list[float]] = defaultdict(list)
    _warm(graph, folder)
    for number in range(arguments.rounds):
        stores = _fresh(graph, folder / f"round{number}")
        with Peak() as peak:
            figures["load_s"].append(_timed(stores, files, figures))
        figures["peak_mb"].append(peak.mb)
        size_now = counts(graph)
        figures["same_facts_s"].append(_timed(stores, other, figures, tag="same facts: "))
        if number == arguments.rounds - 1:
            _last_tenth(stores, fewer, files, figures)
        nodes, links = _export(graph)
        figures["py2neo_s"].append(_py2neo(graph, nodes, links))
        figures["rows"] = [sum(size_now)]
        del nodes, links
    return figures


def _fresh(graph: Graph, folder: Path) -> Stores:
    wipe(graph)
    folder.mkdir()
    stores = Stores(graph, Ledger(f"sqlite:///{folder / 'ledger.sqlite'}"), Archive(folder / "archive"))
    ensure_reference(stores)
    return stores


def _warm(graph: Graph, folder: Path) -> None:
    """A small round of both, so that neither meets a cold server; in a process of its own, whose memory is not measured."""
    process = multiprocessing.get_context("spawn").Process(target=_warm_apart, args=(graph.address, folder))
    process.start()
    process.join()


def _warm_apart(address: Address, folder: Path) -> None:
    graph = Graph(address)
    stores = _fresh(graph, folder / "warm")
    load(stores, Request(loader_named("demo"), [generate(folder / "warm-files", Size().scaled(0.05))], source="bench"))
    _py2neo(graph, *_export(graph))


def _timed(stores: Stores, files: Path, figures: dict[str, list[float]], tag: str = "") -> float:
    """Seconds of one load, with the share of each step."""
    steps: dict[str, float] = defaultdict(float)
    last = ["start", time.perf_counter()]

    def says(step: str, _done: int) -> None:
        now = time.perf_counter()
        steps[str(last[0])] += now - float(last[1])
        last[:] = [step, now]

    stores.watch = Watch(says)
    began = time.perf_counter()
    load(stores, Request(loader_named("demo"), [files], source="bench", allow_removals=True))
    says("end", 0)
    stores.watch = Watch()
    for step, seconds in steps.items():
        figures[f"{tag}{step}"].append(seconds)
    return time.perf_counter() - began


def _last_tenth(stores: Stores, fewer: Path, files: Path, figures: dict[str, list[float]]) -> None:
    """Load nine tenths of the links, then all; undo the second load."""
    load(stores, Request(loader_named("demo"), [fewer], source="bench", allow_removals=True))
    began = time.perf_counter()
    outcome = load(stores, Request(loader_named("demo"), [files], source="bench", allow_removals=True))
    figures["load_last_tenth_s"].append(time.perf_counter() - began)
    began = time.perf_counter()
    undo(stores, outcome.load or 0)
    figures["undo_last_tenth_s"].append(time.perf_counter() - began)
    load(
        stores,
        Request(loader_named("demo"), [files], source="bench", allow_removals=True),
    )


def _other_bytes(files: Path, to: Path) -> Path:
    """The same facts in other bytes: rows of links.csv in another order."""
    to.mkdir()
    for path in files.iterdir():
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        (to / path.name).write_text(lines[0] + "".join(reversed(lines[1:])), encoding="utf-8")
    return to


def _export(graph: Graph) -> tuple[dict[Any, list[Any]], dict[Any, list[Any]]]:
    """The final nodes by labels and links by type and ends, as py2neo takes them."""
    nodes: dict[Any, list[Any]] = defaultdict(list)
    for labels, props in graph.stream("MATCH (n) RETURN labels(n), properties(n)"):
        nodes[tuple(labels)].append(props)
    links: dict[Any, list[Any]] = defaultdict(list)
    for type_, start, end, a, b, props in graph.stream(
        "MATCH (a)-[r]->(b) RETURN type(r), labels(a)[0], labels(b)[0], a.id, b.id, properties(r)"
    ):
        links[type_, start, end].append((a, props, b))
    return nodes, links


def _py2neo(graph: Graph, nodes: dict[Any, list[Any]], links: dict[Any, list[Any]]) -> float:
    from py2neo import Graph as Py2neoGraph
    from py2neo.bulk import create_nodes, create_relationships

    wipe(graph)
    address: Address = graph.address
    other = Py2neoGraph(address.uri, auth=(address.username, address.password))
    began = time.perf_counter()
    for labels, rows in nodes.items():
        for batch in _batches(rows):
            create_nodes(other.auto(), batch, labels=set(labels))
    for (type_, start, end), rows in links.items():
        for batch in _batches(rows):
            create_relationships(other.auto(), batch, type_, start_node_key=(start, "id"), end_node_key=(end, "id"))
    return time.perf_counter() - began


def _batches(rows: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


class Peak:
    """Highest resident memory of this process while it runs, in MB; py2neo's rows of an earlier round are in it."""

    def __enter__(self) -> Peak:
        self._process, self._going, self.mb = psutil.Process(), True, 0.0
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def _watch(self) -> None:
        while self._going:
            self.mb = max(self.mb, self._process.memory_info().rss / 1e6)
            time.sleep(0.2)

    def __exit__(self, *_: object) -> None:
        self._going = False
        self._thread.join()


def _report(figures: dict[str, list[float]]) -> str:
    middle = {name: round(statistics.median(values), 2) for name, values in figures.items()}
    middle["peak_mb"] = round(figures["peak_mb"][0], 1)  # of the first round: later ones begin with what py2neo's rows left
    rows = middle["rows"]
    middle["rows_per_s"], middle["py2neo_rows_per_s"] = round(rows / middle["load_s"]), round(rows / middle["py2neo_s"])
    middle["rate_against_py2neo"] = round(middle["py2neo_s"] / middle["load_s"], 2)
    middle["same_facts_share"] = round(middle["same_facts_s"] / middle["load_s"], 2)
    if "undo_last_tenth_s" in middle:
        middle["undo_against_load"] = round(middle["undo_last_tenth_s"] / middle["load_last_tenth_s"], 2)
    table = "\n".join(f"{name:32} {value:>14,}" for name, value in middle.items())
    return table + "\n" + json.dumps(middle)


if __name__ == "__main__":
    main()
