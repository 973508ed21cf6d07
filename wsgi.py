"""The application for a WSGI server, and for the ``flask`` command."""

from flask import Flask

from app import create_app
from app.settings import SettingError, read_settings
from graph.engine import ensure_writable
from graph.errors import GraphError


def _application() -> Flask:
    try:
        settings = read_settings()
        ensure_writable(settings.home, "PARTNERGRAPH_HOME")
        return create_app(settings)
    except (SettingError, GraphError) as error:
        raise SystemExit(f"Error: {error}") from error


application = _application()
