"""``flask resolve``: compare organizations, as a job in the foreground."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from app.cli.output import end_progress, plain_errors, progress
from app.services import services


@click.group("resolve")
def resolve_group() -> None:
    """Find organizations that may be one."""


@resolve_group.command("run")
@click.option("--since", type=int, metavar="LOAD", help="Only organizations that loads after this one name, with all others.")
@click.option("--all", "everything", is_flag=True, help="All with all. By default only what is new or changed since the last comparison.")
@click.option("--without-vectors", is_flag=True, help="By letters and words alone, not by meaning.")
@with_appcontext
@plain_errors
def run_command(since: int | None, everything: bool, without_vectors: bool) -> None:
    """Compare organizations and keep which may be one; nothing in the network is changed."""
    from app.work.resolution.compare import Asked, compare  # scikit-learn takes a second to import: no other command pays for it

    if since is not None:
        services().ledger.load(since)
    found = compare(services(), progress().says, Asked(everything, since, not without_vectors))
    end_progress()
    click.echo(f"{found['compared']:,} of {found['organizations']:,} organizations were compared with all others.")
    click.echo(f"{found['pairs']:,} pairs may be one, {found['likely']:,} of them likely. See them at /resolve.")


COMMANDS = (resolve_group,)
