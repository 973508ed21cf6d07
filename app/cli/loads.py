"""Loading files, undoing loads, deciding who is who, and the graph as a whole."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from app.cli.output import echo_json, echo_table, end_progress, plain_errors, progress
from app.http.downloads import csv_lines
from app.http.formats import Table
from app.services import services
from graph.check import check
from graph.digest import digest
from ledger.models import Decision, Load
from loaders.errors import NeedsConsent
from loaders.path import mappings, steps
from loaders.path.apply import Stores, rebuild, require_match
from loaders.path.load import Outcome, Request, load
from loaders.path.reference import ensure_reference
from loaders.registry import LOADERS, loader_named
from loaders.rows import Loader, MappingText

PROBLEM_COLUMNS = ("fate", "file", "line", "record", "field", "found", "expected")


def _stores() -> Stores:
    stores = services().stores
    stores.watch = progress()
    return stores


@click.command("load")
@click.argument("format", metavar="FORMAT", type=click.Choice(sorted(LOADERS)))
@click.argument("paths", metavar="PATH..", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--source", metavar="KEY", default="", help="Feed slot; of a known one this is a new version. Default: proposed.")
@click.option("--mapping", metavar="M", default="", help="Mapping: a YAML file, or the name of a kept one. Default: the source's last.")
@click.option("--additions", is_flag=True, help="A new source whose loads add and change records and remove none.")
@click.option("--dry-run", is_flag=True, help="Say what would be added, changed and removed; change nothing.")
@click.option("--allow-removals", is_flag=True, help="Go on even if more than a tenth of the source's records would go.")
@click.option("--json", "as_json", is_flag=True, help="The outcome as JSON.")
@with_appcontext
@plain_errors
def load_command(paths: tuple[Path, ...], as_json: bool, **options: Any) -> None:
    """Load files of one format as one load (all paths together)."""
    stores = _stores()
    require_match(stores)
    ensure_reference(stores)
    loader = _by_mapping(loader_named(options.pop("format")), options.pop("mapping"), options["source"], options["dry_run"])
    try:
        outcome = load(stores, Request(loader, paths, **options))
    except NeedsConsent as error:
        raise NeedsConsent(f"{error} If it is right that they go, load it again with --allow-removals.") from error
    end_progress()
    if as_json:
        echo_json(asdict(outcome))
    else:
        _tell(outcome)


def _by_mapping(loader: Loader, wanted: str, source: str, trial: bool) -> Loader:
    """A loader by the mapping that is asked for, else by the one that read the source last; a file's is kept unless it is a trial."""
    ledger = services().ledger
    if not wanted:
        return mappings.by(loader, mappings.used_before(ledger, source) if source and loader.by_mapping else None)
    path = Path(wanted)
    if not mappings.is_mapping(path):
        return mappings.loader_for(ledger, loader.name, wanted)
    given = mappings.read_file(path)
    if trial:
        return mappings.by(loader, MappingText(path.name, 0, given.text))
    mappings.by(loader, MappingText(path.name, 0, given.text))
    return mappings.by(loader, mappings.keep(ledger, given, path.name))


def _tell(outcome: Outcome) -> None:
    if outcome.same_as is not None:
        click.echo(f"These bytes are in force already, as load {outcome.same_as} of {outcome.source}. Nothing was changed.")
        return
    echo_table(("table", "read", "loaded", "same as another", "set aside", "faults"), [tuple(row.values()) for row in outcome.counts])
    click.echo()
    tell_difference(outcome.difference, would=outcome.load is None)
    if outcome.load is None:
        click.echo("Dry run: nothing was changed.")
    else:
        click.echo(f"Load {outcome.load} of source {outcome.source} is in force. flask loads show {outcome.load} lists rows set aside.")


def tell_difference(difference: dict[str, Any], *, would: bool = False) -> None:
    """What a difference adds, changes and removes, by type, with examples where it is only a plan."""
    rows = [
        (type_, *(ops.get(op, 0) for op in ("added", "changed", "removed")))
        for what in ("nodes", "links")
        for type_, ops in difference[what].items()
    ]
    if not rows:
        click.echo("Nothing differs from what the graph holds.")
        return
    echo_table(("type", "added", "changed", "removed"), rows)
    if would:
        for what, examples in difference["examples"].items():
            click.echo(f"{what}: " + "; ".join(examples))


