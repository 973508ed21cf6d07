"""What a person may run: questions about the graph, and nothing else.

READ mode, which the server enforces, stops every write. It does not stop a statement that reads files or the network
(LOAD CSV), shows or ends other people's work (SHOW, TERMINATE), or calls a procedure. A statement is refused on any of
three grounds: its words, the query type that the server reports for it, and the operators of its plan. The words come
first because a plan does not show them all: LOAD CSV inside a list comprehension is no operator of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from graph.bounded import Bounds
from graph.catalogue.lexer import Token, tokens
from graph.client import Graph, Result
from graph.errors import QueryRefused

ROWS, SECONDS = 10_000, 30.0
LETTERS = 20_000  # of a statement
DEEPEST = 40  # brackets within brackets: Neo4j took two minutes to read 5,000 of them, and no timeout ends that
PROCEDURES = ("db.labels", "db.relationshiptypes", "db.propertykeys", "db.schema.visualization", "db.index.fulltext.")
FUNCTION_SPACES = {"date", "datetime", "localdatetime", "time", "localtime", "duration", "point", "vector"}
PLAIN = "Write a question about the graph: MATCH ... RETURN."
SCHEMA = "For what the graph holds write CALL db.labels(), CALL db.relationshipTypes() or CALL db.propertyKeys()."
FIRST_WORDS = {
    "SHOW": f"SHOW tells about the server, which a reader may not ask. {SCHEMA}",
    "TERMINATE": "TERMINATE ends the work of others, which a reader may not. Your own ends by Cancel on the console, or Ctrl-C.",
    "PROFILE": "PROFILE tells about the server. Write EXPLAIN, or press Plan on the console, to see how a statement would be run.",
    "CYPHER": "Leave out CYPHER and its options: a statement runs on the server's usual settings. Begin with MATCH, WITH, UNWIND or CALL.",
}
CHANGES = ("The statement changes the graph or the server, or tells about the server, which a reader may not. Facts are typed in or "
           f"corrected on the page of what they are about, and files are handed in under Data. {PLAIN}")
LOAD_CSV = ("LOAD CSV reads files and the network, which a reader may not. Hand the file in under Data, or give its values as a parameter: "
            "UNWIND $rows AS row.")
USE = f"USE chooses another database, which a reader may not. Leave it out. {PLAIN}"
BATCHES = f"IN TRANSACTIONS is for changes in batches, which a reader may not make. Leave it out. {PLAIN}"
ESCAPE = "The statement has a \\u escape. Write the letter itself, or give the text as a parameter."
CALLABLE = f"It may call db.index.fulltext.queryNodes and the like. {SCHEMA}"
OPERATORS = ("LoadCSV", "Show", "Terminate", "AdministrationCommand")
UNICODE_ESCAPE = re.compile(r"\\u+[0-9A-Fa-f]{4}")
PLACE = re.compile(r" \(line (\d+), column (\d+) \(offset: \d+\)\)")
EXPLAIN = re.compile(r"\A((?:\s|//[^\r\n]*|/\*.*?\*/)*)EXPLAIN\b", re.IGNORECASE | re.DOTALL)
MEANT = "EXPLAIN "  # what stands in front of a statement when the server is asked about it


@dataclass(frozen=True)
class Checked:
    """A statement that only asks: its plan as the server gives it, and what the server warns of."""

    plan: Mapping[str, Any]
    warnings: list[str]


def read_guarded(
    graph: Graph, text: str, params: Mapping[str, Any] | None = None, *, limit: int = ROWS, timeout: float = SECONDS, run: str = ""
) -> Result:
    """Run a person's statement if it only asks; at most ``limit`` rows, ``timeout`` in seconds; ``run``: its name for ``Graph.stop``.

    Raises ``QueryRefused`` with the reason and what to write instead, ``QueryTimeout`` when it takes longer or needs more memory than it
    may, or its answer is larger than ``graph.bounded`` takes.
    """
    check_statement(graph, text, params)
    try:
        return graph.read_bounded(text, params or {}, Bounds(limit, timeout, run=run))
    except QueryRefused as error:
        raise _placed(error, 0) from error


def check_statement(graph: Graph, text: str, params: Mapping[str, Any] | None = None) -> list[str]:
    """``QueryRefused`` unless a statement only asks about the graph. It is explained by the server, never run.

    Returns what the server warns of: a label, link type or property that the graph does not have.
    """
    return checked(graph, text, params).warnings


def checked(graph: Graph, text: str, params: Mapping[str, Any] | None = None) -> Checked:
    """The same, with the plan."""
    check_words(text)
    query_type, plan, warnings = _explained(graph, without_explain(text), params)
    if query_type != "r":
        raise QueryRefused(CHANGES)
    for operator, details in _operators(plan):
        if operator.startswith(OPERATORS):
            raise QueryRefused(f"The statement uses {operator}, which a reader may not. {PLAIN}")
        if operator == "ProcedureCall":
            _allow_procedure(details.partition("(")[0].strip())
    return Checked(plan, warnings)


def asks_for_plan(text: str) -> bool:
    """Whether a statement begins with EXPLAIN, comments aside."""
    return EXPLAIN.match(text) is not None


def without_explain(text: str) -> str:
    """The statement without EXPLAIN in front; everything stays where it is, so that places of mistakes stay true."""
    return EXPLAIN.sub(lambda found: found[1] + " " * len("EXPLAIN"), text)


def _explained(graph: Graph, text: str, params: Mapping[str, Any] | None) -> tuple[str, dict[str, Any], list[str]]:
    """Query type, plan, and warnings of unknown names; a mistake is told with its place in the person's own words."""
    try:
        query_type, plan, notes = graph.explain(text, params)
    except QueryRefused as error:
        raise _placed(error, len(MEANT)) from error
    unknown = [note.status_description.removeprefix("warn: ") for note in notes if note.gql_status.startswith("01N5")]
    return query_type, plan, unknown


