"""What the pages and commands of one application share: settings, graph, catalogue, ledger and the day it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import cast

from flask import Flask, current_app

from app.settings import Settings
from graph.catalogue import Catalogue, load_catalogue
from graph.client import Graph
from ledger.archive import Archive
from ledger.store import Ledger
from loaders.path.apply import Stores, finish_pending

ROOT = Path(__file__).resolve().parent.parent
_NAME = "partnergraph"


@dataclass
class Services:
    """Made at first use, so that a command that needs no graph opens none, and each web process opens its own."""

    settings: Settings
    connect: Callable[[Settings], Graph]
    _lock: RLock = field(default_factory=RLock, repr=False)

    @property
    def graph(self) -> Graph:
        """The connection to Neo4j, one per process."""
        with self._lock:
            return self._graph

    @property
    def ledger(self) -> Ledger:
        """The ledger, one engine per process."""
        with self._lock:
            return self._ledger

    @property
    def catalogue(self) -> Catalogue:
        """Every query of ``cypher/``."""
        with self._lock:
            return self._catalogue

    @property
    def stores(self) -> Stores:
        """Graph, ledger and archive for loads and decisions; what broke off the last time is finished at first use."""
        with self._lock:
            return self._stores

    def today(self) -> dt.date:
        """The day that stands for today: ``PARTNERGRAPH_TODAY``, else the clock's."""
        given = self.settings["PARTNERGRAPH_TODAY"]
        return dt.date.fromisoformat(given) if given else dt.date.today()

    @cached_property
    def _graph(self) -> Graph:
        return self.connect(self.settings)

    @cached_property
    def _ledger(self) -> Ledger:
        return Ledger(self.settings.database_url)

    @cached_property
    def _stores(self) -> Stores:
        archive = Archive(self.settings.home / "archive", originals=self.settings["PARTNERGRAPH_ORIGINALS"] != "none")
        made = Stores(self.graph, self.ledger, archive)
        finish_pending(made)
        return made

    @cached_property
    def _catalogue(self) -> Catalogue:
        return load_catalogue(ROOT / "cypher", clock=self.today)


def services() -> Services:
    """Those of the current application."""
    return cast(Services, current_app.extensions[_NAME])


def provide(app: Flask, made: Services) -> None:
    """Hang services on an application."""
    app.extensions[_NAME] = made
