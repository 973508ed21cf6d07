"""``flask report``: the reports, and their answers as a table, CSV or JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

import click
from flask.cli import with_appcontext

from app.cli.cypher import FORMATS, echo_rows, key_values
from app.cli.output import echo_json, plain_errors
from app.dollars import Exchange, enriched
from app.http.formats import Table
from app.reports.cells import plain_cell, shown_columns
from app.reports.fields import Form, read_form
from app.reports.whole import ROWS, SECONDS
from app.services import services
from graph.catalogue import Query
from graph.errors import ParameterError


@click.group("report")
def report_group() -> None:
    """List the reports; run one with your choices."""


@report_group.command("list")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="table", show_default=True)
@with_appcontext
@plain_errors
def list_command(format_: str) -> None:
    """The reports: name, title and the parameters that each takes."""
    queries = services().catalogue.under("reports")
    if format_ == "json":
        echo_json([_about(query) for query in queries])
        return
    rows = [(_short(query), query.title, " ".join(map(_parameter, query.parameters))) for query in queries]
    echo_rows(Table("reports", ("name", "title", "parameters"), rows), format_)


@report_group.command("run")
@click.argument("name")
@click.option(
    "--param", "params", metavar="NAME=VALUE", multiple=True, callback=key_values,
    help="A choice, such as country=GT or organization=UNODC. flask report list names them all.",
)
@click.option("--format", "format_", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option("--limit", type=click.IntRange(1, ROWS), default=ROWS, show_default=True, help="Rows at most.")
@with_appcontext
@plain_errors
def run_command(name: str, params: list[tuple[str, str]], format_: str, limit: int) -> None:
    """The answer of the report NAME."""
    query = _named(name)
    values = _values(query, dict(params))
    found = query.stream(services().graph, values, timeout=SECONDS)
    rows = list(islice(found, limit + 1))
    _echo(query, rows[:limit], format_)
    if len(rows) > limit:
        click.echo(f"There are more rows: {limit:,} are shown.", err=True)


def _echo(query: Query, found: list[tuple[Any, ...]], format_: str) -> None:
    exchange = Exchange()
    rows = [tuple(enriched(value, exchange) for value in row) for row in found]
    if format_ == "json":
        echo_json([dict(zip(query.columns, row, strict=True)) for row in rows])
        return
    names = query.columns if format_ == "csv" else (*shown_columns(query), "sources")
    echo_rows(Table(query.name, names, _cells(query, names, rows)), format_)


def _cells(query: Query, names: tuple[str, ...], rows: list[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    places = [query.columns.index(name) for name in names]
    for row in rows:
        yield tuple(plain_cell(row[place]) for place in places)


def _named(name: str) -> Query:
    catalogue = services().catalogue
    query = catalogue.get(f"reports/{name.removeprefix('reports/')}")
    if query is None:
        known = ", ".join(_short(each) for each in catalogue.under("reports"))
        raise click.ClickException(f"There is no report named {name!r}. There are: {known}.")
    return query


def _values(query: Query, given: Mapping[str, str]) -> Mapping[str, Any]:
    """The values to ask with; what is wrong or missing is said, with the organizations that may be meant."""
    declared = [p.name for p in query.parameters]
    for name in given:
        if name not in declared:
            raise ParameterError(name, f"The report {_short(query)} has no parameter {name!r}; it has {', '.join(declared)}.")
    form = read_form(query, given)
    if form.values is None:
        raise click.ClickException(_told(form))
    return form.values


def _told(form: Form) -> str:
    candidates = [f"{f.name}={c.value}  {c.label}" for f in form.fields for c in f.candidates]
    missing = [f"--param {f.name}=..." for f in form.fields if f.required and not f.value]
    return "\n  ".join((form.error, *candidates, *(missing if not form.failed else ())))


def _about(query: Query) -> dict[str, Any]:
    parameters = [{"name": p.name, "type": p.type, "label": p.label, "required": p.required, "default": p.default}
                  for p in query.parameters]
    return {"name": _short(query), "title": query.title, "description": query.description, "parameters": parameters,
            "columns": query.columns}


def _short(query: Query) -> str:
    return query.name.rpartition("/")[2]


def _parameter(parameter: Any) -> str:
    """``organization`` where it must be given, ``[country=GT]`` where it may."""
    if parameter.required:
        return str(parameter.name)
    default = "any" if parameter.default is None else {True: "yes", False: "no"}.get(parameter.default, parameter.default)
    return f"[{parameter.name}={default}]"


COMMANDS = (report_group,)
