"""IATI activities through the whole load path: against py2neo's bulk functions, and again with one in a hundred changed.

    python -m benchmarks.iati_loading FILE [--heap 1500] [--without-py2neo]

The load copies the file, reads, transforms, archives, compares, journals and writes; py2neo only writes the same nodes
and links, from rows in memory, on the same server, which a small round of both has warmed. Then the file is loaded
again with the title of every hundredth activity changed: exit code 1 unless exactly those programs are written, and
nothing else. Ends with a table and one JSON line. A part of a large file is made by ``benchmarks.iati_grow --mb``.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.settings import read_settings
from benchmarks.loading import Peak, _export, _fresh, _py2neo, _warm
from graph.client import Graph
from graph.engine import Engine
from graph.whole import counts
from loaders.path.apply import Stores
from loaders.path.load import Outcome, Request, load
from loaders.registry import loader_named

EVERY = 100
_BEGIN = re.compile(rb"(?=<iati-activity[\s>])")
_TITLE = re.compile(rb"(<title>\s*(?:<narrative[^>]*>)?)")


def changed(path: Path, to: Path) -> set[bytes]:
    """The same file with a word before the title of every hundredth activity; the identifiers of those."""
    found, number = set(), 0
    with to.open("wb") as out:
        for activity in _activities(path):
            number += activity.startswith(b"<iati-activity")
            identifier = re.search(rb"<iati-identifier>([^<]+)<", activity)
            new = activity
            if number % EVERY == 0 and identifier:
                new = _TITLE.sub(rb"\1Changed: ", activity, count=1)
            if new != activity and identifier:
                found.add(identifier[1])
            out.write(new)
    return found


def _activities(path: Path) -> Iterator[bytes]:
    """The text before the first activity, then each activity with what follows it; a few of them in memory at a time."""
    rest = b""
    with path.open("rb") as read:
        while chunk := read.read(1 << 24):
            *whole, rest = _BEGIN.split(rest + chunk)
            yield from whole
    yield rest


def main(arguments: list[str]) -> int:
    """Exit code 0 where the second load wrote what was changed, and nothing else."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--heap", type=int, default=1500, help="MB")
    parser.add_argument("--without-py2neo", action="store_true")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        engine = Engine(Path(name) / "engine", read_settings().cache, heap_mb=given.heap)
        graph = Graph(engine.start())
        try:
            _warm(graph, Path(name))
            figures, good = _run(graph, Path(name), given)
        finally:
            graph.close()
            engine.stop()
    print("\n".join(f"{label:34} {value:>16,}" for label, value in figures.items()))
    print(json.dumps(figures))
    return 0 if good else 1


def _run(graph: Graph, folder: Path, given: argparse.Namespace) -> tuple[dict[str, Any], bool]:
    stores = _fresh(graph, folder / "load")
    figures: dict[str, Any] = {"mb": round(given.file.stat().st_size / 1e6, 1)}
    with Peak() as peak:
        figures["load_s"], _ = _timed(stores, given.file)
    figures["peak_mb"] = round(peak.mb, 1)
    figures["rows"] = sum(counts(graph))
    other = folder / given.file.name
    wanted = changed(given.file, other)
    with Peak() as peak:
        figures["reload_s"], outcome = _timed(stores, other)
    figures["reload_peak_mb"] = round(peak.mb, 1)
    figures["changed_activities"] = len(wanted)
    written = {**outcome.difference["nodes"], **outcome.difference["links"]}
    figures["written"] = sum(sum(each.values()) for each in written.values())
    print("written by the second load:", json.dumps(written))
    good = list(written) == ["Program"] and figures["written"] == len(wanted) > 0
    if not given.without_py2neo:
        nodes, links = _export(graph)
        figures["py2neo_s"] = round(_py2neo(graph, nodes, links), 1)
        figures["rate_against_py2neo"] = round(figures["py2neo_s"] / figures["load_s"], 2)
    return figures, good


def _timed(stores: Stores, path: Path) -> tuple[float, Outcome]:
    began = time.perf_counter()
    outcome = load(stores, Request(loader_named("iati"), [path], source="bench", allow_removals=True))
    return round(time.perf_counter() - began, 1), outcome


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
