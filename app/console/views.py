"""The console's page: the question, its answer as a table, graph or JSON and as files, its plan, and the end of what still runs."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from flask import Response, jsonify, request, url_for

from app.console import bp
from app.console.answers import Cell, Step, as_json, plain_cell, steps, table
from app.console.asked import ROWS, SECONDS, VIEWS, Asked, read_asked
from app.console.drawn import Picture, picture
from app.console.examples import EXAMPLES, Example
from app.console.words import words
from app.http.about import About
from app.http.downloads import table_response
from app.http.errors import error_response
from app.http.formats import Table, asked_format
from app.http.page import Crumb, PageContext, respond
from app.http.problems import PageError, not_found
from app.services import services
from graph.client import Result
from graph.errors import QueryRefused, QueryStopped, QueryTimeout
from graph.guard import ROWS as WHOLE
from graph.guard import asks_for_plan, checked, read_guarded

HELP = ("For those who know Cypher: ask the graph anything. A statement may only read; it changes nothing, and it ends after the "
        "seconds that you choose.")


@dataclass(frozen=True)
class Problem:
    """Why there is no answer; where the place is known, ``line`` and ``column`` from 1 and the line itself with a mark under it."""

    message: str
    status: int = 400
    snippet: str = ""
    line: int = 0
    column: int = 0


@dataclass(frozen=True)
class Answer:
    """What came back, as one view shows it: the rows of a table, a ``picture``, or ``text`` (JSON). ``total``: how many rows came;
    ``note``: what is not shown; ``seconds``: how long it took."""

    columns: tuple[str, ...]
    total: int
    note: str
    seconds: float
    view: str = "table"
    rows: tuple[tuple[Cell, ...], ...] = ()
    picture: Picture | None = None
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class ConsolePage(PageContext):
    """The question, and what came of it: an answer, a plan, a problem, or nothing yet."""

    template: ClassVar[str] = "console/index.html"
    asked: Asked
    answer: Answer | None = None
    plan: tuple[Step, ...] = ()
    warnings: tuple[str, ...] = ()
    problem: Problem | None = None
    examples: tuple[Example, ...] = EXAMPLES
    row_choices: tuple[int, ...] = tuple(sorted(ROWS))
    second_choices: tuple[int, ...] = tuple(sorted(SECONDS))
    views: tuple[tuple[str, str], ...] = tuple(VIEWS.items())


@bp.before_request
def only_where_it_is_on() -> None:
    """Nothing of the console answers where a setting turned it off."""
    if services().settings["PARTNERGRAPH_CONSOLE"] == "off":
        raise not_found("The console is turned off here.", "The reports answer the questions that come back every week.")


@bp.get("", endpoint="index")
def index() -> Response:
    """The question that the address holds. It is shown, never run: that takes a press of Run."""
    return respond(_page(read_asked(request.args)))


@bp.post("", endpoint="ask")
def ask() -> Response:
    """Run the question, or explain it: on a page, or whole as JSON, CSV or XLSX."""
    asked, format_ = read_asked(request.form), asked_format()
    try:
        if asked.wrong:
            raise QueryRefused(asked.wrong)
        if format_ != "html":
            return _download(asked, format_)
        planned = request.form.get("action") == "plan" or asks_for_plan(asked.statement)
        return respond(_planned(asked) if planned else _answered(asked))
    except (QueryRefused, QueryTimeout) as error:
        problem = _problem(asked, error)
        if format_ != "html":
            return error_response(problem.status, problem.message)
        response = respond(_page(asked, problem=problem))
        response.status_code = problem.status
        return response


@bp.get("/words", endpoint="words")
def offered() -> Response:
    """What the editor offers while a person writes, as JSON: names of the model, and words of Cypher."""
    return jsonify(words())


@bp.post("/cancel", endpoint="cancel")
def cancel() -> Response:
    """End what runs under a browser's name for it, on the server; how many statements were told to end."""
    run = read_asked(request.form).run
    if not run:
        raise PageError(400, "run: nothing is given; expected the name under which the statement runs.")
    return jsonify({"ended": services().graph.stop(run)})


