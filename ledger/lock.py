"""One difference at a time: a lock in the ledger that a dead process does not keep."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psutil
from sqlalchemy.exc import IntegrityError

from ledger.errors import Busy
from ledger.models import Lock
from ledger.store import Ledger, now

GRAPH = "graph"


@contextmanager
def holding(ledger: Ledger, name: str, until_free: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold a lock by name (``GRAPH``: on changing the graph).

    While another holds it: ``until_free`` is called between attempts (it sleeps, or raises to give up); without it,
    ``Busy`` names who holds it.
    """
    mine = this_process()
    while True:
        try:
            _take(ledger, name, mine)
            break
        except Busy:
            if until_free is None:
                raise
            until_free()
    try:
        yield
    finally:
        with ledger.session() as session:
            lock = session.get(Lock, name)
            if lock is not None and (lock.pid, lock.host) == (mine["pid"], mine["host"]):
                session.delete(lock)


def this_process() -> dict[str, Any]:
    """What tells this process from every other: host, pid and the time it began."""
    return {"host": socket.gethostname(), "pid": os.getpid(), "process_started": psutil.Process().create_time()}


def _take(ledger: Ledger, name: str, mine: dict[str, Any]) -> None:
    try:
        with ledger.session() as session:
            lock = session.get(Lock, name)
            if lock is not None and _alive(lock):
                raise Busy(
                    f"Another process (pid {lock.pid} on {lock.host}) has been at it (the {name}) since {lock.taken_at} UTC. "
                    "Try again when it is done."
                )
            if lock is not None:
                session.delete(lock)
                session.flush()
            session.add(Lock(name=name, taken_at=now(), **mine))
    except IntegrityError as error:
        raise Busy(f"Another process took the lock on the {name} at this moment. Try again when it is done.") from error


def held(ledger: Ledger, name: str) -> bool:
    """Whether a living process holds a lock."""
    with ledger.session() as session:
        lock = session.get(Lock, name)
    return lock is not None and _alive(lock)


def _alive(lock: Lock) -> bool:
    return alive(lock.host, lock.pid, lock.process_started)


def alive(host: str, pid: int, started: float) -> bool:
    """Whether a process may still be at work; one on another host is believed to be."""
    if host != socket.gethostname():
        return True
    try:
        return abs(psutil.Process(pid).create_time() - started) < 1
    except psutil.NoSuchProcess:
        return False
