"""What every command of the command line shares: tables, JSON, errors as one line, progress."""

from __future__ import annotations

import functools
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import click
import orjson

from app.settings import SettingError
from graph.errors import GraphError
from graph.writer import Cancelled
from ledger.errors import LedgerError
from loaders.errors import LoadError
from loaders.path.apply import Watch

F = TypeVar("F", bound=Callable[..., Any])


def plain_errors(function: F) -> F:
    """Errors of ours as one line on standard error and exit code 1; anything else is a defect and shows its trace."""

    @functools.wraps(function)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except (GraphError, LedgerError, LoadError, SettingError) as error:
            raise click.ClickException(str(error)) from error
        except (Cancelled, KeyboardInterrupt) as error:
            raise click.ClickException("Cancelled. What was written has been taken back.") from error

    return wrapped  # type: ignore[return-value]


def echo_json(value: Any) -> None:
    """A value as indented JSON."""
    click.echo(orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS, default=str).decode())


def echo_table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Rows as aligned columns; the last column is not padded."""
    texts = [[("" if cell is None else str(cell)) for cell in row] for row in rows]
    widths = [max(len(column), *(len(row[i]) for row in texts)) if texts else len(column) for i, column in enumerate(columns)]
    for line in ([*columns], ["-" * width for width in widths], *texts):
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def progress() -> Watch:
    """Says on standard error what a long step is doing, about twice a second on a terminal and once a step elsewhere."""
    shown, at = "", 0.0

    def says(step: str, done: int) -> None:
        nonlocal shown, at
        moved_on = step != shown
        if not sys.stderr.isatty():
            if moved_on:
                click.echo(step, err=True)
        elif moved_on or time.monotonic() - at > 0.5:
            click.echo(f"\r\033[K{step}{f' {done:,}' if done else ''}", err=True, nl=False)
            at = time.monotonic()
        shown = step

    return Watch(says)


def end_progress() -> None:
    """Leave the progress line."""
    if sys.stderr.isatty():
        click.echo("\r\033[K", err=True, nl=False)