def _page(asked: Asked, **come: Any) -> ConsolePage:
    crumbs = (Crumb("Overview", url_for("overview.index")), Crumb("Reports", url_for("reports.index")), Crumb("Console"))
    return ConsolePage(title="Console", help=HELP, crumbs=crumbs, wide=True, asked=asked, **come)


def _answered(asked: Asked) -> ConsolePage:
    graph = services().graph
    warnings = checked(graph, asked.statement, asked.values).warnings
    began = time.monotonic()
    result = read_guarded(graph, asked.statement, asked.values, limit=asked.rows, timeout=asked.seconds, run=asked.run)
    seconds = time.monotonic() - began
    return _page(asked, answer=_shown(result, asked, seconds), warnings=tuple(warnings))


def _shown(result: Result, asked: Asked, seconds: float) -> Answer:
    """The answer as the view that was asked for; as a table where it holds nothing that can be drawn."""
    answer = Answer(result.columns, len(result.rows), "", seconds, asked.view)
    if asked.view == "json":
        text, held = as_json(result.columns, result.rows)
        return replace(answer, text=text if held else "", note=_cut(result, held, asked.rows))
    drawn = picture(result.rows) if asked.view == "graph" else None
    if drawn:
        return replace(answer, picture=drawn, note=_cut(result, len(result.rows), asked.rows))
    rows = table(result.rows)
    return replace(answer, rows=rows, view="table", note=_cut(result, len(rows), asked.rows))


def _cut(result: Result, shown: int, most: int) -> str:
    """What is left out, empty where nothing is."""
    if shown < len(result.rows):
        return f"The first {shown:,} rows are shown: they are as much as a page holds. The downloads hold up to {WHOLE:,}."
    if result.heavy:
        return f"The first {shown:,} rows are shown: the whole answer is larger than may be. Ask for fewer columns, or shorter lists."
    return f"There are more rows: the first {most:,} are shown, as chosen. The downloads hold up to {WHOLE:,}." if result.truncated else ""


def _planned(asked: Asked) -> ConsolePage:
    found = checked(services().graph, asked.statement, asked.values)
    return _page(asked, plan=tuple(steps(found.plan)), warnings=tuple(found.warnings))


def _download(asked: Asked, format_: str) -> Response:
    result = read_guarded(services().graph, asked.statement, asked.values, limit=WHOLE, timeout=asked.seconds, run=asked.run)
    if format_ == "json":
        return jsonify({"statement": asked.statement, "parameters": asked.values, "columns": result.columns, "rows": result.rows,
                        "truncated": result.truncated})
    rows = [[plain_cell(value) for value in row] for row in result.rows]
    notes = (f"There are more rows: this file holds the first {len(rows):,}.",) if result.truncated else ()
    if notes and format_ == "csv":  # which has no other place to say so
        rows.append([*notes, *[""] * (len(result.columns) - 1)])
    return table_response(Table("console", result.columns, rows), format_, lambda: About("Console", asked.statement, notes=notes))


def _problem(asked: Asked, error: QueryRefused | QueryTimeout) -> Problem:
    if isinstance(error, QueryTimeout):
        return Problem(str(error), 200 if isinstance(error, QueryStopped) else 504)
    lines = asked.statement.split("\n")
    if error.place is None or error.place[0] > len(lines):
        return Problem(str(error))
    line, column = error.place
    text = lines[line - 1]
    before = len(text.encode("utf-16-le")[: 2 * (column - 1)].decode("utf-16-le", "ignore"))  # Neo4j counts as browsers do
    start = max(0, before - 59)
    snippet = f"{text[start : start + 120]}\n{' ' * (before - start)}^"
    return Problem(str(error), snippet=snippet, line=line, column=column)
