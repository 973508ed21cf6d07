"""``flask engine``: the embedded Neo4j, by hand."""

from __future__ import annotations

from typing import Any

import click
from flask.cli import with_appcontext

from app.cli.output import echo_json, plain_errors
from app.embedded import engine_of
from app.services import services
from graph.engine import EngineStatus, check_server, server_address
from graph.errors import EngineError


@click.group("engine")
def engine_group() -> None:
    """The Neo4j that holds the graph: start it, stop it, ask how it is."""


@engine_group.command("start")
@click.option("--json", "as_json", is_flag=True, help="The status as JSON.")
@with_appcontext
@plain_errors
def start_command(as_json: bool) -> None:
    """Start the embedded Neo4j and leave it running until `flask engine stop`."""
    _not_foreign("start")
    engine = engine_of(services().settings)
    engine.start(keep=True)
    _tell(_status(engine.status()), as_json)


@engine_group.command("stop")
@click.option("--json", "as_json", is_flag=True, help="The status as JSON.")
@with_appcontext
@plain_errors
def stop_command(as_json: bool) -> None:
    """Stop the embedded Neo4j, whoever uses it."""
    _not_foreign("stop")
    engine = engine_of(services().settings)
    stopped = engine.stop()
    if as_json:
        echo_json(_status(engine.status()))
    else:
        click.echo("Neo4j is stopped." if stopped else "Neo4j did not run.")


@engine_group.command("status")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@with_appcontext
@plain_errors
def status_command(as_json: bool) -> None:
    """Address, database, version, process, folder, and where the password is kept."""
    settings = services().settings
    _tell(_own_server() if settings["NEO4J_URI"] else _status(engine_of(settings).status()), as_json)


def _own_server() -> dict[str, Any]:
    """The server of NEO4J_URI, after its checks."""
    address = server_address(services().settings.values)
    version = check_server(address)
    return {
        "running": True,
        "embedded": False,
        "address": address.uri,
        "database": address.database,
        "version": version,
        "pid": None,
        "folder": None,
        "password": "NEO4J_PASSWORD",
        "kept": True,
        "used_by": [],
    }


def _status(status: EngineStatus) -> dict[str, Any]:
    return {
        "running": status.running,
        "embedded": True,
        "address": status.uri or None,
        "database": status.database,
        "version": status.version,
        "pid": status.pid,
        "folder": str(status.folder),
        "password": str(status.password_file),
        "kept": status.kept,
        "used_by": list(status.users),
    }


def _tell(status: dict[str, Any], as_json: bool) -> None:
    if as_json:
        echo_json(status)
        return
    shown = {**status, "used_by": ", ".join(map(str, status["used_by"]))}
    for name, value in shown.items():
        text = {True: "yes", False: "no", None: "-", "": "-"}.get(value, value)
        click.echo(f"{name.replace('_', ' ') + ':':<10} {text}")


def _not_foreign(verb: str) -> None:
    uri = services().settings["NEO4J_URI"]
    if uri:
        raise EngineError(f"NEO4J_URI names a server of your own ({uri}): {verb} it there, or unset NEO4J_URI to use the embedded one.")


COMMANDS = (engine_group,)
