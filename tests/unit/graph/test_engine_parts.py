"""Parts of the engine that need no Neo4j: settings, messages, signals, addresses."""

from __future__ import annotations

import errno
import os
import signal
import socket
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from app.services import ROOT
from app.settings import read_settings
from graph.client import Address
from graph.engine import DEFAULT_VERSION, Engine, check_server, resolve_address, server_address
from graph.engine.config import Layout, ensure_password, free_port, java_environment, read_password, settings
from graph.engine.disk import disk_message, need_space
from graph.engine.process import _explained
from graph.engine.server import check_version
from graph.engine.state import State, read_state, write_state
from graph.errors import ConnectionFailed, EngineError


def test_only_loopback_is_listened_on_and_nothing_is_reported_home() -> None:
    for version in ("5.26.30", "2026.09.0"):
        given = settings(version, 7001, 512)
        assert given["server.bolt.listen_address"] == "127.0.0.1:7001"
        assert given["internal.dbms.cypher_ip_blocklist"] == "0.0.0.0/0,::/0"
        off = {"server.http.enabled", "dbms.usage_report.enabled", "dbms.security.allow_csv_import_from_file_urls", "db.tx_log.preallocate"}
        assert {name for name, value in given.items() if value == "false"} == off
        assert given["dbms.security.auth_enabled"] == "true"


def test_java_is_not_told_secrets_nor_steered_by_the_environment() -> None:
    assert java_environment({"PATH": "/bin", "JAVA_TOOL_OPTIONS": "-x", "NEO4J_PASSWORD": "s", "SECRET_KEY": "s"}) == {"PATH": "/bin"}


def test_a_free_port_is_the_wanted_one_unless_somebody_listens_there() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port(port) not in (port, 0)
    assert free_port(port) == port


def test_a_password_file_that_is_gone_says_how_to_go_on(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    assert ensure_password(layout) == ensure_password(layout)
    layout.password_file.unlink()
    (tmp_path / "data" / "databases" / "system").mkdir(parents=True)
    with pytest.raises(EngineError, match="flask graph rebuild"):
        ensure_password(layout)
    with pytest.raises(EngineError, match="flask graph rebuild"):
        read_password(layout)


@pytest.mark.parametrize(
    ("number", "cause"),
    [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "the disk is read-only"), (errno.EACCES, "this account may not write there")],
)
def test_a_disk_that_cannot_be_written_says_why_and_which_setting_moves_it(number: int, cause: str) -> None:
    message = disk_message(OSError(number, "x"), Path("home"), "PARTNERGRAPH_HOME")
    assert message.startswith(f"home cannot be used: {cause}.") and "set PARTNERGRAPH_HOME" in message


def test_a_disk_with_too_little_room_says_how_much_is_needed(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"MB left; 1000000050 MB are needed"):
        need_space(tmp_path, 10**15, "PARTNERGRAPH_HOME")


def test_a_home_that_cannot_be_made_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EngineError, match=r"cannot be used.*PARTNERGRAPH_HOME"):
        Engine(tmp_path / "file", tmp_path).start()


def test_a_graph_written_by_a_newer_neo4j_is_left_alone(tmp_path: Path) -> None:
    engine = Engine(tmp_path, tmp_path, DEFAULT_VERSION)
    engine.layout.folder.mkdir()
    write_state(engine.layout, State(version="2026.09.0"))
    with pytest.raises(EngineError, match=r"written by Neo4j 2026\.09\.0; this release starts 5\.26\.30"):
        engine.start()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pid": 1, "unknown": 2}'])
def test_a_damaged_state_file_counts_as_none(tmp_path: Path, text: str) -> None:
    Layout(tmp_path).state_file.write_text(text)
    assert read_state(Layout(tmp_path)) == State()


def test_an_engine_that_was_never_started_does_not_run(tmp_path: Path) -> None:
    engine = Engine(tmp_path / "none", tmp_path)
    assert not engine.status().running and engine.stop() is False
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("log", "hint"),
    [
        ("java.net.BindException: Address already in use", "try again"),
        ("java.io.IOException: No space left on device", "The disk is full"),
        ("Error: Could not reserve enough space for 512m object heap", "not enough memory"),
        ("java.nio.file.FileSystemException: x: Read-only file system", "cannot be written"),
        ("StoreLockException: Store and its lock file has been locked by another process", "Another Neo4j"),
    ],
)
def test_the_log_of_a_failed_start_is_explained(log: str, hint: str) -> None:
    message = _explained("Neo4j ended while it was starting.", log)
    assert hint in message and message.endswith(f"Its last lines were:\n{log}")


