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

NAME = "graph"


@contextmanager
def applying(ledger: Ledger) -> Iterator[None]:
    """Hold the lock on the graph; ``Busy`` names who holds it."""
    me = psutil.Process()
    mine = {"host": socket.gethostname(), "pid": os.getpid(), "process_started": me.create_time()}
    try:
        with ledger.session() as session:
            held = session.get(Lock, NAME)
            if held is not None and _alive(held):
                raise Busy(
                    f"Another process (pid {held.pid} on {held.host}) has been changing the graph since {held.taken_at} UTC. "
                    "Try again when it is done."
                )
            if held is not None:
                session.delete(held)
                session.flush()
            session.add(Lock(name=NAME, taken_at=now(), **mine))
    except IntegrityError as error:
        raise Busy("Another process began to change the graph at this moment. Try again when it is done.") from error
    try:
        yield
    finally:
        with ledger.session() as session:
            held = session.get(Lock, NAME)
            if held is not None and held.pid == mine["pid"] and held.host == mine["host"]:
                session.delete(held)


def _alive(lock: Lock) -> bool:
    """Whether the holder may still be at work; a process on another host is believed to be."""
    if lock.host != socket.gethostname():
        return True
    try:
        return abs(psutil.Process(lock.pid).create_time() - lock.process_started) < 1
    except psutil.NoSuchProcess:
        return False
