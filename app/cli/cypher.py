"""``flask cypher``: one question in Cypher, for the person at the command line."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click
import orjson
from flask.cli import with_appcontext

from app.cli.output import echo_json, echo_table, plain_errors
from app.http.downloads import csv_lines
from app.http.formats import Table
from app.services import services
from graph.client import Result
from graph.guard import ROWS, SECONDS, check_statement

FORMATS = ("table", "csv", "json")


def key_values(_: click.Context, parameter: click.Parameter, given: Sequence[str]) -> list[tuple[str, str]]:
    """``name=value`` options as pairs."""
    pairs = []
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise click.BadParameter(f"{text!r}: expected name=value", param=parameter)
        pairs.append((name.lstrip("$"), value))
    return pairs


def cypher_value(text: str) -> Any:
    """A number, truth, null, list, map or quoted text where it is written as JSON; anything else is a text as it stands."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return text


@click.command("cypher")
@click.argument("statement")
@click.option(
    "--param",
    "params",
    metavar="NAME=VALUE",
    multiple=True,
    callback=key_values,
    help="A parameter of the statement. Numbers, true, false, null, [..] and {..} are read as JSON; '\"5\"' is the text 5.",
)
@click.option("--format", "format_", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option("--limit", type=click.IntRange(1, ROWS), default=ROWS, show_default=True, help="Rows at most.")
@click.option("--timeout", type=click.FloatRange(0.1, SECONDS), default=SECONDS, show_default=True, help="Seconds at most.")
@with_appcontext
@plain_errors
def cypher_command(statement: str, params: list[tuple[str, str]], format_: str, limit: int, timeout: float) -> None:
    """Ask the graph one question in Cypher. STATEMENT may only read; - reads it from standard input."""
    text = sys.stdin.read() if statement == "-" else statement
    values = {name: cypher_value(value) for name, value in params}
    graph = services().graph
    for warning in check_statement(graph, text, values):
        click.echo(f"Note: {warning}", err=True)
    result = graph.read(text, values, timeout=timeout, limit=limit)
    echo_result("cypher", result, format_)
    if result.truncated:
        click.echo(f"There are more rows: {limit:,} are shown.", err=True)


def echo_result(name: str, result: Result, format_: str) -> None:
    """A result in the format asked for."""
    if format_ == "json":
        echo_json(result.dicts())
    else:
        echo_rows(Table(name, result.columns, result.rows), format_)


def echo_rows(table: Table, format_: str) -> None:
    """Rows as CSV or as aligned columns; ``(no rows)`` where there are none, lists joined by ``; ``."""
    if format_ == "csv":
        for piece in csv_lines(table):
            sys.stdout.write(piece)
        return
    rows = [[shown(value) for value in row] for row in table.rows]
    echo_table(table.columns, rows)
    if not rows:
        click.echo("(no rows)", err=True)


def shown(value: Any) -> str:
    """A value on one line of a terminal: lists of plain values joined by ``; ``, maps as JSON."""
    if isinstance(value, dict):
        return orjson.dumps(value, default=str).decode()
    if isinstance(value, list | tuple):
        return "; ".join(_each(value))
    text = "" if value is None else str(value)
    return "".join(" " if ch.isspace() else ch if ch.isprintable() else "\ufffd" for ch in text)


def _each(values: Iterable[Any]) -> Iterable[str]:
    return (shown(value) for value in values)


COMMANDS = (cypher_command,)
