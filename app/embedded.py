"""The Neo4j of the settings: the operator's, or the embedded one, started or joined."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from app.settings import Settings
from graph.client import Graph
from graph.engine import Engine, JarCache, Progress, exit_on_signals, resolve_address


def engine_of(settings: Settings) -> Engine:
    """The embedded engine of the settings, not started by asking for it; the same one each time in a process."""
    return _engine(settings.home, settings.cache, settings["PARTNERGRAPH_MAVEN"])


@cache
def _engine(home: Path, jars: Path, repository: str) -> Engine:
    return Engine(home, JarCache(jars, repository, Progress("Fetching Neo4j, this once")))


def connect(settings: Settings) -> Graph:
    """A connection to the Neo4j of the settings; the embedded one is started, or joined where it runs.

    It is released when this process ends; a signal that asks it to end, or a closed terminal, lets it end in order.
    """
    if not settings["NEO4J_URI"]:
        exit_on_signals()
    return Graph(resolve_address(settings.values, engine_of(settings)))
