"""``flask serve`` and ``flask demo``: the application in the foreground, with its Neo4j, until Ctrl-C."""

from __future__ import annotations

import contextlib
import errno
import socket
from collections.abc import Iterator

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from app.cli.output import end_progress, plain_errors, progress
from app.embedded import engine_of
from app.services import ROOT, services
from app.work.overlaps.tables import compared
from app.work.queue import queue
from graph.engine import stop_on_signals
from graph.errors import GraphError
from ledger.jobs import Jobs
from loaders.path.apply import Stores
from loaders.path.demonstration import OPENING_DAY, put_in

THREADS = 8
PORTS_TRIED = 50

Server = BaseWSGIServer | MultiSocketServer

host_option = click.option("--host", default=None, help="Address to listen on. Default: PARTNERGRAPH_HOST.")
port_option = click.option("--port", type=click.IntRange(1, 65535), default=None, help="First port to try. Default: PARTNERGRAPH_PORT.")


@click.command("serve")
@host_option
@port_option
@with_appcontext
@plain_errors
def serve_command(host: str | None, port: int | None) -> None:
    """Serve the application, with its Neo4j, until Ctrl-C."""
    with graph_running():
        serve(current_app._get_current_object(), host, port)  # type: ignore[attr-defined]


@click.command("demo")
@host_option
@port_option
@with_appcontext
@plain_errors
def demo_command(host: str | None, port: int | None) -> None:
    """Load the demonstration data (once), then serve the application until Ctrl-C."""
    with graph_running() as stores:
        stores.watch = progress()
        put_in(stores, ROOT / "demo")
        services().settings = services().settings.opened_on(OPENING_DAY)
        end_progress()
        compare_once(current_app._get_current_object())  # type: ignore[attr-defined]
        serve(current_app._get_current_object(), host, port)  # type: ignore[attr-defined]


@click.command("worker")
@with_appcontext
@plain_errors
def worker_command() -> None:
    """Run the jobs that pages hand out, until Ctrl-C. Only where the web server runs elsewhere: `flask serve` has a worker of its own."""
    with graph_running(), queue(current_app._get_current_object()).worker() as ends:  # type: ignore[attr-defined]
        click.echo("The worker waits for jobs (Ctrl-C stops it)")
        with contextlib.suppress(KeyboardInterrupt):
            ends.wait()


def compare_once(app: Flask) -> None:
    """Put the first comparison of programs in the queue: the demonstration shows overlaps without being asked."""
    made = services()
    if compared(made) is None:
        queue(app).put(Jobs(made.ledger).add("overlaps", "Compare programs for overlaps", {}))


@contextlib.contextmanager
def graph_running() -> Iterator[Stores]:
    """The stores, ready: what broke off the last time is finished. An embedded engine is released at the end, whatever ends it."""
    settings = services().settings
    services().ledger.state()  # a home that this version cannot use is said before Neo4j is started for it
    engine = engine_of(settings)
    with stop_on_signals(engine.release):
        if not settings["NEO4J_URI"]:
            if not engine.status().running:
                click.echo("Starting Neo4j ...", err=True)
            engine.start()
        with contextlib.closing(services().graph):
            yield services().stores


def serve(app: Flask, host: str | None, port: int | None) -> None:
    """Serve, with a worker in the same process, until a signal ends it; says where in one line."""
    settings = services().settings
    host = host or settings["PARTNERGRAPH_HOST"]
    server, found = listen(app, host, port or int(settings["PARTNERGRAPH_PORT"]))
    name = "127.0.0.1" if host in ("0.0.0.0", "::", "") else f"[{host}]" if ":" in host else host  # noqa: S104 (only compared)
    click.echo(f"Partnergraph answers at http://{name}:{found}/ (Ctrl-C stops it)")
    with queue(app).worker():
        server.run()


def listen(app: Flask, host: str, first: int) -> tuple[Server, int]:
    """A server on the first port from ``first`` on that nobody listens on, and that port; ``GraphError`` when there is none."""
    for port in range(first, min(first + PORTS_TRIED, 65536)):
        if _taken(host, port):
            continue
        try:
            return create_server(app, host=host, port=port, threads=THREADS, ident=None), port
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise GraphError(f"The web server cannot listen on {host}: {error.strerror or error}. Set PARTNERGRAPH_HOST.") from error
    raise GraphError(f"No port from {first} on is free on {host}: set PARTNERGRAPH_PORT to another one.")


def _taken(host: str, port: int) -> bool:
    """Whether somebody listens there already (some systems would let two listen on one port)."""
    target = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)  # noqa: S104 (only compared)
    with socket.socket(socket.AF_INET6 if ":" in target else socket.AF_INET) as probe:
        probe.settimeout(1)
        return probe.connect_ex((target, port)) == 0


COMMANDS = (serve_command, demo_command, worker_command)
