"""One difference at a time: a lock in the ledger that a dead process does not keep."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
from sqlalchemy.exc import IntegrityError

from ledger.errors import Busy
from ledger.models import Lock
from ledger.store import Ledger, now

GRAPH = "graph"


@contextmanager
def holding(ledger: Ledger, name: str) -> Iterator[None]:
    """Hold a lock by name (``GRAPH``: on changing the graph); ``Busy`` names who holds it."""
    me = psutil.Process()
    mine = {"host": socket.gethostname(), "pid": os.getpid(), "process_started": me.create_time()}
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
    try:
        yield
    finally:
        with ledger.session() as session:
            lock = session.get(Lock, name)
            if lock is not None and (lock.pid, lock.host) == (mine["pid"], mine["host"]):
                session.delete(lock)


def held(ledger: Ledger, name: str) -> bool:
    """Whether a living process holds a lock."""
    with ledger.session() as session:
        lock = session.get(Lock, name)
    return lock is not None and _alive(lock)


def _alive(lock: Lock) -> bool:
    """Whether the holder may still be at work; a process on another host is believed to be."""
    if lock.host != socket.gethostname():
        return True
    try:
        return abs(psutil.Process(lock.pid).create_time() - lock.process_started) < 1
    except psutil.NoSuchProcess:
        return False
