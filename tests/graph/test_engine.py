"""The embedded Neo4j as a process: shared, left behind, killed, damaged."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from graph.client import Address, Graph
from graph.engine import Engine, check_server
from graph.engine.state import State, read_state, write_state
from graph.errors import ConnectionFailed, EngineError, QueryRefused
from tests.conftest import MakeEngine

posix = pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")


def count(engine: Engine) -> int:
    graph = Graph(engine.address())
    try:
        return int(graph.read("MATCH (n) RETURN count(n)").rows[0][0])
    finally:
        graph.close()


def add_node(address: Address) -> None:
    graph = Graph(address)
    graph.write([("CREATE (:Source)", {})])
    graph.close()


def until(condition: Callable[[], bool], seconds: float = 30) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "waited in vain"
        time.sleep(0.05)


def other_process(engine: Engine, tmp_path: Path, start: str) -> subprocess.Popen[bytes]:
    """A process that uses the engine and then sleeps, returned when it got there."""
    ready = tmp_path / f"ready-{time.monotonic_ns()}"
    code = f"""
        import sys, time
        from pathlib import Path
        from graph.engine import Engine
        engine = Engine(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
        with {start}:
            Path(sys.argv[4]).touch()
            time.sleep(600)
    """
    arguments = [str(engine.layout.folder.parent), str(engine.cache.folder), engine.version, str(ready)]
    process = subprocess.Popen([sys.executable, "-c", textwrap.dedent(code), *arguments])
    until(lambda: ready.exists() or process.poll() is not None, 120)
    assert process.poll() is None
    return process


def test_the_password_is_random_and_only_its_owner_reads_it(engine: Engine) -> None:
    password = engine.layout.password_file
    assert len(password.read_text().strip()) == 32
    assert engine.status().password_file == password
    if os.name == "posix":
        assert stat.S_IMODE(password.stat().st_mode) == 0o600


def test_status_says_where_it_runs(engine: Engine) -> None:
    status = engine.status()
    assert (status.running, status.version, status.database) == (True, engine.version, "neo4j")
    assert status.uri == engine.address().uri and status.uri.startswith("bolt://127.0.0.1:")
    assert status.users == (os.getpid(),) and status.pid is not None and psutil.pid_exists(status.pid)


def test_it_listens_on_loopback_only(engine: Engine) -> None:
    listening = {c.laddr.ip.removeprefix("::ffff:") for c in psutil.Process(engine.status().pid).net_connections() if c.status == "LISTEN"}
    assert listening == {"127.0.0.1"}


@pytest.mark.parametrize("source", ["file:///etc/passwd", "http://127.0.0.1:1/x", "ftp://127.0.0.1:1/x"])
def test_load_csv_reads_neither_files_nor_addresses(graph: Graph, source: str) -> None:
    with pytest.raises(QueryRefused, match=r"Cannot load|allow_csv|blocked"):
        graph.read("LOAD CSV FROM $source AS row RETURN row", {"source": source})


def test_a_wrong_name_password_or_database_is_said(engine: Engine) -> None:
    address = engine.address()
    with pytest.raises(ConnectionFailed, match="refuses the user 'neo4j': set NEO4J_USERNAME and NEO4J_PASSWORD"):
        check_server(Address(address.uri, address.username, "wrong"))
    with pytest.raises(ConnectionFailed, match="no database 'other': set NEO4J_DATABASE"):
        check_server(Address(address.uri, address.username, address.password, "other"))
    assert check_server(address) == engine.version


@posix
@pytest.mark.once
def test_one_left_by_a_killed_process_is_joined_and_ends_with_its_last_user(engine_factory: MakeEngine, tmp_path: Path) -> None:
    mine = engine_factory("left")
    first = other_process(mine, tmp_path, "__import__('contextlib').nullcontext(engine.start())")
    started = mine.status()
    first.kill()
    first.wait()
    assert mine.status().users == () and mine.status().pid == started.pid
    mine.layout.state_file.write_text(json.dumps({"port": read_state(mine.layout).port}))  # as if it had been killed while it started
    mine.start()
    assert (mine.status().pid, mine.status().uri) == (started.pid, started.uri)
    second = other_process(mine, tmp_path, "engine.running()")
    mine.release()
    assert mine.status().users == (second.pid,) and mine.status().running
    second.send_signal(signal.SIGTERM)
    assert second.wait(60) == 128 + signal.SIGTERM
    assert not mine.status().running and not psutil.pid_exists(started.pid or 0)


@pytest.mark.once
def test_a_killed_engine_loses_nothing_and_starts_again_on_its_port(engine_factory: MakeEngine) -> None:
    mine = engine_factory("killed")
    address = mine.start()
    add_node(address)
    process = psutil.Process(mine.status().pid)
    process.kill()
    process.wait(30)
    assert not mine.status().running
    with pytest.raises(EngineError, match="flask engine start"):
        mine.address()
    this = psutil.Process()
    write_state(mine.layout, State(mine.version, read_state(mine.layout).port, this.pid, this.create_time()))
    assert mine.start(keep=True) == address
    assert count(mine) == 1
    mine.release()
    assert mine.status().running, "it was to be kept"
    assert mine.stop() is True and mine.stop() is False


def test_an_engine_that_ends_while_it_starts_shows_the_end_of_its_log(engine_factory: MakeEngine) -> None:
    mine = engine_factory("ends", heap_mb=1)
    (mine.layout.folder / "data" / "databases" / "system").mkdir(parents=True)
    mine.layout.password_file.write_text("x")
    with pytest.raises(EngineError, match=r"Neo4j ended while it was starting\. Its last lines were:\n[\s\S]*heap"):
        mine.start()
    assert not mine.status().running and mine.status().users == ()
