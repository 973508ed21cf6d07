"""What a person may run: questions about the graph, and nothing else.

READ mode, which the server enforces, stops every write. It does not stop a statement that reads files or the network
(LOAD CSV), shows or ends other people's work (SHOW, TERMINATE), or calls a procedure. A statement is refused on any of
three grounds: its words, the query type that the server reports for it, and the operators of its plan. The words come
first because a plan does not show them all: LOAD CSV inside a list comprehension is no operator of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from graph.catalogue.lexer import Token, tokens
from graph.client import Graph, Result
from graph.errors import QueryRefused

ROWS, SECONDS = 10_000, 30.0
PROCEDURES = ("db.labels", "db.relationshiptypes", "db.propertykeys", "db.schema.visualization", "db.index.fulltext.")
FUNCTION_SPACES = {"date", "datetime", "localdatetime", "time", "localtime", "duration", "point", "vector"}
FIRST_WORDS = {
    "SHOW": "SHOW statements tell about the server",
    "TERMINATE": "TERMINATE ends the work of others",
    "PROFILE": "PROFILE tells about the server",
}
OPERATORS = ("LoadCSV", "Show", "Terminate", "AdministrationCommand")
UNICODE_ESCAPE = re.compile(r"\\u[0-9A-Fa-f]{4}")
PLACE_IN_LINE_1 = re.compile(r"\(line 1, column (\d+) \(offset: \d+\)")
PLAIN = "It may only ask about the graph: MATCH ... RETURN."


def read_guarded(
    graph: Graph, text: str, params: Mapping[str, Any] | None = None, *, limit: int = ROWS, timeout: float = SECONDS
) -> Result:
    """Run a person's statement if it only asks; at most ``limit`` rows, ``timeout`` in seconds.

    Raises ``QueryRefused`` with the reason, ``QueryTimeout`` when it takes longer or needs more memory than it may.
    """
    check_statement(graph, text, params)
    return graph.read(text, params, timeout=timeout, limit=limit)


def check_statement(graph: Graph, text: str, params: Mapping[str, Any] | None = None) -> list[str]:
    """``QueryRefused`` unless a statement only asks about the graph. It is explained by the server, never run.

    Returns what the server warns of: a label, link type or property that the graph does not have.
    """
    check_words(text)
    query_type, plan, warnings = _explained(graph, text, params)
    if query_type != "r":
        raise QueryRefused(f"The statement changes the graph or the server, or tells about the server. {PLAIN}")
    for operator, details in _operators(plan):
        if operator.startswith(OPERATORS):
            raise QueryRefused(f"The statement uses {operator}, which a reader may not. {PLAIN}")
        if operator == "ProcedureCall":
            _allow_procedure(details.partition("(")[0].strip())
    return warnings


def _explained(graph: Graph, text: str, params: Mapping[str, Any] | None) -> tuple[str, dict[str, Any], list[str]]:
    """Query type, plan, and warnings of unknown names; a mistake is told with its place in the person's own words."""
    try:
        query_type, plan, notes = graph.explain(text, params)
    except QueryRefused as error:
        message = PLACE_IN_LINE_1.sub(lambda m: f"(line 1, column {max(1, int(m[1]) - 8)}", str(error))
        raise QueryRefused(message.replace('"EXPLAIN ', '"').replace("\n         ", "\n ")) from error
    unknown = [note.status_description.removeprefix("warn: ") for note in notes if note.gql_status.startswith("01N5")]
    return query_type, plan, unknown


def check_words(text: str) -> None:
    """``QueryRefused`` when the words of a statement name something that a reader may not run."""
    if UNICODE_ESCAPE.search(text):
        raise QueryRefused("The statement has a \\u escape: write the letter itself, or give the text as a parameter.")
    words = list(tokens(text))
    if not words:
        raise QueryRefused(f"There is no statement. {PLAIN}")
    opening = next((w for w in words if not w.is_("EXPLAIN", "CYPHER")), words[0])
    for keyword, reason in FIRST_WORDS.items():
        if opening.is_(keyword):
            raise QueryRefused(f"{reason}, which a reader may not do. {PLAIN}")
    for place, word in enumerate(words[:-1]):
        if word.is_("LOAD") and words[place + 1].is_("CSV"):
            raise QueryRefused(f"LOAD CSV reads files and the network, which a reader may not. {PLAIN}")
        if word.is_("USE") and words[place + 1].kind == "name" and _begins_a_clause(words, place):
            raise QueryRefused(f"USE chooses another database, which a reader may not. {PLAIN}")
        if word.is_("CALL") and words[place + 1].kind == "name":
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
        raise QueryRefused(f"The procedure {name} is not one that a reader may call. {PLAIN}")


def _allow_function(words: list[Token], place: int) -> None:
    """Functions that were added to a server have dotted names, and can do anything: only Neo4j's own may be called."""
    name, after = _dotted(words, place)
    called = after < len(words) and words[after].is_("(")
    if called and "." in name and words[place].text.lower() not in FUNCTION_SPACES:
        raise QueryRefused(f"The function {name} is not one of Neo4j's own. {PLAIN}")


def _operators(plan: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every operator of a plan with its details, without the database's name."""
    yield str(plan.get("operatorType", "")).partition("@")[0], str(plan.get("args", {}).get("Details", ""))
    for child in plan.get("children", ()):
        yield from _operators(child)
