"""What a person asks on the console: a statement, its parameters, how many rows and how many seconds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import orjson

from app.http.problems import PageError
from graph.guard import LETTERS

ROWS = (100, 500, 1_000)
SECONDS = (10, 5, 30)
VIEWS = {"table": "Table", "graph": "Graph", "json": "JSON"}
LONGEST_PARAMETERS = 20_000
LONGEST_ADDRESS = 2_000
_LINE = re.compile(r"\$?([A-Za-z_]\w{0,59})\s*[:=]\s*(.*)", re.DOTALL)
_RUN = re.compile(r"[0-9a-f-]{8,60}")


@dataclass(frozen=True)
class Asked:
    """One question. ``given``: the parameters as typed; ``values``: as the statement gets them; ``wrong``: what is wrong with them;
    ``view``: how the answer is shown; ``run``: the browser's name for this asking, by which Cancel finds it."""

    statement: str = ""
    given: str = ""
    rows: int = ROWS[0]
    seconds: int = SECONDS[0]
    values: Mapping[str, Any] = field(default_factory=dict)
    wrong: str = ""
    view: str = "table"
    run: str = ""

    @property
    def query(self) -> str:
        """What follows ? in an address that shows the question; empty where it does not fit into one."""
        given = {"statement": self.statement, "parameters": self.given, "rows": self.rows, "seconds": self.seconds,
                 "view": self.view if self.view != "table" else ""}
        made = urlencode({name: value for name, value in given.items() if value})
        return made if len(made) <= LONGEST_ADDRESS else ""


def read_asked(given: Mapping[str, str]) -> Asked:
    """The question of a form or an address; 400 for what no form of ours sends."""
    statement, parameters = given.get("statement", ""), given.get("parameters", "").replace("\r\n", "\n")
    if len(statement) > 2 * LETTERS or len(parameters) > LONGEST_PARAMETERS:
        raise PageError(400, f"The statement or its parameters are longer than {LETTERS:,} letters.", "Give less.")
    run = given.get("run", "")
    if run and not _RUN.fullmatch(run):
        raise PageError(400, f"run={run[:60]}: expected letters a to f, digits and hyphens.")
    view = given.get("show") or given.get("view") or "table"
    if view not in VIEWS:
        raise PageError(400, f"view={view[:20]}: expected one of {', '.join(VIEWS)}.")
    values, wrong = read_parameters(parameters)
    rows, seconds = one_of("rows", given, ROWS), one_of("seconds", given, SECONDS)
    return Asked(statement.replace("\r\n", "\n"), parameters, rows, seconds, values, wrong, view, run)


def one_of(name: str, given: Mapping[str, str], allowed: tuple[int, ...]) -> int:
    """A number that a form offers; the first where none is given, 400 for any other."""
    text = given.get(name, "")
    if text and text not in {str(number) for number in allowed}:
        raise PageError(400, f"{name}={text[:20]}: expected one of {', '.join(map(str, sorted(allowed)))}.")
    return int(text) if text else allowed[0]


def read_parameters(text: str) -> tuple[dict[str, Any], str]:
    """Parameters of lines ``name = value``, and what is wrong with the first line that is none. A value that is JSON is read as such."""
    values: dict[str, Any] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        found = _LINE.fullmatch(line.strip())
        if found is None:
            return {}, f"Parameters, line {number}: found {line.strip()[:60]!r}; expected a name, = and a value, such as country = GT."
        if found[1] in values:
            return {}, f"Parameters, line {number}: {found[1]} stands twice."
        values[found[1]] = _value(found[2])
    return values, ""


def _value(text: str) -> Any:
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        return text
    return value if not isinstance(value, int) or -(2**63) <= value < 2**63 else text
