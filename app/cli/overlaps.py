"""``flask overlaps``: compare programs, organizations and agreements for overlaps, in the foreground."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from app.cli.output import end_progress, plain_errors, progress
from app.services import services


@click.group("overlaps")
def overlaps_group() -> None:
    """Find programs, organizations and agreements that may be the same work."""


@overlaps_group.command("run")
@click.option("--all", "whole", is_flag=True, help="All with all. By default only what is new or changed since the last comparison.")
@click.option("--without-vectors", is_flag=True, help="By words alone, not by meaning.")
@with_appcontext
@plain_errors
def run_command(whole: bool, without_vectors: bool) -> None:
    """Compare and keep what was found for the pages; nothing in the network is changed."""
    from app.work.overlaps.compare import compare  # pandas and scipy take a while to import: no other command pays for it

    found = compare(services(), progress().says, vectors=not without_vectors, whole=whole)
    end_progress()
    click.echo(f"{found['compared']:,} of {found['programs']:,} programs were compared with all others.")
    click.echo(f"{found['pairs']:,} pairs of programs may overlap, and {found['others']:,} of organizations or agreements. See /overlaps.")
    if found["reopened"]:
        click.echo(f"{found['reopened']:,} findings were opened again: their facts changed.")


COMMANDS = (overlaps_group,)