def _placed(error: QueryRefused, before: int) -> QueryRefused:
    """The refusal with its place; ``before``: letters that were put in front of the first line."""
    message = str(error)
    found = PLACE.search(message)
    if found is None or found[1] == "0":
        return QueryRefused(PLACE.sub("", message).partition("\n")[0])
    line, column = int(found[1]), int(found[2])
    column = max(1, column - before) if line == 1 else column
    told = PLACE.sub(f" (line {line}, column {column})", message.partition("\n")[0])
    return QueryRefused(told, (line, column))


def check_words(text: str) -> None:
    """``QueryRefused`` when the words of a statement name something that a reader may not run."""
    if len(text) > LETTERS:
        raise QueryRefused(f"The statement has more than {LETTERS:,} letters. Give long lists as a parameter: UNWIND $rows AS row.")
    if UNICODE_ESCAPE.search(text):
        raise QueryRefused(ESCAPE)
    words = list(tokens(text))
    while words and words[-1].is_(";"):
        words.pop()
    if not words:
        raise QueryRefused(f"There is no statement. {PLAIN}")
    if any(word.is_(";") for word in words):
        raise QueryRefused("There is more than one statement. Write one statement, and leave out what follows the semicolon.")
    if max(accumulate(1 if w.is_("(", "[", "{") else -1 if w.is_(")", "]", "}") else 0 for w in words)) > DEEPEST:
        raise QueryRefused(f"The statement is nested more than {DEEPEST} deep. Take it apart with WITH.")
    opening = next((w for w in words if not w.is_("EXPLAIN")), words[0])
    for keyword, reason in FIRST_WORDS.items():
        if opening.is_(keyword):
            raise QueryRefused(reason)
    for place in range(len(words) - 1):
        _allow_word(words, place)


def _allow_word(words: list[Token], place: int) -> None:
    """``QueryRefused`` for what a word begins together with the next ones."""
    word, following = words[place], words[place + 1]
    if word.is_("LOAD") and following.is_("CSV"):
        raise QueryRefused(LOAD_CSV)
    if word.is_("USE") and following.kind == "name" and _begins_a_clause(words, place):
        raise QueryRefused(USE)
    if word.is_("IN") and following.is_("TRANSACTIONS", "CONCURRENT") and place and words[place - 1].is_("}"):
        raise QueryRefused(BATCHES)
    if word.is_("CALL") and following.kind == "name":
        _allow_procedure(_dotted(words, place + 1)[0])
    elif word.kind == "name" and not (place and words[place - 1].is_(".", "CALL")):
        _allow_function(words, place)


def _begins_a_clause(words: list[Token], place: int) -> bool:
    """Whether a word stands where a query begins, and is no variable or property of that name."""
    return place == 0 or words[place - 1].kind == "number" or words[place - 1].is_("UNION", "ALL", "DISTINCT", "{", "EXPLAIN")


def _dotted(words: list[Token], place: int) -> tuple[str, int]:
    """A dotted name that begins at a place, ``db.index.fulltext.queryNodes``, and the place after it."""
    parts = [words[place].text]
    while place + 2 < len(words) and words[place + 1].is_(".") and words[place + 2].kind == "name":
        place += 2
        parts.append(words[place].text)
    return ".".join(parts), place + 1


def _allow_procedure(name: str) -> None:
    lower = name.lower()
    if not any(lower == allowed or (allowed.endswith(".") and lower.startswith(allowed)) for allowed in PROCEDURES):
        raise QueryRefused(f"The procedure {name} is not one that a reader may call. {CALLABLE}")


def _allow_function(words: list[Token], place: int) -> None:
    """Functions that were added to a server have dotted names, and can do anything: only Neo4j's own may be called."""
    name, after = _dotted(words, place)
    called = after < len(words) and words[after].is_("(")
    if called and "." in name and words[place].text.lower() not in FUNCTION_SPACES:
        raise QueryRefused(f"The function {name} is not one of Neo4j's own. Write it with those that Neo4j has.")


def _operators(plan: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every operator of a plan with its details, without the database's name."""
    yield str(plan.get("operatorType", "")).partition("@")[0], str(plan.get("args", {}).get("Details", ""))
    for child in plan.get("children", ()):
        yield from _operators(child)
