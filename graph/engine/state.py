"""Who runs and who uses an engine: kept in its folder, checked against the processes that there are."""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import psutil

from graph.engine.config import Layout, home_argument


@dataclass(frozen=True)
class State:
    """What was last known of an engine. ``created`` tells its process from a later one with the same pid."""

    version: str = ""
    port: int = 0
    pid: int = 0
    created: float = 0.0
    kept: bool = False


def read_state(layout: Layout) -> State:
    """The state on disk; the empty one when there is none or it was half written."""
    try:
        found = json.loads(layout.state_file.read_text(encoding="utf-8"))
        return State(**found)
    except (FileNotFoundError, ValueError, TypeError):
        return State()


def write_state(layout: Layout, state: State) -> State:
    """Replace the state on disk in one step."""
    scratch = layout.state_file.with_suffix(".new")
    scratch.write_text(json.dumps(asdict(state)), encoding="utf-8")
    scratch.replace(layout.state_file)
    return state


def running_process(layout: Layout, state: State) -> psutil.Process | None:
    """The engine's process, if it runs: the one of the state, else any that was started on this folder."""
    recorded = _process(state.pid, state.created)
    if recorded is not None and _is_ours(recorded, layout):
        return recorded
    return next((process for process in psutil.process_iter() if _is_ours(process, layout)), None)


def with_process(state: State, process: psutil.Process) -> State:
    """The state with this process as the engine's."""
    return replace(state, pid=process.pid, created=process.create_time())


def enter(layout: Layout) -> Path:
    """Note that this process uses the engine; the file returned is the note."""
    layout.users.mkdir(parents=True, exist_ok=True)
    note = layout.users / f"{os.getpid()}-{uuid.uuid4().hex[:8]}"
    note.write_text(repr(psutil.Process().create_time()), encoding="utf-8")
    return note


def users(layout: Layout) -> list[int]:
    """Pids of the processes that use the engine; notes of dead ones are cleared away."""
    return sorted({pid for note in layout.users.glob("*") for pid in _user(note)})


def _user(note: Path) -> Iterator[int]:
    try:
        pid, created = int(note.name.split("-")[0]), float(note.read_text(encoding="utf-8"))
    except (ValueError, FileNotFoundError):
        pid, created = 0, 0.0
    if _process(pid, created) is not None:
        yield pid
    else:
        note.unlink(missing_ok=True)


def _process(pid: int, created: float) -> psutil.Process | None:
    """The living process of that pid, unless the pid was given to another one since."""
    if pid <= 0:
        return None
    try:
        process = psutil.Process(pid)
        same = abs(process.create_time() - created) < 2 and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return None
    return process if same else None


def _is_ours(process: psutil.Process, layout: Layout) -> bool:
    try:
        return home_argument(layout) in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False
