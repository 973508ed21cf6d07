"""The embedded Neo4j: fetched once, verified, started on loopback, stopped cleanly; or the address of your own."""

from __future__ import annotations

from graph.engine.disk import ensure_writable
from graph.engine.engine import Engine, EngineStatus
from graph.engine.guard import exit_on_signals, stop_on_signals
from graph.engine.jars import CALENDAR_VERSION, DEFAULT_VERSION, JarCache
from graph.engine.progress import Progress
from graph.engine.server import check_server, resolve_address, server_address

__all__ = [
    "CALENDAR_VERSION",
    "DEFAULT_VERSION",
    "Engine",
    "EngineStatus",
    "JarCache",
    "Progress",
    "check_server",
    "ensure_writable",
    "exit_on_signals",
    "resolve_address",
    "server_address",
    "stop_on_signals",
]
