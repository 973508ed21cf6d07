"""The application that a person sees. ``create_app`` makes it; nothing else imports a view."""

from __future__ import annotations

import importlib
from typing import Any

import orjson
from flask import Flask
from flask.json.provider import JSONProvider

from app.embedded import connect
from app.http import errors, security, site
from app.http.formats import SuffixFormat
from app.services import ROOT, Services, provide
from app.settings import Settings, read_settings
from app.work.queue import provide_queue
from graph.client import Graph

# Every package of pages: each has ``bp`` (its blueprint) and, where it stands in the navigation, ``NAV``.
PAGES = ("app.overview", "app.profiles", "app.facts", "app.explore", "app.gaps", "app.overlaps", "app.findings", "app.resolve",
         "app.connections", "app.measures", "app.what_if", "app.recommend", "app.side_by_side", "app.world", "app.reports", "app.search",
         "app.lists", "app.data", "app.mapper", "app.quality", "app.identifiers", "app.who", "app.reconcile", "app.changes", "app.api",
         "app.console", "app.brief", "app.saved")

# Every module of commands below app/cli: each has ``COMMANDS``, a tuple of click commands and groups.
COMMANDS: tuple[str, ...] = (
    "app.cli.engine", "app.cli.serve", "app.cli.loads", "app.cli.tables", "app.cli.mappings", "app.cli.cypher", "app.cli.reports",
    "app.cli.resolve", "app.cli.overlaps",
)



class OrjsonProvider(JSONProvider):
    """JSON by orjson: fast, UTF-8, dates as ISO 8601."""

    def dumps(self, obj: Any, **_: Any) -> str:
        """A value as JSON text."""
        return orjson.dumps(obj, default=str, option=orjson.OPT_NON_STR_KEYS | orjson.OPT_APPEND_NEWLINE).decode()

    def loads(self, s: str | bytes, **_: Any) -> Any:
        """JSON text as a value."""
        return orjson.loads(s)


def create_app(settings: Settings | None = None, *, graph: Graph | None = None) -> Flask:
    """The application, ready to serve; ``settings`` default to the environment's.

    ``graph``: a connection to use in place of the one that the settings lead to (tests, notebooks).
    """
    settings = settings or read_settings()
    app = Flask("app", root_path=str(ROOT / "app"), static_folder=str(ROOT / "static"), static_url_path="/static")
    app.json = OrjsonProvider(app)
    app.config.update(
        SECRET_KEY=security.secret_key(settings["SECRET_KEY"], settings.home),
        MAX_CONTENT_LENGTH=int(settings["PARTNERGRAPH_UPLOAD_MB"]) * 1_000_000,
    )
    provide(app, Services(settings, (lambda _: graph) if graph is not None else connect))
    provide_queue(app)
    security.protect(app)
    errors.handle_errors(app)
    site.dress(app)
    for name in PAGES:
        package = importlib.import_module(name)
        app.register_blueprint(package.bp)
        site.add_navigation(app, getattr(package, "NAV", ()))
    for name in COMMANDS:
        for command in importlib.import_module(name).COMMANDS:
            app.cli.add_command(command)
    app.wsgi_app = SuffixFormat(app.wsgi_app)  # type: ignore[method-assign]
    return app


__all__ = ["COMMANDS", "PAGES", "connect", "create_app"]
