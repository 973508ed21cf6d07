"""Hand-kept tables: focus areas, sectors to focus areas, scopes."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext

from app.cli.loads import tell_difference
from app.cli.output import echo_table, plain_errors
from app.services import services
from loaders.path.reference import TABLES, set_table, table_content


@click.group("tables", invoke_without_command=True)
@click.pass_context
@with_appcontext
@plain_errors
def tables_group(context: click.Context) -> None:
    """List the tables that a person keeps; `show NAME` prints one, `set NAME FILE` puts a new version in force."""
    if context.invoked_subcommand is not None:
        return
    rows = []
    for name in TABLES:
        versions = services().ledger.table_versions(name)
        rows.append((name, len(versions), f"{versions[0].at} UTC" if versions else "as shipped", versions[0].why if versions else ""))
    echo_table(("table", "versions", "since", "why"), rows)


@tables_group.command("show")
@click.argument("name", type=click.Choice(TABLES))
@with_appcontext
@plain_errors
def show_table(name: str) -> None:
    """Print a table as CSV, as it stands."""
    click.echo(table_content(services().stores, name) or "", nl=False)


@tables_group.command("set")
@click.argument("name", type=click.Choice(TABLES))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--why", required=True, help="The reason; kept with the version.")
@click.option("--by", default="", help="Who changed it.")
@with_appcontext
@plain_errors
def set_table_command(name: str, file: Path, why: str, by: str) -> None:
    """Put a new version of a table in force."""
    outcome = set_table(services().stores, name, file.read_text(encoding="utf-8-sig"), why, by)
    if outcome is not None:
        tell_difference(outcome.difference)
    click.echo(f"The table {name} is in force.")


COMMANDS = (tables_group,)