@pytest.mark.parametrize("uri", ["http://localhost:7474", "localhost:7687", "neo4j://", "bolt://a b:1", "neo4j://host:port"])
def test_an_address_that_is_none_says_what_one_looks_like(uri: str) -> None:
    with pytest.raises(ConnectionFailed, match=r"expected scheme://host:port.*neo4j://graph\.example\.org:7687"):
        server_address(read_settings({}, NEO4J_URI=uri).values)


@pytest.mark.parametrize("uri", ["neo4j://h:7687", "bolt://127.0.0.1:1", "neo4j+s://x.databases.neo4j.io", "bolt://[::1]:7687", "neo4j://h/"])
def test_an_address_that_is_one_is_taken(uri: str) -> None:
    settings = read_settings({}, NEO4J_URI=uri, NEO4J_USERNAME="u", NEO4J_PASSWORD="p", NEO4J_DATABASE="d")
    assert server_address(settings.values) == Address(uri, "u", "p", "d")


def test_a_server_that_does_not_answer_is_said_before_anything_is_embedded(tmp_path: Path) -> None:
    settings = read_settings({}, NEO4J_URI="bolt://127.0.0.1:1")
    with pytest.raises(ConnectionFailed, match=r"No Neo4j answers at bolt://127\.0\.0\.1:1"):
        resolve_address(settings.values, Engine(tmp_path / "home", tmp_path))
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("version", ["5.26.0", "5.26.30", "2026.09.0", "5.27-aura"])
def test_versions_from_5_26_on_are_taken(version: str) -> None:
    assert check_version(f"Neo4j/{version}", "x") == version


@pytest.mark.parametrize("agent", ["Neo4j/4.4.11", "Neo4j/5.25.1", "Neo4j/3.5.0"])
def test_a_neo4j_too_old_is_said(agent: str) -> None:
    with pytest.raises(ConnectionFailed, match=rf"too old: it is version {agent[6:]}, and 5\.26 or later is needed"):
        check_version(agent, "bolt://x")


@pytest.mark.parametrize("answer", [b"\0\0\0\0", b"HTTP/1.1 400 Bad Request\r\n\r\n"])
def test_a_server_that_speaks_no_bolt_of_today_is_said(answer: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(64)
                    connection.sendall(answer)
        threading.Thread(target=serve, daemon=True).start()
        with pytest.raises(ConnectionFailed, match=r"a Neo4j too old|No Neo4j answers"):
            check_server(Address(f"bolt://127.0.0.1:{server.getsockname()[1]}", "neo4j", "x"))


PROGRAM = """
    import signal, sys, time
    from graph.engine.guard import stop_on_signals
    # A job in the background of a shell starts with SIGINT ignored; a person's terminal does not.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with stop_on_signals(lambda: open(sys.argv[1], "a").write("stopped")):
            print("ready", flush=True)
            time.sleep(60)
    except KeyboardInterrupt:
        sys.exit(130)
"""
posix = pytest.mark.skipif(os.name != "posix", reason="signals and terminals are POSIX")


@posix
@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGHUP", 129), ("SIGINT", 130)])
def test_a_signal_stops_what_was_started_once(name: str, code: int, tmp_path: Path) -> None:
    command = [sys.executable, "-c", textwrap.dedent(PROGRAM), str(tmp_path / "log")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    process.send_signal(getattr(signal, name))
    assert process.wait(30) == code
    process.stdout.close()
    assert (tmp_path / "log").read_text() == "stopped"


@posix
def test_a_closed_terminal_stops_it_also_below_a_program_that_takes_no_notice(tmp_path: Path) -> None:
    import pty

    (tmp_path / "program.py").write_text(textwrap.dedent(PROGRAM))
    shell = f"trap : HUP; PYTHONPATH={ROOT} {sys.executable} {tmp_path / 'program.py'} {tmp_path / 'log'}; true"
    pid, terminal = pty.fork()
    if pid == 0:
        os.execv("/bin/sh", ["sh", "-c", shell])
    said = b""
    while b"ready" not in said:
        said += os.read(terminal, 1024)
    os.close(terminal)
    closed = time.monotonic()
    os.waitpid(pid, 0)
    assert time.monotonic() - closed < 30
    assert (tmp_path / "log").read_text() == "stopped"
