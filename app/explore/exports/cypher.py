"""Statements that make the same nodes and links in another Neo4j, whatever their names hold.

One statement a line, each ended by a semicolon; run twice, they change nothing. Texts are literals in which no letter can end
the text: backslashes and quotes are escaped, other control characters are ``\\uXXXX``. Cypher 5 reads ``\\uXXXX`` before anything
else, even behind a backslash: a text is cut in two after each backslash, so that none stands before a u.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from app.explore.exports.picture import Picture
from graph.model import LINKS, NODES

_AT_ONCE = 100
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_ESCAPES = {"\\": "\\\\' + '", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_SPECIAL = re.compile(r"[\\'\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


def cypher(picture: Picture) -> bytes:
    """The file: comments that say what it is, constraints, nodes by labels, links by type and labels of their ends."""
    shown = picture.ungrouped()
    things, links = shown.facts()
    return "\n".join((*_head(shown), *_statements(things, links), "")).encode()


def literal(value: Any) -> str:
    """A value as Cypher writes it; ``TypeError`` for what no property can be."""
    if isinstance(value, str):
        escaped = _SPECIAL.sub(lambda found: _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04x}", value)
        return f"'{escaped}'"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list | tuple):
        return "[" + ", ".join(literal(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_named(key)}: {literal(item)}" for key, item in value.items() if item is not None) + "}"
    raise TypeError(f"{type(value).__name__} is no property of a node or link")


def _head(picture: Picture) -> Iterator[str]:
    yield "// Nodes and links for Neo4j 5 or later: cypher-shell -f map.cypher, or paste it into Neo4j Browser."
    for label, text in picture.lines():
        # A backslash in a comment could begin an escaped end of the line.
        yield "// " + " ".join(f"{label}: {text}".replace("\\", "/").split())


def _statements(things: Sequence[dict[str, Any]], links: Sequence[dict[str, Any]]) -> Iterator[str]:
    main = {thing["id"]: next(label for label in thing["labels"] if label in NODES) for thing in things}
    for label in sorted(set(main.values())):
        yield f"CREATE CONSTRAINT IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE;"
    by_labels: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for thing in things:
        first = main[thing["id"]]
        by_labels[first, *sorted(set(thing["labels"]) - {first})].append(thing)
    for (first, *others), alike in by_labels.items():
        further = "".join(f":{_named(label)}" for label in others)
        for some in _pieces(alike):
            rows = literal([{"id": thing["id"], "facts": thing["facts"]} for thing in some])
            yield f"UNWIND {rows} AS row MERGE (n:{first} {{id: row.id}}) SET n{further or f':{first}'}, n += row.facts;"
    yield from _links(links, main)


def _links(links: Sequence[dict[str, Any]], main: dict[str, str]) -> Iterator[str]:
    by_type: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for link in links:
        if link["type"] in LINKS and link["start"] in main and link["end"] in main:
            by_type[main[link["start"]], link["type"], main[link["end"]]].append(link)
    for (start, type_, end), alike in by_type.items():
        for some in _pieces(alike):
            rows = literal([{"start": link["start"], "end": link["end"], "facts": link["facts"]} for link in some])
            yield (f"UNWIND {rows} AS row MATCH (a:{start} {{id: row.start}}) MATCH (b:{end} {{id: row.end}}) "
                   f"MERGE (a)-[r:{type_} {{key: row.facts.key}}]->(b) SET r += row.facts;")


def _pieces(rows: Sequence[dict[str, Any]]) -> Iterator[Sequence[dict[str, Any]]]:
    return (rows[start:start + _AT_ONCE] for start in range(0, len(rows), _AT_ONCE))


def _named(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name[:40]!r} is no name of a label or property")
    return name
