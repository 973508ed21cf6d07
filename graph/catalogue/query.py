"""A query of the catalogue, and the catalogue: every file of a folder, checked when it is loaded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.catalogue.frontmatter import read_front_matter
from graph.catalogue.lexer import tokens
from graph.catalogue.parameters import Parameter
from graph.catalogue.views import NOTHING, Shown, faults
from graph.client import Graph, Result
from graph.errors import CatalogueError, ParameterError

Clock = Callable[[], dt.date]


@dataclass(frozen=True)
class Query:
    """One question, as a file of ``cypher/`` asks it.

    ``text`` is the whole file and is what runs, so that a line number in an error is the file's; ``statement`` is the
    part below the front matter. ``row`` says what one row is, ``empty`` why there may be none. ``headings`` are what
    people read above ``columns``. A column ``x_id`` beside ``x`` is the id that a page links ``x`` to. ``shown``: how the
    answer is drawn and where it leads.
    """

    name: str
    title: str
    description: str
    view: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    text: str
    headings: tuple[str, ...] = ()
    row: str = ""
    empty: str = ""
    first_line: int = 1
    file: str = ""
    clock: Clock = dt.date.today
    shown: Shown = NOTHING

    @property
    def statement(self) -> str:
        """The Cypher below the front matter."""
        return "\n".join(self.text.splitlines()[self.first_line - 1 :]).strip() + "\n"

    def values(self, params: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Every declared parameter with its converted value; ``ParameterError`` for a wrong, missing or unknown one."""
        given = dict(params or {})
        declared = {p.name for p in self.parameters}
        for name in given:
            if name not in declared:
                expected = ", ".join(sorted(declared)) or "no parameters"
                raise ParameterError(name, f"{self.name} has no parameter {name!r}; expected {expected}")
        today = self.clock()
        return {p.name: p.convert(given.get(p.name), today) for p in self.parameters}

    def run(
        self, graph: Graph, params: Mapping[str, Any] | None = None, *, limit: int | None = None, timeout: float = 30.0
    ) -> Result:
        """The answer; ``limit`` caps its rows (``Result.truncated`` says that there are more), ``timeout`` in seconds.

        Raises ``ParameterError`` before anything is asked, else what ``Graph.read`` raises.
        """
        return graph.read(self.text, self.values(params), timeout=timeout, limit=limit)

    def stream(
        self, graph: Graph, params: Mapping[str, Any] | None = None, *, timeout: float = 300.0
    ) -> Iterator[tuple[Any, ...]]:
        """The rows one by one, in the order of ``columns``, for answers that do not fit in memory."""
        return graph.stream(self.text, self.values(params), timeout=timeout)


class Catalogue(Mapping[str, Query]):
    """Name to query; a name is the file's path below the folder, without suffix: ``reports/who-funds-whom``."""

    def __init__(self, queries: Mapping[str, Query]) -> None:
        self._queries = dict(queries)

    def __getitem__(self, name: str) -> Query:
        return self._queries[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._queries)

    def __len__(self) -> int:
        return len(self._queries)

    def under(self, folder: str) -> list[Query]:
        """The queries of one folder (``reports``), by title."""
        found = [query for name, query in self._queries.items() if name.startswith(folder.rstrip("/") + "/")]
        return sorted(found, key=lambda query: query.title.casefold())


def load_catalogue(folder: Path, clock: Clock = dt.date.today) -> Catalogue:
    """Every ``.cypher`` file below a folder; ``CatalogueError`` names file and line of the first that is wrong.

    ``clock`` says what ``default: today`` means.
    """
    if not folder.is_dir():
        raise CatalogueError(f"{folder}: no such folder of queries")
    files = sorted(folder.rglob("*.cypher"))
    made = Catalogue({q.name: q for q in (_load(file, folder, clock) for file in files)})
    for query in made.values():
        _check_leads(query, made)
    return made


def _check_leads(query: Query, catalogue: Catalogue) -> None:
    """Reports that a report leads to exist, and their parameters can be filled from it."""
    parameters, columns = {p.name: p.type for p in query.parameters}, dict.fromkeys(query.columns, "")
    leads = [(lead, parameters) for lead in query.shown.related]
    for lead, ours in [*leads, (query.shown.behind, columns)]:
        if lead is None:
            continue
        other = catalogue.get(f"reports/{lead.report}")
        wrong = faults(lead, other.parameters, ours) if other else [f"there is no report {lead.report!r}"]
        if wrong:
            raise CatalogueError(f"{query.file}:1: {wrong[0]}")


def _load(file: Path, folder: Path, clock: Clock) -> Query:
    name = file.relative_to(folder).with_suffix("").as_posix()
    shown = f"{folder.name}/{name}.cypher"
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise CatalogueError(f"{shown}:1: the file is not UTF-8") from error
    return parse_query(text, name, file=shown, clock=clock)


def parse_query(text: str, name: str, *, file: str = "", clock: Clock = dt.date.today) -> Query:
    """A query from the text of its file, checked: front matter, and parameters declared and used, both ways."""
    file = file or f"{name}.cypher"
    front = read_front_matter(text, file)
    query = Query(
        name=name, title=front.title, description=front.description, view=front.view, parameters=front.parameters,
        columns=front.columns, text=text, headings=front.headings, row=front.row, empty=front.empty,
        first_line=front.ends + 1, file=file, clock=clock, shown=front.shown,
    )
    _check_parameters(query)
    return query


def _check_parameters(query: Query) -> None:
    used: dict[str, int] = {}
    words = list(tokens(query.text))
    for token in words:
        if token.kind == "parameter":
            used.setdefault(token.text, token.line)
    if not words:
        raise CatalogueError(f"{query.file}:{query.first_line}: no statement stands below the front matter")
    declared = [p.name for p in query.parameters]
    for name, line in used.items():
        if name not in declared:
            raise CatalogueError(f"{query.file}:{line}: ${name} is used and not declared under parameters")
    for name in declared:
        if name not in used:
            raise CatalogueError(f"{query.file}:1: parameter {name!r} is declared and ${name} is never used")
