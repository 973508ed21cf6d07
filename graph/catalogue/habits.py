"""Cypher that a file of ``cypher/`` does without: it would not run on a bare Neo4j, or not on every release."""

from __future__ import annotations

from graph.catalogue.lexer import Token, tokens
from graph.catalogue.names import Finding

END = Token("sign", "", 0)


def bad_habits(text: str) -> list[Finding]:
    """What a query's text should do without, each with its line."""
    words = [*tokens(text), END, END, END]
    found = (_habit(words, place) for place in range(len(words) - 3))
    return [finding for finding in found if finding]


def _habit(words: list[Token], place: int) -> Finding | None:
    word, second, third = words[place : place + 3]
    before = words[place - 1] if place else END
    message = ""
    if word.is_("APOC", "GDS") and second.is_("."):
        message = f"{word.text}.{third.text} is an add-on: a bare Neo4j must do"
    elif word.is_("ID") and second.is_("(") and not before.is_("."):
        message = "id() is going away: use the property id"
    elif word.is_("CYPHER") and place == 0:
        message = "no CYPHER prefix: the file must run on every release from 5.26 on"
    elif word.is_("CALL") and second.is_("{"):
        message = "CALL { } is deprecated: write CALL (x) { } with the variables that it uses"
    elif word.is_(";"):
        message = "one statement a file, without a semicolon"
    elif word.is_("LOAD") and second.is_("CSV"):
        message = "LOAD CSV reads files: loaders do that"
    return Finding(word.line, message) if message else None
