"""``flask serve`` and ``flask engine`` as a person runs them."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from app import create_app
from app.cli.serve import listen
from app.services import ROOT
from app.settings import read_settings
from graph.engine import Engine
from graph.errors import GraphError
from tests.conftest import MakeEngine

pytestmark = pytest.mark.once

# A job in the background of a shell starts with SIGINT ignored; a person's terminal does not.
SERVE = """
import signal
from flask.cli import cli
signal.signal(signal.SIGINT, signal.default_int_handler)
cli.main(["--app", "wsgi", "serve"], "flask")
"""


@contextmanager
def serving(engine: Engine, port: int) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """``flask serve`` on an engine's home: the process, and the address that it printed."""
    environment = {
        **os.environ,
        "PARTNERGRAPH_HOME": str(engine.layout.folder.parent),
        "PARTNERGRAPH_CACHE": str(engine.cache.folder),
        "PARTNERGRAPH_PORT": str(port),
    }
    process = subprocess.Popen([sys.executable, "-c", SERVE], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    found = re.fullmatch(r"Partnergraph answers at (http://127\.0\.0\.1:\d+/) \(Ctrl-C stops it\)\n", process.stdout.readline())
    try:
        assert found is not None
        yield process, found[1]
    finally:
        process.kill()
        process.communicate()


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
def test_serve_takes_the_next_port_joins_what_a_killed_one_left_and_stops_it_with_the_terminal(engine_factory: MakeEngine) -> None:
    mine = engine_factory("serve", version="5.26.30")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with serving(mine, port) as (process, address):
            assert int(address.rstrip("/").rsplit(":", 1)[1]) > port
            with urllib.request.urlopen(f"{address}static/vendor/manifest.json") as answer:
                assert answer.status == 200
            process.kill()
            process.wait()
    left = mine.status()
    assert left.running and left.users == ()
    with serving(mine, port) as (process, address):
        assert address == f"http://127.0.0.1:{port}/"
        assert (mine.status().pid, mine.status().users) == (left.pid, (process.pid,))
        process.send_signal(signal.SIGHUP)
        assert process.wait(60) in (0, 128 + signal.SIGHUP)
    assert not mine.status().running


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
def test_ctrl_c_stops_the_server_and_its_neo4j(engine_factory: MakeEngine) -> None:
    mine = engine_factory("serve", version="5.26.30")
    with serving(mine, 5000) as (process, address):
        with urllib.request.urlopen(f"{address}static/vendor/manifest.json") as answer:
            assert answer.status == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(60) in (0, 130)
    assert not mine.status().running


def invoke(home: Any, *arguments: str, **settings: str) -> Result:
    app = create_app(read_settings(PARTNERGRAPH_HOME=str(home), **settings))
    return app.test_cli_runner().invoke(args=arguments)


def test_engine_status_tells_where_it_runs_and_where_the_password_is(engine: Engine) -> None:
    home = engine.layout.folder.parent
    status = json.loads(invoke(home, "engine", "status", "--json").stdout)
    assert status == {
        "running": True,
        "embedded": True,
        "address": engine.address().uri,
        "database": "neo4j",
        "version": engine.version,
        "pid": engine.status().pid,
        "folder": str(engine.layout.folder),
        "password": str(engine.layout.password_file),
        "kept": status["kept"],
        "used_by": [os.getpid()],
    }
    text = invoke(home, "engine", "status").stdout
    assert f"address:   {engine.address().uri}\n" in text and "running:   yes\n" in text


def test_engine_start_on_one_that_runs_keeps_it(engine: Engine) -> None:
    started = json.loads(invoke(engine.layout.folder.parent, "engine", "start", "--json").stdout)
    assert (started["pid"], started["kept"]) == (engine.status().pid, True)


def test_engine_stop_where_none_runs_says_so(tmp_path: Any) -> None:
    assert invoke(tmp_path, "engine", "stop").stdout == "Neo4j did not run.\n"
    assert json.loads(invoke(tmp_path, "engine", "stop", "--json").stdout)["running"] is False


def test_status_of_a_server_of_your_own_is_checked(engine: Engine, tmp_path: Any) -> None:
    address = engine.address()
    own = {"NEO4J_URI": address.uri, "NEO4J_PASSWORD": address.password}
    status = json.loads(invoke(tmp_path, "engine", "status", "--json", **own).stdout)
    assert (status["embedded"], status["version"], status["password"]) == (False, engine.version, "NEO4J_PASSWORD")
    wrong = invoke(tmp_path, "engine", "status", **{**own, "NEO4J_PASSWORD": "wrong"})
    assert wrong.exit_code == 1 and "refuses the user 'neo4j'" in wrong.stderr


@pytest.mark.parametrize("verb", ["start", "stop"])
def test_a_server_of_your_own_is_not_ours_to_start_or_stop(tmp_path: Any, verb: str) -> None:
    refused = invoke(tmp_path, "engine", verb, NEO4J_URI="bolt://127.0.0.1:1")
    assert refused.exit_code == 1 and f"{verb} it there, or unset NEO4J_URI" in refused.stderr


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("PARTNERGRAPH_HOME", str(ROOT / "wsgi.py" / "home"), "cannot be used: Not a directory."),
        ("PARTNERGRAPH_PORT", "http", "expected a port from 1 to 65535"),
    ],
)
def test_a_setting_that_cannot_be_used_is_one_line(setting: str, value: str, said: str) -> None:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "engine", "status"]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, setting: value}, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr.startswith("Error: ") and said in done.stderr and done.stderr.count("\n") == 1


def test_an_address_that_is_not_this_machines_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(GraphError, match=r"Set PARTNERGRAPH_HOST"):
        listen(Flask("x"), "192.0.2.1", taken.getsockname()[1])


def test_no_free_port_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.cli.serve.PORTS_TRIED", 1)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(GraphError, match=rf"No port from {port} on is free on 127\.0\.0\.1: set PARTNERGRAPH_PORT"):
            listen(Flask("x"), "127.0.0.1", port)


def test_a_server_that_does_not_answer_is_said_with_what_to_do(tmp_path: Any) -> None:
    refused = invoke(tmp_path, "serve", NEO4J_URI="bolt://127.0.0.1:1")
    assert refused.exit_code == 1
    assert "No Neo4j answers at bolt://127.0.0.1:1" in refused.stderr and "start that server or correct NEO4J_URI" in refused.stderr