@click.group("loads", invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_context
@with_appcontext
@plain_errors
def loads_group(context: click.Context, as_json: bool) -> None:
    """List loads, newest first; `show N` for one."""
    if context.invoked_subcommand is not None:
        return
    found = [_load_row(found) for found in services().ledger.loads()]
    if as_json:
        echo_json(found)
    elif found:
        columns = ("id", "source", "format", "files", "when", "rows", "problems", "status")
        echo_table(columns, [[_cell(row[c]) for c in columns] for row in found])
    else:
        click.echo("Nothing was loaded yet. `flask load FORMAT PATH` loads a file.")


def _cell(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def _load_row(found: Load) -> dict[str, Any]:
    ledger = services().ledger
    return {
        "id": found.id,
        "source": found.source_key,
        "format": found.format,
        "files": [file["name"] for file in found.files],
        "when": f"{found.started_at} UTC",
        "rows": sum(row["read"] for row in found.counts),
        "problems": sum(row["set_aside"] + row["faults"] for row in found.counts),
        "mapping": found.mapping,
        "status": ledger.status(found),
    }


@loads_group.command("show")
@click.argument("number", type=int)
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table")
@with_appcontext
@plain_errors
def show_load(number: int, form: str) -> None:
    """One load: its counts, and its rows that were set aside, are the same as others, or lost a field."""
    ledger = services().ledger
    found = ledger.load(number)
    problems = [{name: getattr(p, name) for name in PROBLEM_COLUMNS} for p in ledger.problems(number)]
    if form == "json":
        echo_json(
            {**_load_row(found), "message": found.message, "counts": found.counts, "difference": found.difference, "row_problems": problems}
        )
    elif form == "csv":
        _echo_csv(problems)
    else:
        _show_load_table(found, problems)


def _show_load_table(found: Load, problems: list[dict[str, Any]]) -> None:
    row = _load_row(found)
    how = f", by the mapping {row['mapping']}" if row["mapping"] else ""
    click.echo(f"Load {row['id']} of {row['source']} ({row['format']}{how}), {row['when']}: {row['status']}. {found.message}".rstrip())
    echo_table(("table", "read", "loaded", "same as another", "set aside", "faults"), [tuple(r.values()) for r in found.counts])
    if problems:
        click.echo()
        echo_table(tuple(problems[0]), [[str(v)[:60] for v in p.values()] for p in problems])


def _echo_csv(rows: list[dict[str, Any]]) -> None:
    for piece in csv_lines(Table("rows", PROBLEM_COLUMNS, [tuple(row.values()) for row in rows])):
        click.echo(piece, nl=False)


@click.command("undo")
@click.argument("number", metavar="LOAD", type=int)
@with_appcontext
@plain_errors
def undo_command(number: int) -> None:
    """Take a load out of force."""
    difference = steps.undo(_stores(), number)
    end_progress()
    tell_difference(difference)
    click.echo(f"Load {number} is undone. flask redo {number} puts it in force again.")


@click.command("redo")
@click.argument("number", metavar="LOAD", type=int)
@with_appcontext
@plain_errors
def redo_command(number: int) -> None:
    """Put an undone load in force again."""
    difference = steps.redo(_stores(), number)
    end_progress()
    tell_difference(difference)
    click.echo(f"Load {number} is in force.")


@click.command("decide")
@click.argument("kind", type=click.Choice(steps.KINDS))
@click.argument("a")
@click.argument("b")
@click.option("--why", required=True, help="The reason; kept with the decision.")
@click.option("--by", default="", help="Who decided.")
@with_appcontext
@plain_errors
def decide_command(kind: str, a: str, b: str, why: str, by: str) -> None:
    """Record that A and B (ids, or records as source/key) are the same, or are not."""
    stores = _stores()
    decision, difference = steps.decide(stores, kind, (a, b), why, by)
    end_progress()
    tell_difference(difference)
    click.echo(f"Decision {decision.id}: {decision.a} and {decision.b} are {kind.replace('-', ' ')}.")
    click.echo(f"flask undecide {decision.id} takes it back.")
    for number, members in steps.conflicts(stores):
        click.echo(f"Decision {number} contradicts others; until one of them is taken back these stand alone: {', '.join(members)}")


@click.command("undecide")
@click.argument("number", type=int)
@with_appcontext
@plain_errors
def undecide_command(number: int) -> None:
    """Take exactly one decision back."""
    difference = steps.undecide(_stores(), number)
    end_progress()
    tell_difference(difference)
    click.echo(f"Decision {number} is taken back.")


@click.command("decisions")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@with_appcontext
@plain_errors
def decisions_command(as_json: bool) -> None:
    """List decisions, oldest first, and those that contradict each other."""
    stores = services().stores
    conflicts = dict(steps.conflicts(stores))
    rows = [_decision_row(d, conflicts) for d in stores.ledger.decisions()]
    if as_json:
        echo_json(rows)
    elif rows:
        echo_table(tuple(rows[0]), [tuple(row.values()) for row in rows])
    else:
        click.echo("Nothing was decided yet.")


def _decision_row(d: Decision, conflicts: dict[int, list[str]]) -> dict[str, Any]:
    return {
        "id": d.id,
        "kind": d.kind,
        "a": d.a,
        "b": d.b,
        "why": d.why,
        "by": d.by,
        "at": f"{d.at} UTC",
        "state": "contradicted" if d.id in conflicts else d.state,
    }


@click.group("graph")
def graph_group() -> None:
    """The graph as a whole."""


@graph_group.command("rebuild")
@with_appcontext
@plain_errors
def rebuild_command() -> None:
    """Empty the graph and write it anew from the archive and the ledger."""
    difference = rebuild(_stores())
    end_progress()
    tell_difference(difference)


@graph_group.command("digest")
@with_appcontext
@plain_errors
def digest_command() -> None:
    """One hash over all nodes and links; equal graphs have equal digests."""
    click.echo(digest(services().graph))


@graph_group.command("check")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@with_appcontext
@plain_errors
def check_command(as_json: bool) -> None:
    """Check the invariants of the model on the data as it stands, and that the graph is the ledger's."""
    stores = services().stores
    require_match(stores)
    findings = list(check(stores.graph))
    if as_json:
        echo_json([asdict(finding) for finding in findings])
    for finding in () if as_json else findings:
        click.echo(str(finding))
    if findings:
        raise click.ClickException(f"{len(findings)} findings.")
    if not as_json:
        click.echo("The graph keeps every rule of the model.")


COMMANDS = (load_command, loads_group, undo_command, redo_command, decide_command, undecide_command, decisions_command, graph_group)
