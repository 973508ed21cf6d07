"""Writes the text of a ``.cypher`` file from what a person filled in: front matter as YAML in comments, and the statement below."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from graph.catalogue.parameters import Parameter

JOINERS = "\u200c\u200d"  # letters of Persian and Hindi need them
WIDTH = 120


@dataclass(frozen=True)
class Written:
    """What a file says; the names are those of the front matter. ``scans``: label to why every node of it is looked at."""

    title: str
    description: str
    theme: str
    row: str
    empty: str
    statement: str
    columns: tuple[str, ...]
    parameters: tuple[Parameter, ...] = ()
    scans: Mapping[str, str] = field(default_factory=dict)


def file_text(written: Written) -> str:
    """The whole file. A text cannot leave its comment: YAML is written by a writer, from texts of one line."""
    front: dict[str, Any] = {"title": one_line(written.title), "theme": written.theme, "description": one_line(written.description),
                             "view": "table", "row": one_line(written.row), "empty": one_line(written.empty)}
    if written.scans:
        front["scans"] = dict(written.scans)
    if written.parameters:
        front["parameters"] = [_parameter(parameter) for parameter in written.parameters]
    front["columns"] = list(written.columns)
    made = yaml.safe_dump(front, sort_keys=False, allow_unicode=True, width=WIDTH, default_flow_style=None)
    lines = "\n".join(f"// {line}" for line in made.rstrip("\n").split("\n"))
    return f"// ---\n{lines}\n// ---\n{written.statement.strip()}\n"


def one_line(text: str) -> str:
    """A text without line breaks, and without signs that are not seen or turn the direction of writing."""
    return " ".join("".join(sign for sign in " ".join(text.split()) if sign in JOINERS or unicodedata.category(sign)[0] != "C").split())


def _parameter(parameter: Parameter) -> dict[str, Any]:
    made = {"name": parameter.name, "type": parameter.type, "label": one_line(parameter.label)}
    return made if parameter.required else {**made, "default": parameter.default}
