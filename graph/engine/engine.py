"""One embedded Neo4j: its folder, its process, and everyone who uses it."""

from __future__ import annotations

import atexit
import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import filelock
import psutil

from graph.client import Address
from graph.engine import config, process, state
from graph.engine.disk import disk_errors, need_space
from graph.engine.guard import stop_on_signals
from graph.engine.jars import DEFAULT_VERSION, JarCache, ensure_jars
from graph.errors import EngineError

LOCK_SECONDS = 600.0
ROOM = 150_000_000
PORT_ATTEMPTS = 3


@dataclass(frozen=True)
class EngineStatus:
    """An embedded engine as it stands. ``uri`` is empty and ``pid`` None when it does not run; ``users`` are process ids."""

    running: bool
    uri: str
    database: str
    version: str
    pid: int | None
    folder: Path
    password_file: Path
    kept: bool
    users: tuple[int, ...]


class Engine:
    """The embedded Neo4j of one home folder.

    Several processes may use it at once: the first ``start`` starts it, later ones join, and the last ``release``
    stops it, unless it was started to be kept. One that a killed process left running is joined like any other.
    ``short_lived``: for some minutes and many small graphs one after the other, as in tests (``config.SHORT_LIFE``).
    """

    def __init__(
        self, home: Path, cache: JarCache | Path, version: str = DEFAULT_VERSION, *, heap_mb: int = 512, short_lived: bool = False
    ) -> None:
        self.layout = config.Layout(home.absolute() / "neo4j")
        self.cache = cache if isinstance(cache, JarCache) else JarCache(cache)
        self.version = version
        self.heap_mb = heap_mb
        self.short_lived = short_lived
        self._note: Path | None = None

    def start(self, *, keep: bool = False) -> Address:
        """Start the engine, or join it where it runs, and return where it answers.

        ``keep``: it goes on until ``stop``, whoever uses it. Raises ``EngineError`` that says what to do.
        """
        with disk_errors(self.layout.folder, "PARTNERGRAPH_HOME"), self._locked(), self._noted(keep):
            running = self._process()
            if running is None:
                self._launch()
            else:
                self._adopt(running)
            known = state.read_state(self.layout)
            state.write_state(self.layout, replace(known, kept=known.kept or keep))
        return self.address()

    def release(self) -> None:
        """This process uses the engine no more; it is stopped unless others do, or it is kept."""
        if self._note is None:
            return
        atexit.unregister(self.release)
        with self._locked():
            self._note.unlink(missing_ok=True)
            self._note = None
            if not state.users(self.layout) and not state.read_state(self.layout).kept:
                self._end()

    def stop(self) -> bool:
        """Stop the engine, whoever uses it; whether there was one to stop."""
        if not self.layout.folder.is_dir():
            return False
        with self._locked():
            return self._end()

    @contextlib.contextmanager
    def running(self) -> Iterator[Address]:
        """Start or join, and release at the end, also on Ctrl-C, SIGTERM and when the terminal is closed."""
        with stop_on_signals(self.release):
            yield self.start()

    def status(self) -> EngineStatus:
        """The engine as it stands; starts nothing."""
        known, running = state.read_state(self.layout), self._process()
        return EngineStatus(
            running=running is not None,
            uri=_uri(known.port) if running else "",
            database="neo4j",
            version=known.version or self.version,
            pid=running.pid if running else None,
            folder=self.layout.folder,
            password_file=self.layout.password_file,
            kept=known.kept,
            users=tuple(state.users(self.layout)),
        )

    def address(self) -> Address:
        """Where the engine answers, and as whom; ``EngineError`` when it does not run."""
        known = state.read_state(self.layout)
        if self._process() is None:
            raise EngineError(f"The Neo4j in {self.layout.folder} does not run: start it with `flask engine start`.")
        return Address(_uri(known.port), "neo4j", config.read_password(self.layout))

    def _process(self) -> psutil.Process | None:
        return state.running_process(self.layout, state.read_state(self.layout))

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """One process at a time starts or stops the engine of a folder."""
        self.layout.folder.mkdir(parents=True, exist_ok=True)
        try:
            lock = filelock.FileLock(self.layout.lock_file, timeout=LOCK_SECONDS)
            with lock:
                yield
        except filelock.Timeout as error:
            raise EngineError(
                f"Another process has been starting or stopping the Neo4j in {self.layout.folder} for {LOCK_SECONDS:.0f} seconds: "
                "end it, and try again."
            ) from error

    @contextlib.contextmanager
    def _noted(self, keep: bool) -> Iterator[None]:
        """Note this process as a user, unless it starts the engine for others; the note goes when the start fails."""
        if keep or self._note is not None:
            yield
            return
        note = state.enter(self.layout)
        try:
            yield
        except BaseException:
            note.unlink(missing_ok=True)
            raise
        self._note = note
        atexit.register(self.release)

    def _adopt(self, running: psutil.Process) -> None:
        """Join an engine that runs: one that another process uses, or that a killed one left."""
        known = state.write_state(self.layout, state.with_process(state.read_state(self.layout), running))
        process.wait_until_ready(self.layout, running, Address(_uri(known.port), "neo4j", config.read_password(self.layout)))

    def _launch(self) -> None:
        need_space(self.layout.folder, ROOM, "PARTNERGRAPH_HOME")
        known = state.read_state(self.layout)
        self._check_version(known.version)
        jars = ensure_jars(self.cache, self.version)
        for attempt in range(PORT_ATTEMPTS):
            port = config.free_port(known.port if attempt == 0 else None)
            try:
                self._launch_on(port, jars)
            except EngineError:
                if attempt + 1 == PORT_ATTEMPTS or not re.search(process.PORT_TAKEN, process.log_tail(self.layout)):
                    raise
            else:
                return

    def _launch_on(self, port: int, jars: list[Path]) -> None:
        config.write_conf(self.layout, self.version, port, self.heap_mb, short_lived=self.short_lived)
        password = config.ensure_password(self.layout)
        if not self.layout.was_started:
            process.set_initial_password(self.layout, jars, password)
        # The port is noted before the process is there: whoever finds the process after a crash knows where it answers.
        known = state.write_state(self.layout, state.State(version=self.version, port=port))
        command = config.server_command(self.layout, jars, self.version, self.heap_mb, short_lived=self.short_lived)
        spawned = process.spawn(self.layout, command)  # held: once it is let go, an end at once would be forgotten with its number
        child = psutil.Process(spawned.pid)
        try:
            state.write_state(self.layout, state.with_process(known, child))
            process.wait_until_ready(self.layout, child, Address(_uri(port), "neo4j", password))
        except BaseException:
            process.end(child)
            raise

    def _end(self) -> bool:
        running = self._process()
        if running is not None:
            process.end(running)
        known = state.read_state(self.layout)
        state.write_state(self.layout, state.State(version=known.version, port=known.port))
        return running is not None

    def _check_version(self, stored: str) -> None:
        if stored and _number(stored) > _number(self.version):
            raise EngineError(
                f"The graph in {self.layout.folder} was written by Neo4j {stored}; this release starts {self.version}, "
                "which cannot read it. Use the newer release; or delete the folder and run `flask graph rebuild`, "
                "which makes the graph anew from the archive."
            )


def _uri(port: int) -> str:
    return f"bolt://{config.LOOPBACK}:{port}"


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
