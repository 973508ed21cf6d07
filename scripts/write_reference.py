"""Writes docs/reference/ from the code: commands, reports the data dictionary, the index of decisions. A test compares them.

python -m scripts.write_reference
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import click

from app import create_app
from app.settings import read_settings
from graph.catalogue import Query, load_catalogue
from graph.catalogue.views import Chart, OnMap, Ties
from graph.model import LINKS, NODES, LinkType, NodeType

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference"
NOTE = "<!-- Written by scripts/write_reference.py from the code; change the code, then run it. -->\n"


def commands() -> str:
    """Every command of ours with its arguments and options."""
    app = create_app(read_settings({}, SECRET_KEY="docs"))  # noqa: S106 (signs nothing)
    own = {"routes", "run", "shell"}
    lines = ["# Commands", "", "All are run as `flask ...` in the project's environment (`.venv`).", ""]
    for name, command in sorted(app.cli.commands.items()):
        if name not in own:
            lines += _command(f"flask {name}", command)
    return "\n".join(lines)


def _command(path: str, command: click.Command) -> list[str]:
    arguments = [p.make_metavar(click.Context(command)) for p in command.params if isinstance(p, click.Argument)]
    lines = [f"## `{' '.join([path, *arguments])}`", "", command.help or "", ""]
    options = [p for p in command.params if isinstance(p, click.Option)]
    lines += [f"- `{', '.join(o.opts)}`: {o.help or 'see above'}" for o in options]
    lines += [""] if options else []
    if isinstance(command, click.Group):
        for name, child in sorted(command.commands.items()):
            lines += _command(f"{path} {name}", child)
    return lines


def reports() -> str:
    """Every report of ``cypher/reports`` with its parameters and columns."""
    lines = [
        "# Reports",
        "",
        "Each is one file of `cypher/reports/`; run it on its page, or with `flask report run NAME --param name=value`.",
        "",
    ]
    for name, query in sorted(load_catalogue(ROOT / "cypher").items()):
        if name.startswith("reports/"):
            lines += [f"## {query.title}", "", f"`{name.removeprefix('reports/')}`: {query.description}", ""]
            lines += [f"- `{p.name}` ({p.type}): {p.label}" for p in query.parameters]
            lines += ["", f"Shown as: {_shown(query)}."]
            lines += ["", "Columns: " + ", ".join(f"`{column}`" for column in query.columns) + ".", ""]
    return "\n".join(lines)


def _shown(query: Query) -> str:
    """The view of a report, what is drawn, and where it leads, in a sentence without its full stop."""
    drawing = query.shown.drawing
    told = {
        Chart: lambda d: f"{d.form} of `{'`, `'.join(d.values)}` along `{d.along}`" + (f", by `{d.by}`" if d.by else ""),
        OnMap: lambda d: f"`{d.value or 'different ' + d.count}` for each of `{d.country}`",
        Ties: lambda d: "; ".join(f"`{a}` tied with `{b}`" for a, b in d.pairs),
    }
    text = f"{query.view} ({told[type(drawing)](drawing)}), with the table" if drawing else query.view
    leads = [lead.report for lead in (query.shown.behind, *query.shown.related) if lead]
    return text + (f". Leads to {', '.join(f'`{name}`' for name in leads)}" if leads else "")


def dictionary() -> str:
    """Every node and link type with its properties."""
    lines = [
        "# Data dictionary",
        "",
        "What the graph is made of. The page Data > Data dictionary shows the same with counts.",
        "",
        "## Nodes",
        "",
    ]
    for node in NODES.values():
        lines += _type(node.label, node)
    lines += ["## Links", ""]
    for link in LINKS.values():
        lines += _type(link.type, link)
    return "\n".join(lines)


def decisions() -> str:
    """The index of docs/decisions/."""
    lines = ["# Decisions", "", "What was chosen, why, and what else was looked at. One decision a file.", ""]
    for path in sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md")):
        title = path.read_text(encoding="utf-8").splitlines()[0].lstrip("# ")
        lines.append(f"- [{title}]({path.name})")
    return "\n".join(lines)


def _type(name: str, declared: NodeType | LinkType) -> list[str]:
    lines = [f"### {name}", "", declared.description, ""]
    if isinstance(declared, LinkType):
        arrow = "-" if declared.symmetric else "->"
        lines += ["Joins " + "; ".join(f"{a} {arrow} {b}" for a, b in declared.ends) + ".", ""]
    rows = [
        (
            f"`{p.name}`",
            p.type + (f", {p.unit}" if p.unit else ""),
            p.description + (f" One of: {', '.join(p.values)}." if p.values else ""),
        )
        for p in declared.properties
    ]
    return [*lines, table(("property", "type", "what it is"), rows), ""]


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows as a Markdown table."""
    lines = ["| " + " | ".join(columns) + " |", "|" + " --- |" * len(columns)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |" for row in rows]
    return "\n".join(lines)


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "reports.md": reports,
    "data-dictionary.md": dictionary,
    "../decisions/README.md": decisions,
}


def text(name: str) -> str:
    """A page as it is to stand in docs/reference/."""
    return NOTE + PAGES[name]().rstrip() + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for page in PAGES:
        (FOLDER / page).write_text(text(page), encoding="utf-8")
