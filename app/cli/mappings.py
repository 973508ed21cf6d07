"""Mappings of tables: list, show, keep a new version."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from app.cli.output import echo_json, echo_table, plain_errors
from app.services import services
from ledger.mappings import Mappings
from ledger.models import SavedMapping
from loaders.path.mappings import Given, keep, read_file

COLUMNS = ("name", "version", "format", "source", "at", "why", "by")


@click.group("mappings", invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_context
@with_appcontext
@plain_errors
def mappings_group(context: click.Context, as_json: bool) -> None:
    """List the mappings that are kept; `show NAME` prints one, `versions NAME` its history, `save FILE` keeps a new version."""
    if context.invoked_subcommand is None:
        _tell(Mappings(services().ledger).newest(), as_json, "No mapping is kept yet. `flask load sheet FILE --mapping M.yaml` keeps one.")


@mappings_group.command("show")
@click.argument("name")
@with_appcontext
@plain_errors
def show_mapping(name: str) -> None:
    """Print a mapping as YAML: the newest version of NAME, or NAME@VERSION."""
    click.echo(Mappings(services().ledger).get(name).text, nl=False)


@mappings_group.command("versions")
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@with_appcontext
@plain_errors
def list_versions(name: str, as_json: bool) -> None:
    """List all versions of a mapping, newest first."""
    _tell(Mappings(services().ledger).versions(name), as_json, "")


@mappings_group.command("save")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", default="", help="What it is called. Default: the file's name.")
@click.option("--why", default="", help="The reason; kept with the version.")
@click.option("--by", default="", help="Who wrote it.")
@with_appcontext
@plain_errors
def save_mapping(file: Path, name: str, why: str, by: str) -> None:
    """Check a mapping and keep it as a new version; one that says the same as the newest is that version."""
    read = read_file(file, name)
    saved = keep(services().ledger, Given(read.text, read.name, why, by), file.name)
    click.echo(f"The mapping {saved.name} is kept as version {saved.version}.")


def _tell(found: list[SavedMapping], as_json: bool, none: str) -> None:
    rows: list[dict[str, Any]] = [{name: getattr(saved, name) for name in COLUMNS} | {"at": f"{saved.at} UTC"} for saved in found]
    if as_json:
        echo_json(rows)
    elif rows:
        echo_table(COLUMNS, [tuple(row.values()) for row in rows])
    else:
        click.echo(none)


COMMANDS = (mappings_group,)
