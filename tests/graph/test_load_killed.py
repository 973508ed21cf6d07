"""A load whose process is killed by the system (not by an exception): the next start finishes it, or it was never there."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.services import ROOT
from app.settings import read_settings
from graph.client import Graph
from graph.digest import digest
from graph.whole import wipe
from ledger.archive import Archive
from ledger.store import Ledger
from loaders.demo import TABLES
from loaders.path.apply import Stores, finish_pending
from loaders.path.load import Request, load
from loaders.path.reference import ensure_reference
from loaders.registry import loader_named

pytestmark = pytest.mark.once

COUNT = 4_000
SOME = "MATCH (n:Organization) RETURN count(n)"


def written(folder: Path) -> Path:
    """The demonstration's tables, empty but for so many organizations that writing them takes a while."""
    folder.mkdir()
    for name in TABLES:
        header = (ROOT / "demo" / name).read_text(encoding="utf-8").splitlines()[0]
        (folder / name).write_text(header + "\n", encoding="utf-8")
    with (folder / "organizations.csv").open("a", newline="", encoding="utf-8") as stream:
        table = csv.writer(stream)
        for number in range(COUNT):
            table.writerow([f"o{number}", f"Office {number}", "", "", "foreign_counterpart", "GT", *[""] * 5, "https://example.org/a"])
    return folder


def stores_in(home: Path, graph: Graph) -> Stores:
    """The ledger and archive that the command uses in this home."""
    home.mkdir(exist_ok=True)
    return Stores(graph, Ledger(read_settings({}, PARTNERGRAPH_HOME=str(home)).database_url), Archive(home / "archive"))


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
@pytest.mark.parametrize("moment", ["reading", "writing"])
def test_after_kill_9_the_graph_is_as_it_was_or_is_finished(graph: Graph, tmp_path: Path, moment: str) -> None:
    files = written(tmp_path / "files")
    stores = stores_in(tmp_path / "home", graph)
    ensure_reference(stores)
    before = digest(graph)
    process = begin(files, tmp_path / "home", graph)
    assert wait_until(moment, stores, process), "the load was over before it could be killed"
    process.kill()
    assert process.wait() == -signal.SIGKILL
    finish_pending(stores)
    state = stores.ledger.loads()[0].state
    assert state == ("failed" if moment == "reading" else "loaded")
    found = digest(graph)
    stores.ledger.close()
    assert found == (before if moment == "reading" else uninterrupted(files, tmp_path / "other", graph))


def begin(files: Path, home: Path, graph: Graph) -> subprocess.Popen[bytes]:
    """``flask load demo`` in a process of its own, on the graph of the test."""
    address = graph.address
    server = {"NEO4J_URI": address.uri, "NEO4J_USERNAME": address.username, "NEO4J_PASSWORD": address.password}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "load", "demo", str(files), "--source", "killed"]
    environment = {**os.environ, **server, "PARTNERGRAPH_HOME": str(home)}
    return subprocess.Popen(command, cwd=ROOT, env=environment)


def wait_until(moment: str, stores: Stores, process: subprocess.Popen[bytes]) -> bool:
    """Whether the process came to the moment: it reads the file, or it began to write and some nodes are there."""
    while process.poll() is None:
        loads = [found for found in stores.ledger.loads() if found.source_key == "killed"]
        if moment == "reading" and loads and loads[0].state == "reading":
            return True
        if moment == "writing" and stores.ledger.pending() is not None and stores.graph.read(SOME).rows != [(0,)]:
            return True
        time.sleep(0.005)
    return False


def uninterrupted(files: Path, home: Path, graph: Graph) -> str:
    """The digest after the same load that nothing disturbed."""
    wipe(graph)
    stores = stores_in(home, graph)
    ensure_reference(stores)
    load(stores, Request(loader_named("demo"), [files], source="killed"))
    stores.ledger.close()
    return digest(graph)
