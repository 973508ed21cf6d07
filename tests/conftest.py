"""Fixtures over a real Neo4j: one scratch engine a session, an empty graph a test.

``PARTNERGRAPH_TEST_NEO4J`` chooses the version (a lock of graph/engine/locks). The jars come from the cache like
anybody's; everything else lies below one scratch folder, and no engine outlives the session.
"""

from __future__ import annotations

import contextvars
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from hypothesis import HealthCheck, settings
from waitress.server import create_server

from app import create_app
from app.settings import read_settings
from graph.client import Graph
from graph.engine import DEFAULT_VERSION, Engine, JarCache, Progress
from graph.schema import ensure_schema
from graph.whole import wipe
from ledger.archive import Archive
from ledger.store import Ledger
from loaders.path.apply import Stores
from loaders.path.demonstration import OPENING_DAY, put_in
from tests.support.scheduling import ByEngine

VERSION = os.environ.get("PARTNERGRAPH_TEST_NEO4J") or DEFAULT_VERSION
SCRATCH = Path(tempfile.gettempdir()).resolve() / "partnergraph-tests"
HEAP_MB = 512

# A busy machine is no failure of a law.
settings.register_profile("partnergraph", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("partnergraph")

MakeEngine = Callable[..., Engine]


class FreshRunner(FlaskCliRunner):
    """Runs a command as a new process would: it knows nothing of an application that a test before it was in."""

    def invoke(self, *args: Any, **more: Any) -> Any:
        return contextvars.Context().run(super().invoke, *args, **more)


Flask.test_cli_runner_class = FreshRunner


def pytest_configure(config: pytest.Config) -> None:
    """A session that is asked to end ends in order, so that its engines end too."""
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda number, frame: pytest.exit(f"signal {number}"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever uses a graph or a browser carries the mark that selects it."""
    for item in items:
        names = set(getattr(item, "fixturenames", ()))
        if names & {"engine", "engine_factory", "graph", "demo_graph", "demo_app", "demo_server"}:
            item.add_marker("graph")
        if names & {"page", "browser"}:
            item.add_marker("browser")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByEngine:
    """Tests go to the process whose engine they need."""
    return ByEngine(config, log)


def sweep() -> None:
    """End engines that a killed session left running, and remove their folders."""
    for folder in SCRATCH.glob("*"):
        if not psutil.pid_exists(int(folder.name)):
            for home in folder.glob("*"):
                Engine(home, read_settings().cache).stop()
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def scratch() -> Iterator[Path]:
    """This session's folder for engines."""
    sweep()
    folder = SCRATCH / str(os.getpid())
    folder.mkdir(parents=True)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def engine_factory(scratch: Path) -> Iterator[MakeEngine]:
    """``engine_factory(name, **options)``: an engine, not started, in a scratch home of that name; stopped at the end of the session."""
    made: list[Engine] = []

    def make(name: str, **options: object) -> Engine:
        cache = JarCache(read_settings().cache, read_settings()["PARTNERGRAPH_MAVEN"], Progress("Fetching Neo4j"))
        given = {"version": VERSION, "heap_mb": HEAP_MB, "short_lived": True, **options}
        made.append(Engine(scratch / name, cache, **given))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for engine in made:
        engine.release()
        engine.stop()


@pytest.fixture(scope="session")
def engine(engine_factory: MakeEngine) -> Engine:
    """A scratch embedded Neo4j that runs for the whole session."""
    started = engine_factory("engine")
    started.start()
    return started


@pytest.fixture(scope="session")
def connection(engine: Engine) -> Iterator[Graph]:
    """The session's connection to the scratch engine, with the schema of the model."""
    graph = Graph(engine.address())
    ensure_schema(graph)
    yield graph
    graph.close()


@pytest.fixture
def graph(connection: Graph) -> Graph:
    """An empty graph with the schema of the model."""
    empty(connection)
    return connection


def empty(graph: Graph) -> None:
    """Delete every node, unless there is none."""
    if graph.read("MATCH (n) RETURN count(n)").rows != [(0,)]:
        wipe(graph)


DEMO = Path(__file__).resolve().parent.parent / "demo"


@pytest.fixture(scope="session")
def demo_stores(engine_factory: MakeEngine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    """The demonstration, loaded once through the load path into an engine of its own; tests only read it."""
    home = tmp_path_factory.mktemp("demo")
    graph = Graph(engine_factory("demo").start())
    stores = Stores(graph, Ledger(read_settings({}, PARTNERGRAPH_HOME=str(home)).database_url), Archive(home / "archive"))
    put_in(stores, DEMO)
    yield stores
    stores.ledger.close()
    graph.close()


@pytest.fixture(scope="session")
def demo_graph(demo_stores: Stores) -> Graph:
    """The graph of the demonstration."""
    return demo_stores.graph


@pytest.fixture(scope="session")
def demo_app(demo_stores: Stores) -> Flask:
    """The application on the demonstration, at the day that it opens at."""
    home = demo_stores.archive.root.parent
    settings = read_settings({}, PARTNERGRAPH_HOME=str(home), PARTNERGRAPH_TODAY=OPENING_DAY, SECRET_KEY="tests")
    return create_app(settings, graph=demo_stores.graph)


@pytest.fixture(scope="session")
def demo_server(demo_app: Flask) -> Iterator[str]:
    """Address of a web server on the demonstration."""
    server = create_server(demo_app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=5)
