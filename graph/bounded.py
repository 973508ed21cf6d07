"""How much of an answer is taken from Neo4j: rows, seconds, and bytes on their way here.

A transaction's memory is capped by the server, but a list that is never kept there (``RETURN range(1, 100000000)``) is not:
it would fill this process. So the bytes that one statement sends are counted where they arrive, and the connection is
closed when there are too many; the server then ends the statement. Nor does the server's own timeout end everything: a
list of lists thousands deep kept a connection of 2026.09 waiting for two minutes. So we wait no longer than it may take.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

import neo4j

MARGIN = 5.0  # seconds that the server has to say itself that a statement took too long
OVERHEAD = 9  # bytes of a number, and about those of an entry of a list or map


@dataclass(frozen=True)
class Bounds:
    """The most that is taken: ``rows``, ``seconds``, ``size`` in bytes of values (the answer is cut there) and ``arriving`` in bytes
    from the server (it is given up there). ``run``: a name by which ``Graph.stop`` finds the statement."""

    rows: int = 10_000
    seconds: float = 30.0
    size: int = 8_000_000
    arriving: int = 32_000_000
    run: str = ""


class TooMuch(OSError):
    """A statement sent more bytes than it may; the driver closes the connection on it, as on any failure of one."""


class TooLong(OSError):
    """A statement was not answered in its time, nor ended by the server."""


class _Counted:
    """A socket that counts what it receives, and waits no longer than it may."""

    def __init__(self, socket: Any, bounds: Bounds) -> None:
        self._socket = socket
        self.left = bounds.arriving
        self._end = time.monotonic() + bounds.seconds + MARGIN

    @property
    def late(self) -> bool:
        """Whether the time is over."""
        return time.monotonic() >= self._end

    def recv_into(self, *given: Any) -> int:
        """Receive, unless too much has come or too late; what the driver calls for every piece of a message."""
        if self.late:
            raise TooLong
        self._socket.set_read_timeout(max(0.01, self._end - time.monotonic()))
        received = int(self._socket.recv_into(*given))
        self.left -= received
        if self.left < 0:
            raise TooMuch
        return received

    def __getattr__(self, name: str) -> Any:
        return getattr(self._socket, name)


@contextmanager
def counted(transaction: neo4j.Transaction, bounds: Bounds) -> Iterator[_Counted]:
    """While this holds, at most ``bounds.arriving`` bytes arrive for a transaction, within ``bounds.seconds`` and a margin: the driver
    raises where there are more, or they come later.

    It has no setting for that, so the socket of the (pinned) driver's connection is wrapped; a test holds it.
    """
    inbox = cast(Any, transaction)._connection.inbox
    plain = inbox._socket
    waits = plain.get_read_timeout()
    inbox._socket = _Counted(plain, bounds)
    try:
        yield inbox._socket
    finally:
        inbox._socket = plain
        plain.set_read_timeout(waits)


def weight(value: Any) -> int:
    """About how many bytes a value is."""
    if isinstance(value, str):
        return OVERHEAD + len(value)
    if isinstance(value, Mapping):
        return OVERHEAD + sum(len(key) + weight(item) for key, item in value.items())
    if isinstance(value, list | tuple):
        return OVERHEAD + sum(weight(item) for item in value)
    return OVERHEAD
